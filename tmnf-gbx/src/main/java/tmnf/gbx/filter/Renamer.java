package tmnf.gbx.filter;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Renames files one after the other. Never replaces a file. */
final class Renamer {

    private Renamer() {}

    static RenameResult rename(List<RenameStep> steps, RenameListener listener, BooleanSupplier cancelled) {
        int renamed = 0;
        int conflicts = 0;
        int failed = 0;
        for (RenameStep step : steps) {
            if (cancelled.getAsBoolean()) {
                return new RenameResult(renamed, conflicts, failed, false);
            }
            if (!(step instanceof RenameStep.Rename rename)) {
                conflicts++;
                listener.conflict(step);
                continue;
            }
            try {
                Files.move(rename.from(), rename.to());
                renamed++;
                listener.renamed(rename);
            } catch (FileAlreadyExistsException e) {
                conflicts++;
                listener.conflict(step);
            } catch (IOException e) {
                failed++;
                listener.failed(rename, Failures.why(rename.from(), e));
            }
        }
        return new RenameResult(renamed, conflicts, failed, true);
    }
}
