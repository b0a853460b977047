package tmnf.rl.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that changes at some frames and stays in between.
 *
 * @param <T> what it is
 * @param steps sorted by frame, the first at frame 0
 */
public record Staircase<T>(List<Step<T>> steps) {

    /**
     * What holds from a frame on.
     *
     * @param <T> what it is
     * @param frame frames played, from 0
     * @param value from there on
     */
    public record Step<T>(long frame, T value) {
    }

    /** Checks the order. */
    public Staircase {
        steps = List.copyOf(steps);
        Schedule.requireSorted(steps.stream().map(Step::frame).toList());
    }

    /** What holds after so many frames. */
    public T at(long frames) {
        T value = steps.get(0).value();
        for (Step<T> step : steps) {
            if (step.frame() > frames) {
                break;
            }
            value = step.value();
        }
        return value;
    }

    /** The same at frames so many times as large, rounded down. */
    public Staircase<T> scaled(double factor) {
        return new Staircase<>(steps.stream()
                .map(step -> new Step<>((long) (step.frame() * factor), step.value())).toList());
    }

    /** The same so many frames later; until then as it begins. */
    public Staircase<T> delayed(long frames) {
        return frames == 0 ? this : new Staircase<>(Stream.concat(
                Stream.of(new Step<>(0, steps.get(0).value())), steps.stream()
                        .map(step -> new Step<>(step.frame() + frames, step.value()))).toList());
    }
}
