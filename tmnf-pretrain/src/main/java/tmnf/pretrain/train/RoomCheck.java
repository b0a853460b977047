package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.gbx.file.FileTrees;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.CheckpointFolder;

/**
 * Whether a run has the room that it needs for certain: for the decoded frames and for all checkpoints that
 * it keeps at the same time.
 *
 * @param checkpoints bytes, at least
 * @param frames bytes of the decoded frames that are still to be written
 * @param together whether both go to one disk
 */
record RoomCheck(long checkpoints, long frames, boolean together) {

    /**
     * Of a run that is about to begin or to go on.
     *
     * @param weights numbers that are trained
     * @param frames bytes of the decoded frames that are still to be written
     * @param run its folder, or one above it
     */
    static RoomCheck of(RunSettings settings, long weights, long frames, Path run) throws IOException {
        PretrainSettings.Output output = settings.output();
        long needed = files(settings) * CheckpointFile.leastBytes(weights);
        if (output.existing() == PretrainSettings.Existing.RESUME) {
            needed -= Math.min(needed, bytes(run.resolve(output.checkpoints())));
        }
        return new RoomCheck(needed, frames, FileTrees.areOnOneDisk(output.folder(),
                settings.data().cache().orElse(run)));
    }

    /**
     * Checkpoints that are there at once, at most but for certain: of a run that may end earlier those of
     * the fewest epochs.
     */
    static int files(RunSettings settings) {
        PretrainSettings.Optimisation training = settings.optimisation();
        int epochs = training.maxRuntime().isPresent() ? 1
                : Math.min(training.epochs(), training.patience().orElse(training.epochs()) + 1);
        int keep = settings.output().keepBest();
        int best = keep == CheckpointFolder.ALL ? epochs : Math.min(keep, epochs);
        int replacing = epochs == 1 ? 0 : 1; // beside the last one, before it takes its place
        int surplus = best > 0 && epochs > best ? 1 : 0; // a better one, before the worst one goes
        return 1 + best + replacing + surplus;
    }

    private static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }

    /** What lacks where so many bytes are free beside the run folders; empty: nothing. */
    Optional<String> lack(long free) {
        long needed = checkpoints + (together ? frames : 0);
        if (free >= needed) {
            return Optional.empty();
        }
        return Optional.of("the checkpoints take " + checkpoints + " bytes at least"
                + (together && frames > 0 ? ", the decoded frames " + frames : "") + "; " + free
                + " are free. Make room, or name a folder on another disk");
    }
}
