package tmnf.tminterface.sim.track;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a part of a block, {@code PROFILE PATH | height CURVE | material M | tilt .. | bank .. | scale ..};
 * all behind the path may be missing.
 *
 * <pre>
 * line z0= z1= n= x0=16           n may be missing where the height is a table: then its z are the rows
 * arc cx= cz= r= a0= a1= n=       degrees
 * s length= shift= mirror= n=
 * cylinder vc= wc= R= a0= a1= n= flip= x0=16 x1=16 width= mirror=
 * wall w= h=
 *
 * height const h= | line h0= h1= | arcstart R= h0= | arcend R= h1= | cos h0= h1= | poly C0 C1 ..
 *        | ramp R= z0= | table Z:H .. | slope_z slope=
 * material M
 * tilt pivot= t0= t1=
 * bank MIDDLE PER_METRE
 * scale Z:FACTOR ..
 * </pre>
 */
final class PartReader {

    private static final double MIDDLE = 16;

    private final Words words;

    private PartReader(Words words) {
        this.words = words;
    }

    static Part read(Words words, Map<String, Profile> profiles) {
        return new PartReader(words).part(profiles);
    }

    private Part part(Map<String, Profile> profiles) {
        String name = words.next();
        Profile profile = profiles.get(name);
        if (profile == null) {
            throw new IllegalArgumentException("there is no profile " + name + " before this line");
        }
        String kind = words.next();
        Fields path = fields();
        HeightCurve height = new HeightCurve.Even(0, 0);
        int material = Part.AS_PROFILE;
        Part.Tilt tilt = null;
        Part.Bank bank = null;
        Table scale = null;
        while (words.take("|")) {
            String section = words.next();
            switch (section) {
                case "height" -> height = height();
                case "material" -> material = words.material();
                case "tilt" -> {
                    Fields fields = fields();
                    tilt = new Part.Tilt(fields.number("pivot"), fields.number("t0"), fields.number("t1"));
                    fields.end();
                }
                case "bank" -> bank = new Part.Bank(words.number(), words.number());
                case "scale" -> scale = table();
                default -> throw new IllegalArgumentException("'" + section + "' is no section of a part");
            }
        }
        return new Part(profile, path(kind, path, height), height, material, tilt, bank, scale);
    }

    private static SweepPath path(String kind, Fields f, HeightCurve height) {
        SweepPath path = switch (kind) {
            case "line" -> line(f, height);
            case "arc" -> new SweepPath.Arc(f.number("cx"), f.number("cz"), f.number("r"), f.number("a0"),
                    f.number("a1"), f.facets());
            case "s" -> new SweepPath.DoubleCurve(f.number("length"), f.number("shift"), f.flag("mirror"),
                    f.facets());
            case "cylinder" -> cylinder(f);
            case "wall" -> new SweepPath.Wall(f.number("w"), f.number("h"));
            default -> throw new IllegalArgumentException("'" + kind + "' is no path");
        };
        f.end();
        return path;
    }

    private static SweepPath line(Fields f, HeightCurve height) {
        double x0 = f.number("x0", MIDDLE);
        double z0 = f.number("z0");
        double z1 = f.number("z1");
        if (z0 >= z1) {
            throw new IllegalArgumentException("a line from z " + z0 + " to " + z1 + " goes nowhere");
        }
        if (!(height instanceof HeightCurve.Measured measured)) {
            return SweepPath.Line.even(x0, z0, z1, f.facets());
        }
        f.number("n", 0);
        List<Double> rows = new ArrayList<>(List.of(z0));
        for (double z : measured.table().arguments()) {
            if (z > z0 && z < z1) {
                rows.add(z);
            }
        }
        rows.add(z1);
        return new SweepPath.Line(x0, rows.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static SweepPath cylinder(Fields f) {
        double x0 = f.number("x0", MIDDLE);
        double x1 = f.number("x1", x0);
        double width = f.number("width", 2 * MIDDLE);
        boolean mirror = f.flag("mirror");
        return new SweepPath.Cylinder(f.number("vc"), f.number("wc"), f.number("R"), f.number("a0"),
                f.number("a1"), f.facets(), f.flag("flip"), mirror ? width - x0 : x0,
                mirror ? width - x1 : x1);
    }

    private HeightCurve height() {
        String kind = words.next();
        switch (kind) {
            case "poly":
                List<Double> coefficients = new ArrayList<>();
                while (words.moreInSection()) {
                    coefficients.add(words.number());
                }
                return new HeightCurve.Polynomial(
                        coefficients.stream().mapToDouble(Double::doubleValue).toArray());
            case "table":
                return new HeightCurve.Measured(table());
            default:
                Fields fields = fields();
                HeightCurve curve = height(kind, fields);
                fields.end();
                return curve;
        }
    }

    private static HeightCurve height(String kind, Fields f) {
        return switch (kind) {
            case "const" -> {
                double h = f.number("h");
                yield new HeightCurve.Even(h, h);
            }
            case "line" -> new HeightCurve.Even(f.number("h0"), f.number("h1"));
            case "arcstart" -> new HeightCurve.ArcStart(f.number("R"), f.number("h0"));
            case "arcend" -> new HeightCurve.ArcEnd(f.number("R"), f.number("h1"));
            case "cos" -> new HeightCurve.Wave(f.number("h0"), f.number("h1"));
            case "ramp" -> new HeightCurve.Ramp(f.number("R"), f.number("z0"));
            case "slope_z" -> new HeightCurve.SlopeInZ(f.number("slope"));
            default -> throw new IllegalArgumentException("'" + kind + "' is no height");
        };
    }

    private Table table() {
        List<double[]> points = new ArrayList<>();
        while (words.moreInSection()) {
            double[] point = words.numbers(":", 2);
            if (!points.isEmpty() && point[0] <= points.get(points.size() - 1)[0]) {
                throw new IllegalArgumentException("the table does not rise at " + point[0]);
            }
            points.add(point);
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException("an empty table");
        }
        return new Table(points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
    }

    private Fields fields() {
        Map<String, String> values = new HashMap<>();
        while (words.moreInSection()) {
            String word = words.next();
            int equals = word.indexOf('=');
            if (equals < 1 || values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("'" + word + "' where NAME=VALUE belongs, each once");
            }
        }
        return new Fields(values);
    }

    /** Values with names; those that nobody asked for are too much. */
    private record Fields(Map<String, String> values) {

        private static final int MOST_FACETS = 1000;

        double number(String name) {
            String value = values.remove(name);
            if (value == null) {
                throw new IllegalArgumentException(name + "= is missing");
            }
            return Words.number(value);
        }

        double number(String name, double otherwise) {
            return values.containsKey(name) ? number(name) : otherwise;
        }

        int facets() {
            double facets = number("n");
            if (facets != Math.rint(facets) || facets < 1 || facets > MOST_FACETS) {
                throw new IllegalArgumentException("n=" + facets + " is no number of facets");
            }
            return (int) facets;
        }

        boolean flag(String name) {
            return Boolean.parseBoolean(values.remove(name));
        }

        void end() {
            if (!values.isEmpty()) {
                throw new IllegalArgumentException("nothing is known of " + values.keySet());
            }
        }
    }
}
