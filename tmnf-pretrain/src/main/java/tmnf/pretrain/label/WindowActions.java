package tmnf.pretrain.label;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

import tmnf.pretrain.data.SampleLabels;
import tmnf.pretrain.data.WindowIndex;

/**
 * The action of every frame of a window: for what is learned of how one frame leads to the next. Thread-safe.
 */
public final class WindowActions implements SampleLabels {

    /** Which action of a frame. */
    public enum Kind {
        /** What is pressed at it: {@link FrameActions#at(int)}. */
        AT_FRAME,
        /** What acts until the next frame: {@link FrameActions#held(int)}. */
        UNTIL_NEXT
    }

    private final WindowIndex windows;
    private final IntUnaryOperator action;

    /** Labels of these windows. */
    public WindowActions(FrameActions actions, WindowIndex windows, Kind kind) {
        this.windows = Objects.requireNonNull(windows, "windows");
        action = action(actions, kind);
    }

    private static IntUnaryOperator action(FrameActions actions, Kind kind) {
        return kind == Kind.AT_FRAME ? actions::at : actions::held;
    }

    /**
     * Those of the windows of which the actions of the first so many frames are all known. Windows of frames
     * that lead from one to the next need one action less than they have frames.
     *
     * @param frames 0 to the length of a window
     */
    public static WindowIndex known(FrameActions actions, WindowIndex windows, Kind kind, int frames) {
        if (frames < 0 || frames > windows.length()) {
            throw new IllegalArgumentException("windows have " + windows.length() + " frames, not " + frames);
        }
        IntUnaryOperator action = action(actions, kind);
        boolean[] known = new boolean[actions.count()];
        for (int frame = 0; frame < known.length; frame++) {
            known[frame] = action.applyAsInt(frame) >= 0;
        }
        return windows.only(window -> {
            for (int i = 0; i < frames; i++) {
                if (!known[windows.first(window) + i]) {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public int actions() {
        return windows.length();
    }

    @Override
    public int floats() {
        return 0;
    }

    @Override
    public void copyActions(int window, LongBuffer to) {
        int first = windows.first(window);
        for (int i = 0; i < windows.length(); i++) {
            to.put(action.applyAsInt(first + i));
        }
    }

    @Override
    public void copyFloats(int window, FloatBuffer to) {
        // there are none
    }
}
