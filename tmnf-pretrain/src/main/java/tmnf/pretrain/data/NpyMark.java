package tmnf.pretrain.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.gbx.file.AtomicFile;

/**
 * What an {@link NpyExport} leaves in {@code .npy.made_of} about the samples beside it: of which frames they
 * are, or that they are not whole. It is hidden and not in the meta file, which is the Python pipeline's.
 * That may write the same folder again and knows nothing of the mark: younger files are not ours.
 *
 * @param unfinished whether an export was interrupted, or goes on: files may not belong together
 * @param madeOf signature of the frames and of what is beside them; empty where nothing tells
 */
public record NpyMark(boolean unfinished, Optional<String> madeOf) {

    private static final String FILE = ".npy.made_of";
    private static final String UNFINISHED = "unfinished";

    /** Reads it; nothing is told without. */
    public static NpyMark read(Path folder) throws IOException {
        String text = text(folder);
        // The meta file goes first and comes last: with it, somebody else has written all since.
        boolean unfinished = text.equals(UNFINISHED) && Files.notExists(folder.resolve(NpyExport.META));
        return new NpyMark(unfinished, isSignature(text)
                && isOurs(folder, NpyExport.TRAIN) && (isOurs(folder, NpyExport.VALIDATION)
                        || Files.notExists(folder.resolve(NpyExport.VALIDATION)))
                ? Optional.of(text) : Optional.empty());
    }

    /**
     * Whether a file is one that an export wrote, as far as times tell: nobody replaced it since. Exports of
     * whole grey levels leave nothing that tells it.
     */
    public static boolean wrote(Path file) throws IOException {
        return isSignature(text(file.getParent())) && isOurs(file.getParent(), file.getFileName().toString());
    }

    /** What it says, whoever wrote the samples; empty without. */
    static String text(Path folder) throws IOException {
        Path mark = folder.resolve(FILE);
        return Files.isRegularFile(mark) ? new String(Files.readAllBytes(mark), StandardCharsets.US_ASCII)
                : "";
    }

    private static boolean isSignature(String text) {
        return !text.isEmpty() && !text.equals(UNFINISHED);
    }

    /** Whether a file was there when the mark was made. */
    private static boolean isOurs(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) && Files.getLastModifiedTime(file)
                .compareTo(Files.getLastModifiedTime(folder.resolve(FILE))) <= 0;
    }

    /** From now on samples do not belong together. */
    static void begin(Path folder) throws IOException {
        write(folder, UNFINISHED);
    }

    /** They do, and are of these frames; empty: of frames that nobody can compare. */
    static void finish(Path folder, String signature) throws IOException {
        if (signature.isEmpty()) {
            Files.deleteIfExists(folder.resolve(FILE));
        } else {
            write(folder, signature);
        }
    }

    private static void write(Path folder, String text) throws IOException {
        AtomicFile.write(folder.resolve(FILE), text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Deletes those of these files that are ours, in this order, then the mark; of others none. */
    static void deleteOurs(Path folder, List<String> files) throws IOException {
        if (isSignature(text(folder))) {
            for (String file : files) {
                if (isOurs(folder, file)) {
                    Files.delete(folder.resolve(file));
                }
            }
            Files.delete(folder.resolve(FILE));
        }
    }
}
