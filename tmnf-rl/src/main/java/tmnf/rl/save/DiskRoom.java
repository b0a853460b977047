package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tmnf.gbx.file.FileTrees;

/** Whether a run can be written to its disk: looked at before hours of work, not after. */
public final class DiskRoom {

    /** Both networks, and two moments of each weight. */
    private static final int VALUES_OF_A_WEIGHT = 4;
    /** The checkpoint in the making, and the copies of the newest. */
    private static final int BESIDES = 2;

    private DiskRoom() {
    }

    /**
     * Looks; writes nothing.
     *
     * @param weights of the network
     * @param keep checkpoints
     * @param bufferBytes of the transitions in a checkpoint; 0: they are not kept
     * @param maps that are explored: their records grow in number
     * @throws java.nio.file.AccessDeniedException if nothing can be written there
     * @throws IOException if there is too little room
     */
    public static void require(Path saveDir, String runName, long weights, int keep, long bufferBytes,
            int maps) throws IOException {
        Path folder = saveDir.resolve(runName);
        FileTrees.requireWritable(folder);
        long needed = needed(folder, weights, keep, bufferBytes, maps);
        long free = FileTrees.usableSpace(folder);
        if (free < needed) {
            throw new IOException(folder + ": checkpoints and records take " + needed + " bytes; "
                    + free
                    + " are free; make room, or name another disk with --save-dir");
        }
    }

    /**
     * What goes on has its checkpoints on the disk already, and its records; more of those can be missed.
     * Transitions are written anew while those of the checkpoint before are there, which may be fewer.
     */
    static long needed(Path folder, long weights, int keep, long bufferBytes, int maps) throws IOException {
        long checkpoint = weights * VALUES_OF_A_WEIGHT * Float.BYTES;
        boolean goesOn = Files.exists(folder.resolve(Manifest.NAME));
        long records = goesOn ? 0 : (long) maps * BestRuns.MOST_EXPLORING;
        return checkpoint * (goesOn ? 1 : keep + BESIDES) + bufferBytes
                + Math.max(0, bufferBytes - (goesOn ? kept(folder) : 0)) + records * weights * Float.BYTES;
    }

    /** Bytes of the transitions that the newest checkpoint has. */
    private static long kept(Path folder) throws IOException {
        long bytes = 0;
        for (Path checkpoint : FoundWeights.numbered(folder)) {
            Path file = checkpoint.resolve(SaveFolder.BUFFER);
            bytes = Files.exists(file) ? Files.size(file) : bytes;
        }
        return bytes;
    }
}
