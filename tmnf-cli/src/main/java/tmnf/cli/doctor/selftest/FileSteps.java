package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.tminterface.sharedmemory.FileMapping;
import tmnf.tminterface.sharedmemory.SharedMapping;

/** What this program asks of a disk. */
final class FileSteps {

    static final List<SelfTestStep> ALL = List.of(
            SelfTestStep.of("atomic-file", "a file replaced in one step", FileSteps::atomicFile),
            SelfTestStep.of("fsync", "writes that reach the disk", FileSteps::fsync),
            SelfTestStep.of("hard-link", "a second name for a file", FileSteps::hardLink),
            SelfTestStep.of("file-names", "umlauts and other signs in names", FileSteps::names),
            SelfTestStep.of("long-path", "a path of more than 260 signs", FileSteps::longPath),
            SelfTestStep.of("shared-memory", "a file mapped twice", FileSteps::sharedMemory));

    private static final String LOCAL_DISK = "work on a disk of this machine, not a network drive";
    private static final int FSYNCS = 20;
    private static final int LONG = 300;

    private FileSteps() {
    }

    private static String atomicFile(SelfTestPlace place) throws IOException, StepFailed {
        Path folder = place.folder("atomic-file");
        Path file = folder.resolve("list.txt");
        AtomicFile.write(file, "before");
        AtomicFile.write(file, "after");
        String read = Files.readString(file);
        if (!read.equals("after")) {
            throw StepFailed.broken("the replaced file reads \"" + read + "\"", LOCAL_DISK);
        }
        try (Stream<Path> left = Files.list(folder)) {
            List<String> names = left.map(path -> path.getFileName().toString()).toList();
            if (names.size() != 1) {
                throw StepFailed.broken("more than the file is left: " + names, LOCAL_DISK);
            }
        }
        FileTrees.move(folder, place.folder().resolve("moved"));
        return "replaced, nothing left beside it; a folder moved";
    }

    private static String fsync(SelfTestPlace place) throws IOException {
        Path folder = place.folder("fsync");
        long started = System.nanoTime();
        try (FileChannel channel = FileChannel.open(folder.resolve("journal"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            for (int i = 0; i < FSYNCS; i++) {
                channel.write(ByteBuffer.wrap("done\n".getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
        }
        double each = (System.nanoTime() - started) / 1e6 / FSYNCS;
        FileTrees.sync(folder);
        return String.format(Locale.ROOT, "%.2f ms each", each);
    }

    private static String hardLink(SelfTestPlace place) throws IOException, StepFailed {
        Path folder = place.folder("hard-link");
        Path file = Files.writeString(folder.resolve("one"), "text");
        Path link = folder.resolve("two");
        try {
            Files.createLink(link, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            throw StepFailed.bearable("this disk has no hard links: personal bests are moved aside instead",
                    "nothing needs to be done", e);
        }
        if (!Files.isSameFile(file, link)) {
            throw StepFailed.broken("the second name is another file", LOCAL_DISK);
        }
        return "there";
    }

    private static String names(SelfTestPlace place) throws IOException, StepFailed {
        Path folder = place.folder("file-names");
        List<String> names = List.of("pos1_J\u00fcrgen \u00c9cole_8730ms.replay.gbx", "\u65e5\u672c.txt",
                "two words & $more!.txt");
        try {
            for (String name : names) {
                Files.writeString(folder.resolve(name), name);
            }
        } catch (InvalidPathException e) {
            throw StepFailed.bearable("names with other than plain letters cannot be used: Java takes names"
                    + " as " + System.getProperty("sun.jnu.encoding", "unknown"),
                    "set LC_ALL to a UTF-8 locale such as C.UTF-8; tmnf fix-names makes plain names", e);
        } catch (FileSystemException e) {
            throw StepFailed.bearable("this disk refuses a name", "work on another disk; tmnf fix-names makes"
                    + " plain names", e);
        }
        try (Stream<Path> found = Files.list(folder)) {
            List<String> back = found.map(path -> path.getFileName().toString()).sorted().toList();
            List<String> expected = names.stream().sorted().toList();
            if (!back.equals(expected)) {
                throw StepFailed.bearable("names come back changed: " + back,
                        "tmnf fix-names makes plain names", null);
            }
        }
        return names.size() + " odd names kept, as " + System.getProperty("sun.jnu.encoding", "unknown");
    }

    private static String longPath(SelfTestPlace place) throws IOException, StepFailed {
        Path folder = place.folder("long-path");
        try {
            while (folder.toString().length() < LONG) {
                folder = Files.createDirectories(folder.resolve("a-folder-with-a-name-of-some-length"));
            }
            Path file = folder.resolve("file.txt");
            AtomicFile.write(file, "text");
            if (!Files.readString(file).equals("text")) {
                throw StepFailed.broken("what was written there does not come back", LOCAL_DISK);
            }
            return file.toString().length() + " signs work";
        } catch (FileSystemException e) {
            throw StepFailed.bearable("paths of " + folder.toString().length() + " signs are too long here",
                    "work in a folder with a short path; on Windows turn long paths on", e);
        }
    }

    /** As the simulated game of TMInterface 1 and its client share memory where mappings have no names. */
    private static String sharedMemory(SelfTestPlace place) throws IOException, StepFailed {
        Path file = place.folder("shared-memory").resolve("memory");
        int size = SharedMapping.DEFAULT_SIZE;
        try (SharedMapping game = FileMapping.create(file, size);
                SharedMapping client = FileMapping.open(file, size).orElseThrow()) {
            byte[] sent = "frame".getBytes(StandardCharsets.US_ASCII);
            byte[] received = new byte[sent.length];
            for (int i = 1; i <= 1_000; i++) {
                game.put(8, sent, 0, sent.length);
                game.setWord(0, i);
                if (client.word(0) != i) {
                    throw StepFailed.broken("what one side writes the other does not see", LOCAL_DISK);
                }
                client.get(8, received, 0, received.length);
            }
            if (!new String(received, StandardCharsets.US_ASCII).equals("frame")) {
                throw StepFailed.broken("the other side sees other bytes", LOCAL_DISK);
            }
        }
        return "1,000 words and bytes seen by the other side";
    }
}
