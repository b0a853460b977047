package tmnf.rl.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A number that changes with the frames played. Behind the last point its value stays. Source: training note,
 * section 2.6.
 *
 * @param kind how values between two points follow
 * @param points sorted by frame, the first at frame 0
 */
public record Schedule(Kind kind, List<Point> points) {

    /** How values between two points follow. */
    public enum Kind {
        /** The value of the point before. */
        STAIRCASE,
        /** A straight line. */
        LINEAR,
        /** The same factor for each frame; a straight line to or from 0, which no factor leads to. */
        EXPONENTIAL
    }

    /**
     * A value at a frame.
     *
     * @param frame frames played, from 0
     * @param value from there on
     */
    public record Point(long frame, double value) {
    }

    /** Checks the order, and that no exponential goes below 0. */
    public Schedule {
        Objects.requireNonNull(kind, "kind");
        points = List.copyOf(points);
        requireSorted(points.stream().map(Point::frame).toList());
        for (Point point : points) {
            if (!Double.isFinite(point.value())) {
                throw new IllegalArgumentException("the value at frame " + point.frame() + " is "
                        + point.value() + "; write a finite number");
            }
        }
        if (kind == Kind.EXPONENTIAL && points.size() > 1) {
            for (Point point : points) {
                if (point.value() < 0) {
                    throw new IllegalArgumentException("the schedule is exponential and its value at frame "
                            + point.frame() + " is " + point.value() + "; write 0 or more");
                }
            }
        }
    }

    /** Refuses frames that are not a schedule's. */
    static void requireSorted(List<Long> frames) {
        if (frames.isEmpty() || frames.get(0) != 0) {
            throw new IllegalArgumentException("the schedule begins at frame "
                    + (frames.isEmpty() ? "none" : frames.get(0)) + "; its first point must be at frame 0");
        }
        for (int i = 1; i < frames.size(); i++) {
            if (frames.get(i) <= frames.get(i - 1)) {
                throw new IllegalArgumentException("the schedule is not sorted: frame " + frames.get(i)
                        + " comes after frame " + frames.get(i - 1));
            }
        }
    }

    /** A schedule of frames and values in turn. */
    public static Schedule of(Kind kind, double... framesAndValues) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < framesAndValues.length; i += 2) {
            points.add(new Point((long) framesAndValues[i], framesAndValues[i + 1]));
        }
        return new Schedule(kind, points);
    }

    /** Always the same value. */
    public static Schedule constant(Kind kind, double value) {
        return of(kind, 0, value);
    }

    /** The value after so many frames. */
    public double at(long frames) {
        int after = 0;
        while (after < points.size() && points.get(after).frame() <= frames) {
            after++;
        }
        Point from = points.get(Math.max(0, after - 1));
        if (after == points.size() || after == 0 || kind == Kind.STAIRCASE) {
            return from.value();
        }
        Point to = points.get(after);
        double share = (double) (frames - from.frame()) / (to.frame() - from.frame());
        if (kind == Kind.LINEAR || from.value() == 0 || to.value() == 0) {
            return from.value() + share * (to.value() - from.value());
        }
        return from.value() * Math.exp(-Math.log(from.value() / to.value()) * share);
    }

    /** The same values at frames so many times as large, rounded down. */
    public Schedule scaled(double factor) {
        return new Schedule(kind, points.stream()
                .map(point -> new Point((long) (point.frame() * factor), point.value())).toList());
    }

    /** The same so many frames later; until then as it begins. */
    public Schedule delayed(long frames) {
        return frames == 0 || points.size() == 1 ? this : new Schedule(kind, Stream.concat(
                Stream.of(new Point(0, points.get(0).value())), points.stream()
                        .map(point -> new Point(point.frame() + frames, point.value()))).toList());
    }
}
