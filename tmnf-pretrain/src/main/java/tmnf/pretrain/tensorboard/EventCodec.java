package tmnf.pretrain.tensorboard;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events as messages of Protocol Buffers.
 *
 * <pre>
 * Event      1 wall time, double; 2 step; 3 version of the file, text; 5 Summary; 7 SessionLog
 * Summary    1 Value, repeated
 * Value      1 tag; 2 number, float; 4 Image; 5 Histogram; 8 Tensor; 9 Metadata
 * Image      1 height; 2 width; 3 channels; 4 PNG
 * Histogram  1 min; 2 max; 3 count; 4 sum; 5 sum of squares, doubles; 6 limits; 7 counts, packed doubles
 * Tensor     1 type, 7 is text; 2 shape, 2 dimension, 1 length; 8 texts
 * Metadata   1 plugin, 1 name
 * SessionLog 1 status, 1 is start
 *
 * A layout is the text of a tensor without dimensions:
 * Layout     2 Category, repeated
 * Category   1 title; 2 Chart, repeated
 * Chart      1 title; 2 lines: 1 tag, repeated
 * </pre>
 */
final class EventCodec {

    private static final String VERSION = "brain.Event:2";
    private static final String VERSION_PREFIX = "brain.Event:";
    private static final String TEXT_SUFFIX = "/text_summary";
    private static final String TEXT_PLUGIN = "text";
    private static final String LAYOUT_PLUGIN = "custom_scalars";
    private static final int TEXT_TYPE = 7;
    private static final int START = 1;

    private EventCodec() {}

    /** The first record of a file. */
    static byte[] version(double wallSeconds) {
        return new ProtoOutput().number(1, wallSeconds).text(3, VERSION).toByteArray();
    }

    /** Says that what earlier files record from this step on no longer holds. */
    static byte[] restart(double wallSeconds, long step) {
        return begin(wallSeconds, step).message(7, new ProtoOutput().integer(1, START)).toByteArray();
    }

    static byte[] encode(Event event) {
        ProtoOutput summary = new ProtoOutput();
        event.values().forEach(value -> summary.message(1, encode(value)));
        return begin(event.wallSeconds(), event.step()).message(5, summary).toByteArray();
    }

    private static ProtoOutput begin(double wallSeconds, long step) {
        ProtoOutput out = new ProtoOutput().number(1, wallSeconds);
        return step == 0 ? out : out.integer(2, step);
    }

    private static ProtoOutput encode(EventValue value) {
        ProtoOutput out = new ProtoOutput();
        if (value instanceof EventValue.Scalar scalar) {
            out.text(1, scalar.tag()).number(2, scalar.value());
        } else if (value instanceof EventValue.Image image) {
            out.text(1, image.tag()).message(4, new ProtoOutput().integer(1, image.height())
                    .integer(2, image.width()).integer(3, image.channels()).bytes(4, image.png()));
        } else if (value instanceof EventValue.Histogram histogram) {
            out.text(1, histogram.tag()).message(5, new ProtoOutput().number(1, histogram.min())
                    .number(2, histogram.max()).number(3, histogram.count()).number(4, histogram.sum())
                    .number(5, histogram.sumOfSquares()).numbers(6, histogram.limits())
                    .numbers(7, histogram.counts()));
        } else if (value instanceof EventValue.Text text) {
            ProtoOutput one = new ProtoOutput().message(2, new ProtoOutput().integer(1, 1));
            out.text(1, text.tag() + TEXT_SUFFIX)
                    .message(9, new ProtoOutput().message(1, new ProtoOutput().text(1, TEXT_PLUGIN)))
                    .message(8, new ProtoOutput().integer(1, TEXT_TYPE).message(2, one).text(8, text.text()));
        } else if (value instanceof EventValue.Layout layout) {
            out.text(1, layout.tag())
                    .message(9, new ProtoOutput().message(1, new ProtoOutput().text(1, LAYOUT_PLUGIN)))
                    .message(8, new ProtoOutput().integer(1, TEXT_TYPE).message(2, new ProtoOutput())
                            .message(8, encode(layout)));
        }
        return out;
    }

    private static ProtoOutput encode(EventValue.Layout layout) {
        ProtoOutput out = new ProtoOutput();
        for (EventValue.Layout.Category category : layout.categories()) {
            ProtoOutput charts = new ProtoOutput().text(1, category.title());
            for (EventValue.Layout.Chart chart : category.charts()) {
                ProtoOutput lines = new ProtoOutput();
                chart.tags().forEach(tag -> lines.text(1, tag));
                charts.message(2, new ProtoOutput().text(1, chart.title()).message(2, lines));
            }
            out.message(2, charts);
        }
        return out;
    }

