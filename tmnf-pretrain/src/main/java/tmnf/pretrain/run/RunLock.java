package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tmnf.gbx.file.HeldFile;

/** One owner for a run folder. */
public final class RunLock {

    private RunLock() {
    }

    /**
     * Takes the lock of a folder that is there.
     *
     * @throws RunFolderException if somebody has it
     */
    public static HeldFile take(Path folder) throws IOException {
        Path file = folder.resolve(RunFiles.LOCK);
        return HeldFile.tryTake(file).orElseThrow(() -> new RunFolderException(file + " is locked: another "
                + "process, or another run of this one, writes to this run folder. Wait until it is over, or "
                + "give this run another name.", true));
    }

    /** Refuses a folder that somebody has; where nobody ever had it, nothing is written. */
    static void requireFree(Path folder) throws IOException {
        if (Files.exists(folder.resolve(RunFiles.LOCK))) {
            take(folder).close();
        }
    }
}
