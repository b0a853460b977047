package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Carries out steps one after the other. Never replaces a file, and deletes none whose bytes are not kept.
 */
final class Renamer {

    private final RenameListener listener;
    private int renamed;
    private int dropped;
    private int conflicts;
    private int failed;

    private Renamer(RenameListener listener) {
        this.listener = listener;
    }

    static RenameResult rename(List<RenameStep> steps, RenameListener listener, BooleanSupplier cancelled) {
        Renamer renamer = new Renamer(listener);
        for (RenameStep step : steps) {
            if (cancelled.getAsBoolean()) {
                return renamer.result(false);
            }
            renamer.take(step);
        }
        return renamer.result(true);
    }

    private RenameResult result(boolean complete) {
        return new RenameResult(renamed, dropped, conflicts, failed, complete);
    }

    private void take(RenameStep step) {
        try {
            if (step instanceof RenameStep.Rename rename) {
                Files.move(rename.from(), rename.to());
                renamed++;
                listener.renamed(rename);
            } else if (step instanceof RenameStep.Restore restore) {
                Files.copy(restore.from(), restore.to());
                renamed++;
                listener.restored(restore);
            } else if (step instanceof RenameStep.Drop drop && sameBytes(drop.from(), drop.to())) {
                Files.delete(drop.from());
                dropped++;
                listener.dropped(drop);
            } else {
                conflicts++;
                listener.conflict(step);
            }
        } catch (FileAlreadyExistsException e) {
            conflicts++;
            listener.conflict(step);
        } catch (IOException e) {
            failed++;
            listener.failed(step, Failures.why(step.from(), e));
        }
    }

    /** Whether two files, neither of them a link, hold the same bytes. */
    static boolean sameBytes(Path one, Path other) throws IOException {
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.mismatch(one, other) < 0;
    }
}
