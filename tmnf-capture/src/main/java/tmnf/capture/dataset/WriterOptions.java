package tmnf.capture.dataset;

/**
 * How a replay's folder is stored.
 *
 * @param packed frames in tar shards instead of loose files
 * @param shardBytes largest size of a shard, at least 1 MiB; one frame that is larger has a shard of its own
 * @param perFrameJson beside each loose frame its entry in a file of its own; shards always have it
 * @param fullState whether {@link ReplayFolderWriter#state} is going to be called
 */
public record WriterOptions(boolean packed, long shardBytes, boolean perFrameJson, boolean fullState) {

    /** Shards of a gigabyte. */
    public static final long DEFAULT_SHARD_BYTES = 1_000_000_000;
    /** Loose frames, nothing else. */
    public static final WriterOptions LOOSE = new WriterOptions(false, DEFAULT_SHARD_BYTES, false, false);
    /** Frames in shards of a gigabyte. */
    public static final WriterOptions PACKED = new WriterOptions(true, DEFAULT_SHARD_BYTES, false, false);

    private static final long SMALLEST_SHARD = 1 << 20;

    /** Checks the size. */
    public WriterOptions {
        if (shardBytes < SMALLEST_SHARD) {
            throw new IllegalArgumentException("a shard has at least 1 MiB, not " + shardBytes + " bytes");
        }
    }

    /** The same with or without sidecar files. */
    public WriterOptions withPerFrameJson(boolean value) {
        return new WriterOptions(packed, shardBytes, value, fullState);
    }

    /** The same with or without full states. */
    public WriterOptions withFullState(boolean value) {
        return new WriterOptions(packed, shardBytes, perFrameJson, value);
    }
}
