package tmnf.rl.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.AtomicMove;
import tmnf.gbx.file.HeldFile;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.torch.StateDict;

/**
 * The two files of the driver's network in a folder, {@code weights1.torch} (online) and {@code
 * weights2.torch} (target), and a text beside them that says where they come from. They change together:
 *
 * <ol>
 * <li>the new files are written whole under names that end in {@code .new};
 * <li>the mark {@code weights.pending} is written: from here on the new files count;
 * <li>the old online file is deleted, the target and the text are moved into place, the online file last;
 * <li>the mark is deleted.
 * </ol>
 *
 * <p>Whoever is ended before the second step leaves the old pair; after it, the new one, and the next change
 * or {@link #finish} moves what is left. In between there is no {@code weights1.torch}, so a program that
 * knows nothing of the mark finds no pair, never one of two halves.
 */
public final class WeightPair {

    /** Of the network that is trained. */
    public static final String ONLINE = "weights1.torch";
    /** Of the network that gives the targets. */
    public static final String TARGET = "weights2.torch";
    /** Where they come from. */
    public static final String ORIGIN = "init_iqn.json";

    static final String MARK = "weights.pending";
    static final String NEW = ".new";
    private static final String LOCK = ".weights.lock";
    /** In the order in which they are moved. */
    private static final List<String> NAMES = List.of(TARGET, ORIGIN, ONLINE);

    private final Path folder;

    /** Makes the text beside a pair. */
    @FunctionalInterface
    public interface Origin {

        /** The text; it may name the SHA-256 of the online file, so that it is known to be of this pair. */
        String text(String onlineSha256) throws IOException;
    }

    /** What is in a folder. */
    public enum State {
        /** Neither file. */
        ABSENT,
        /** Both files. */
        COMPLETE,
        /** One file without the other. */
        INCOMPLETE
    }

    /** The pair of a folder, which need not be there. */
    public WeightPair(Path folder) {
        this.folder = folder;
    }

    /** What is there; a change that was not finished counts as if it were. */
    public State state() {
        boolean online = Files.exists(file(ONLINE));
        boolean target = Files.exists(file(TARGET));
        return online != target ? State.INCOMPLETE : online ? State.COMPLETE : State.ABSENT;
    }

    /** Whether a change was begun and not finished. */
    public boolean isPending() {
        return Files.exists(folder.resolve(MARK));
    }

    /** Where one of the files is, or would be; the new one of a change that was not finished. */
    public Path file(String name) {
        Path fresh = folder.resolve(name + NEW);
        return isPending() && Files.exists(fresh) ? fresh : folder.resolve(name);
    }

    /** Reads one of the files. */
    public StateDict read(String name) throws IOException {
        return StateDict.read(file(name));
    }

    /**
     * Finishes a change whose process was ended; nothing to do is no error.
     *
     * @throws PairBusyException if it is still being made
     */
    public void finish() throws IOException {
        if (isPending()) {
            HeldFile lock = hold();
            try {
                move();
            } finally {
                lock.close();
            }
        }
    }

    /**
     * Writes or replaces both files and the text, all or nothing.
     *
     * @throws PairBusyException if another process does the same
     */
    public void write(StateDict online, StateDict target, Origin origin) throws IOException {
        Files.createDirectories(folder);
        HeldFile lock = hold();
        try {
            if (isPending()) {
                move();
            }
            stage(online, target, origin);
            move();
        } finally {
            lock.close();
        }
    }

    /** The same, with a text that stands. */
    public void write(StateDict online, StateDict target, String origin) throws IOException {
        write(online, target, sha256 -> origin);
    }

    private void stage(StateDict online, StateDict target, Origin origin) throws IOException {
        try {
            online.write(folder.resolve(ONLINE + NEW));
            target.write(folder.resolve(TARGET + NEW));
            AtomicFile.write(folder.resolve(ORIGIN + NEW), origin.text(PretrainMeta.sha256(
                    folder.resolve(ONLINE + NEW))));
            AtomicFile.write(folder.resolve(MARK), "The files " + NAMES + " here are being replaced by those"
                    + " that end in " + NEW + "; tmnf finishes it when it is run again.\n");
        } finally {
            if (!isPending()) {
                for (String name : NAMES) {
                    Files.deleteIfExists(folder.resolve(name + NEW));
                }
            }
        }
    }

    private void move() throws IOException {
        if (Files.exists(folder.resolve(ONLINE + NEW))) {
            Files.deleteIfExists(folder.resolve(ONLINE));
        }
        for (String name : NAMES) {
            if (Files.exists(folder.resolve(name + NEW))) {
                AtomicMove.SYSTEM.move(folder.resolve(name + NEW), folder.resolve(name));
            }
        }
        Files.deleteIfExists(folder.resolve(MARK));
    }

    private HeldFile hold() throws IOException {
        return HeldFile.tryTake(folder.resolve(LOCK)).orElseThrow(() -> new PairBusyException(folder));
    }
}
