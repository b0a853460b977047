package tmnf.cli.doctor.selftest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import tmnf.gbx.file.FileTrees;

/** The folder in which everything happens, and the processes that work in it; closing ends both. */
final class SelfTestPlace implements Closeable {

    /** Windows lets nobody delete what a process that just ended, or a mapping, still holds. */
    private static final int TRIES = 10;
    private static final long PAUSE_MILLIS = 200;

    private final Path folder;
    private final OwnCommands commands;

    private SelfTestPlace(Path folder, OwnCommands commands) {
        this.folder = folder;
        this.commands = commands;
    }

    /** Makes a folder in another one, whose disk is then what is tried. */
    static SelfTestPlace in(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(parent, ".tmnf-selftest-");
        return new SelfTestPlace(folder, new OwnCommands(folder));
    }

    Path folder() {
        return folder;
    }

    /** A folder of its own for a step. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Refuses to go on without what an earlier step should have left. */
    void require(String name) throws NotPossible {
        if (!Files.exists(folder.resolve(name))) {
            throw new NotPossible("an earlier step did not make " + name);
        }
    }

    OwnCommands commands() {
        return commands;
    }

    /** Deletes the folder; throws when something in it cannot be deleted. */
    @Override
    public void close() throws IOException {
        commands.endAll();
        for (int tries = 1;; tries++) {
            try {
                FileTrees.delete(folder);
                return;
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        System.gc(); // unmaps the files that a step had mapped
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
