package tmnf.cli.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureStore;
import tmnf.capture.write.StoreBusyException;
import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;

/** Keeps captures away from a dataset while a command changes it. */
final class DatasetUse {

    private DatasetUse() {
    }

    /** Changes a dataset. */
    @FunctionalInterface
    interface Change<T> {

        T make() throws IOException;
    }

    /**
     * Makes a change while nothing is captured into the dataset; one that no capture of ours ever wrote into
     * has no lock. Exit 5 when it is taken.
     */
    static <T> T of(Path root, Change<T> change) throws IOException {
        if (!Files.isDirectory(root.resolve(CaptureDataset.OWN_FOLDER))) {
            return change.make();
        }
        CaptureStore store;
        try {
            store = CaptureStore.open(root, Shard.ALL);
        } catch (StoreBusyException e) {
            throw new CliException(ExitStatus.BUSY, "BUSY", "a capture writes into " + root, e.getMessage(),
                    "wait for its end, or stop it", e);
        }
        try {
            return change.make();
        } finally {
            store.close();
        }
    }
}