    /** Whether a record is one that a file may begin with. */
    static boolean isVersion(ByteBuffer record) {
        ProtoInput in = new ProtoInput(record);
        boolean version = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            version |= field == 3 && in.text().startsWith(VERSION_PREFIX);
        }
        return version;
    }

    static Event decode(ByteBuffer record) {
        ProtoInput in = new ProtoInput(record);
        double wallSeconds = 0;
        long step = 0;
        List<EventValue> values = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> wallSeconds = in.number();
                case 2 -> step = in.integer();
                case 5 -> values.addAll(values(in.message()));
                default -> { }
            }
        }
        return new Event(wallSeconds, step, values);
    }

    private static List<EventValue> values(ProtoInput summary) {
        List<EventValue> values = new ArrayList<>();
        for (int field = summary.next(); field != 0; field = summary.next()) {
            if (field == 1) {
                value(summary.message()).ifPresent(values::add);
            }
        }
        return values;
    }

    private static Optional<EventValue> value(ProtoInput in) {
        String tag = "";
        Optional<ProtoInput> image = Optional.empty();
        Optional<ProtoInput> histogram = Optional.empty();
        Optional<ProtoInput> tensor = Optional.empty();
        Optional<Float> scalar = Optional.empty();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> tag = in.text();
                case 2 -> scalar = Optional.of(in.smallNumber());
                case 4 -> image = Optional.of(in.message());
                case 5 -> histogram = Optional.of(in.message());
                case 8 -> tensor = Optional.of(in.message());
                default -> { }
            }
        }
        if (scalar.isPresent()) {
            return Optional.of(new EventValue.Scalar(tag, scalar.get()));
        }
        if (image.isPresent()) {
            return Optional.of(image(tag, image.get()));
        }
        if (histogram.isPresent()) {
            return Optional.of(histogram(tag, histogram.get()));
        }
        if (tensor.isPresent() && tag.equals(EventValue.Layout.TAG)) {
            return layout(tensor.get());
        }
        return tensor.isPresent() && tag.endsWith(TEXT_SUFFIX) ? text(tag, tensor.get()) : Optional.empty();
    }

    private static EventValue image(String tag, ProtoInput in) {
        long[] sizes = new long[4];
        byte[] png = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field < 4) {
                sizes[field] = in.integer();
            } else if (field == 4) {
                png = in.bytes();
            }
        }
        return new EventValue.Image(tag, size(sizes[1]), size(sizes[2]), size(sizes[3]), png);
    }

    private static int size(long value) {
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private static EventValue histogram(String tag, ProtoInput in) {
        double[] numbers = new double[6];
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1, 2, 3, 4, 5 -> numbers[field] = in.number();
                case 6 -> limits.addAll(in.numbers());
                case 7 -> counts.addAll(in.numbers());
                default -> { }
            }
        }
        return new EventValue.Histogram(
                tag, numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], limits, counts);
    }

    private static Optional<EventValue> layout(ProtoInput in) {
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 8) {
                List<EventValue.Layout.Category> categories = new ArrayList<>();
                ProtoInput layout = in.message();
                for (int part = layout.next(); part != 0; part = layout.next()) {
                    if (part == 2) {
                        categories.add(category(layout.message()));
                    }
                }
                return Optional.of(new EventValue.Layout(categories));
            }
        }
        return Optional.empty();
    }

    private static EventValue.Layout.Category category(ProtoInput in) {
        String title = "";
        List<EventValue.Layout.Chart> charts = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                title = in.text();
            } else if (field == 2) {
                charts.add(chart(in.message()));
            }
        }
        return new EventValue.Layout.Category(title, charts);
    }

    private static EventValue.Layout.Chart chart(ProtoInput in) {
        String title = "";
        List<String> tags = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                title = in.text();
            } else if (field == 2) {
                ProtoInput lines = in.message();
                for (int line = lines.next(); line != 0; line = lines.next()) {
                    if (line == 1) {
                        tags.add(lines.text());
                    }
                }
            }
        }
        return new EventValue.Layout.Chart(title, tags);
    }

    private static Optional<EventValue> text(String tag, ProtoInput in) {
        String name = tag.substring(0, tag.length() - TEXT_SUFFIX.length());
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 8) {
                return Optional.of(new EventValue.Text(name, in.text()));
            }
        }
        return Optional.empty();
    }
}
