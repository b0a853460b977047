package tmnf.gbx.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingAppearsBeforeTheCommit() throws IOException {
        Path file = folder.resolve("a.txt");

        try (AtomicFile out = new AtomicFile(file)) {
            out.writer().write("text");
            assertThat(file).doesNotExist();
            out.commit();
            assertThat(file).hasContent("text");
        }

        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void closingWithoutACommitLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");

        try (AtomicFile out = new AtomicFile(file)) {
            out.writer().write("new");
            out.writer().flush();
        }

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void whatWasNotCommittedIsDeletedWhenTheProgramEndsAtOnce() throws IOException {
        Path done = folder.resolve("done.txt");
        AtomicFile.write(done, "whole");
        try (AtomicFile out = new AtomicFile(folder.resolve("a.txt"))) {
            out.writer().write("half");
            AtomicFile.deleteUnfinished();

            assertThat(folder.toFile().list()).containsExactly("done.txt");
        }
        assertThat(done).hasContent("whole");
    }

    @Test
    void existingFileIsReplacedWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "a much longer text than the new one");

        AtomicFile.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void bytesAreWrittenAsTheyAre() throws IOException {
        Path file = folder.resolve("a.bin");
        byte[] bytes = {0, -1, 13, 10, 127};

        AtomicFile.write(file, bytes);

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void textIsUtf8AndNeverFails() throws IOException {
        Path file = folder.resolve("a.txt");

        AtomicFile.write(file, "caf\u00e9 \uD800!");

        assertThat(Files.readAllBytes(file)).isEqualTo("caf\u00e9 ?!".getBytes(UTF_8));
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        Path file = folder.resolve("deep/down/a.txt");

        AtomicFile.write(file, "text");

        assertThat(file).hasContent("text");
    }

    @Test
    void linkIsFollowedAndStays() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "old");
        Path link = folder.resolve("link.txt");
        try {
            Files.createSymbolicLink(link, target.getFileName());
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "skipped: no links here");
        }

        AtomicFile.write(link, "new");

        assertThat(target).hasContent("new");
        assertThat(link).isSymbolicLink();
        assertThat(names()).containsExactly("link.txt", "target.txt");
    }

    @Test
    void folderInTheWayIsNotReplaced() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();

        assertThatThrownBy(() -> AtomicFile.write(taken, "text")).isInstanceOf(IOException.class);

        assertThat(taken.resolve("inside")).isDirectory();
        assertThat(names()).containsExactly("taken");
    }

    @Test
    @Timeout(30)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: pipes have no place among files there")
    void pipeIsWrittenToAndNotReplaced() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();
        CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        AtomicFile.write(pipe, "text");

        assertThat(reader.get()).isEqualTo("text");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(names()).containsExactly("pipe");
    }
}
