package tmnf.pretrain.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Round numbers along the axis of a chart. */
final class AxisTicks {

    /** There are about this many, at most. */
    private static final int MOST = 6;

    private static final double[] STEPS = {1, 2, 5, 10};

    private AxisTicks() {
    }

    /** Round numbers between these; the first of them where it is not below the second. */
    static List<Double> between(double from, double to) {
        List<Double> ticks = new ArrayList<>();
        if (!(to > from)) {
            return List.of(from);
        }
        double power = Math.pow(10, Math.floor(Math.log10((to - from) / MOST)));
        double step = power;
        for (double factor : STEPS) {
            step = power * factor;
            if ((to - from) / step <= MOST) {
                break;
            }
        }
        for (double i = Math.ceil(from / step); i * step <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Round numbers that are whole, from 1 on. */
    static List<Double> counted(double last) {
        Stream<Double> round = between(1, last).stream();
        return Stream.concat(Stream.of(1.0), round.filter(tick -> tick == Math.rint(tick) && tick > 1))
                .toList();
    }

    /**
     * Ticks of a logarithmic axis: 1, 2, 5, 10 and so on, or powers of ten alone where these are many.
     *
     * @param low decimal logarithm of the least value
     * @param high decimal logarithm of the greatest value
     */
    static List<Double> logarithmic(double low, double high) {
        List<Double> ticks = new ArrayList<>();
        boolean many = high - low > 3;
        double every = Math.max(1, Math.ceil((high - low) / MOST));
        for (double power = Math.floor(low); power <= high; power += many ? every : 1) {
            for (double factor : many ? new double[] {1} : new double[] {1, 2, 5}) {
                double tick = factor * Math.pow(10, power);
                if (Math.log10(tick) >= low && Math.log10(tick) <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** Short: {@code 0.05}, {@code 3e-7}. */
    static String label(double value) {
        double size = Math.abs(value);
        if (size == 0 || size >= 1e-4 && size < 1e6) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
            return rounded.toPlainString();
        }
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
