package tmnf.capture.run;

import java.util.Objects;
import java.util.Optional;

import tmnf.capture.dataset.FrameSchedule;

/**
 * The labels of a run's frames, held against the schedule one by one as they come: a long race needs no more
 * memory than a short one. Immutable.
 *
 * @param schedule which frames were asked for
 * @param count of frames that came
 * @param lastMs race time of the last one; meaningless without one
 * @param notLater the first frame that is not later than the one before it
 * @param wrong the first frame that shows another time than the schedule's
 */
public record FrameTimes(FrameSchedule schedule, int count, int lastMs, Optional<Frame> notLater,
        Optional<Frame> wrong) {

    /**
     * A frame that stands out.
     *
     * @param number of the frame, from 0 on
     * @param timeMs race time that it shows
     * @param otherMs race time that it is compared with: of the frame before, or of the schedule
     */
    public record Frame(int number, int timeMs, int otherMs) {
    }

    /** Nothing may be missing. */
    public FrameTimes {
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(notLater, "notLater");
        Objects.requireNonNull(wrong, "wrong");
    }

    /** Before the first frame. */
    public static FrameTimes none(FrameSchedule schedule) {
        return new FrameTimes(schedule, 0, 0, Optional.empty(), Optional.empty());
    }

    /** With one more frame. Frames behind the schedule's last are only counted and compared in order. */
    public FrameTimes and(int timeMs) {
        Optional<Frame> back = notLater;
        if (back.isEmpty() && count > 0 && timeMs <= lastMs) {
            back = Optional.of(new Frame(count, timeMs, lastMs));
        }
        Optional<Frame> other = wrong;
        if (other.isEmpty() && count < schedule.count() && timeMs != schedule.tickMs(count)) {
            other = Optional.of(new Frame(count, timeMs, schedule.tickMs(count)));
        }
        return new FrameTimes(schedule, count + 1, timeMs, back, other);
    }
}
