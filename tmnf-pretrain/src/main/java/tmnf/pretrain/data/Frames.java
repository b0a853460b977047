package tmnf.pretrain.data;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Grey frames of one size, numbered from 0, replay after replay, each replay in order of time. Thread-safe;
 * owns its file or memory until it is closed, after which nothing may be asked for.
 */
public interface Frames extends Closeable {

    /** Pixels of a column, at least 1. */
    int height();

    /** Pixels of a row, at least 1. */
    int width();

    /** Number of frames, those that could not be read included. */
    int count();

    /** Where each replay's frames are, in order of their numbers, without a gap. */
    List<ReplayFrames> replays();

    /**
     * Appends the pixels of a frame, row after row, height x width bytes.
     *
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    void copy(int frame, ByteBuffer to);
}
