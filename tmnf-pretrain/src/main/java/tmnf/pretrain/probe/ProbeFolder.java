package tmnf.pretrain.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.HeldFile;

/**
 * A temporary folder for decoded frames. It may outlive its probe: Windows holds mapped files until Java
 * gives their memory back, and a program that is killed deletes nothing. So what earlier ones left goes when
 * the next is made.
 *
 * @param path of the folder
 * @param deletion how it is deleted
 */
record ProbeFolder(Path path, Deletion deletion) {

    /** Nobody decodes for so long without writing a byte. */
    static final Duration OLD = Duration.ofDays(1);

    private static final String PREFIX = "tmnf-probe";
    /** As {@link Files#createTempDirectory} calls it. */
    private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{1,20}");
    /** What a {@link tmnf.pretrain.data.FrameCache} in it has, whole or in the making, is no one else's. */
    private static final Pattern OURS = Pattern.compile(
            "frames\\.u8|(?:index|cache)\\.json|\\.(?:index|cache)\\.json\\.\\d+\\.tmp|\\.lock|\\.building");
    private static final String LOCK = ".lock";

    /** Deletes a folder and says whether nothing is left. */
    @FunctionalInterface
    interface Deletion {
        boolean delete(Path folder) throws IOException;
    }

    /**
     * A new one.
     *
     * @param parent where old ones are looked for, too
     */
    static ProbeFolder create(Path parent, Instant now) throws IOException {
        deleteOld(parent, now);
        return new ProbeFolder(Files.createTempDirectory(parent, PREFIX), FileTrees::deleteWherePossible);
    }

    /** Deletes it with all in it; what stays is no reason to lose what was probed, but is warned of. */
    void delete(EncoderProbe.Progress progress) throws IOException {
        if (!deletion.delete(path)) {
            progress.warning("the decoded frames could not be deleted: " + FileTrees.bytes(path)
                    + " bytes are left in " + path + ". Delete it, or leave it to a probe after "
                    + OLD.toHours() + " hours; --preprocess-cache-dir keeps frames for the next probe");
        }
    }

    private static void deleteOld(Path parent, Instant now) throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            folders = all.filter(folder -> NAME.matcher(folder.getFileName().toString()).matches()
                    && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)).toList();
        } catch (IOException | UncheckedIOException e) {
            return; // of a folder that cannot be listed, too: they can wait
        }
        for (Path folder : folders) {
            if (isOld(folder, now.minus(OLD)) && isFree(folder)) {
                FileTrees.deleteWherePossible(folder);
            }
        }
    }

    /** Whether all in it is a probe's and nothing was written since; not of what cannot be looked into. */
    private static boolean isOld(Path folder, Instant since) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                boolean ours = file.equals(folder) || OURS.matcher(file.getFileName().toString()).matches();
                if (!ours || !Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant()
                        .isBefore(since)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false; // another user's, or going at the moment
        }
    }

    /** Whether nobody decodes into it, however slowly. */
    private static boolean isFree(Path folder) {
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try {
            Optional<HeldFile> held = HeldFile.tryTake(lock);
            if (held.isPresent()) {
                held.get().close(); // Windows deletes no file that is open
            }
            return held.isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
