package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.gbx.file.AtomicFile;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.CheckpointInfo.FileHash;
import tmnf.rl.save.SaveException.Reason;

/** Copies of the newest checkpoint's files in the folder of a run, for other programs. */
final class RunCopies {

    /** Files of a checkpoint that are copied. */
    static final List<String> NAMES = List.of(WeightPair.ONLINE, WeightPair.TARGET, SaveFolder.OPTIMIZER,
            SaveFolder.STATISTICS, SaveFolder.CONFIG);

    private static final String INITIAL = "initial";

    private final Path folder;
    private boolean finished; // they are those of the newest, for certain

    RunCopies(Path folder) {
        this.folder = folder;
    }

    /**
     * Before another checkpoint is named: a program that was killed, or could not go on, may have left other
     * copies than those of the newest. Who is killed there again and again would leave some that no
     * checkpoint has any more.
     */
    void finish(Optional<Path> newest) throws IOException {
        if (finished) {
            return;
        }
        AtomicFile.deleteUnfinished(folder.resolve(Manifest.NAME));
        for (String name : NAMES) {
            AtomicFile.deleteUnfinished(folder.resolve(name));
        }
        if (newest.isPresent()) {
            make(newest.get());
        }
    }

    /** Another checkpoint is named, and they were not made. */
    void outdated() {
        finished = false;
    }

    /** Weights beside the manifest that no checkpoint has were put there by somebody who wants something. */
    void requireOurs(List<CheckpointInfo> newestFirst) throws IOException {
        for (String name : List.of(WeightPair.ONLINE, WeightPair.TARGET)) {
            Path copy = folder.resolve(name);
            if (!Files.exists(copy)) {
                continue;
            }
            FileHash hash = Manifest.hash(copy);
            Path initial = folder.resolve(INITIAL).resolve(name);
            boolean ours = newestFirst.stream().anyMatch(info -> hash.equals(info.files().get(name)))
                    || Files.exists(initial) && hash.equals(Manifest.hash(initial));
            if (!ours) {
                throw new SaveException(Reason.MISMATCH, copy + " is not of a checkpoint of this run: another"
                        + " program replaced it", List.of(), "to begin anew from it, name another run and"
                        + " copy it there; to go on, delete it; nothing was changed");
            }
        }
    }

    /** The weights that a run begins with are not lost. */
    void keepInitial() throws IOException {
        Path initial = folder.resolve(INITIAL);
        for (String name : NAMES) {
            Path there = folder.resolve(name);
            if (Files.exists(there) && !Files.exists(initial.resolve(name))) {
                AtomicFile.write(initial.resolve(name), Files.readAllBytes(there));
            }
        }
    }

    /** Makes those of a checkpoint. */
    void make(Path from) throws IOException {
        finished = false;
        for (String name : NAMES) {
            AtomicFile.write(folder.resolve(name), Files.readAllBytes(from.resolve(name)));
        }
        finished = true;
    }
}
