package tmnf.gbx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a folder gets its place where the system refuses for a while, and where it always will. */
class FileTreesTest {

    @TempDir Path folder;
    private Path from;
    private Path to;
    private final List<Long> pauses = new ArrayList<>();
    private final List<IOException> refusals = new ArrayList<>();
    private final List<CopyOption> asked = new ArrayList<>();
    private final AtomicMove mover = new AtomicMove(this::move, pauses::add);

    @BeforeEach
    void write() throws IOException {
        from = Files.createDirectories(folder.resolve("from"));
        Files.writeString(from.resolve("frame"), "new");
        to = folder.resolve("above/to");
    }

    private void move(Path source, Path target, CopyOption... options) throws IOException {
        asked.addAll(List.of(options));
        if (!refusals.isEmpty()) {
            throw refusals.remove(0);
        }
        Files.move(source, target, options);
    }

    @Test
    void deletesWhatCanBeDeletedAndSaysWhetherThatIsAll() throws IOException {
        Path mapped = Files.writeString(from.resolve("mapped"), "kept by the system");
        Files.writeString(Files.createDirectory(from.resolve("sub")).resolve("file"), "goes");

        assertThat(FileTrees.deleteWherePossible(from, file -> {
            if (file.equals(mapped)) {
                throw new FileSystemException(file.toString(), null, "a user-mapped section is open");
            }
            Files.delete(file);
        })).isFalse();

        try (var left = Files.list(from)) {
            assertThat(left).containsExactly(mapped);
        }
        assertThat(FileTrees.deleteWherePossible(from)).isTrue();
        assertThat(FileTrees.deleteWherePossible(from)).as("nothing there").isTrue();
    }

    @Test
    void countsTheBytesOfAllFilesBelow() throws IOException {
        Files.writeString(Files.createDirectory(from.resolve("sub")).resolve("file"), "four");

        assertThat(FileTrees.bytes(from)).isEqualTo(3 + 4);
        assertThat(FileTrees.bytes(from.resolve("frame"))).isEqualTo(3);
        assertThat(FileTrees.bytes(from.resolve("missing"))).isZero();
    }

    @Test
    void triesAgainWhileSomeoneHoldsAFileOfItOpen() throws IOException {
        refusals.add(new AccessDeniedException(from.toString()));
        refusals.add(new FileSystemException("from", "to", "used by another process"));

        FileTrees.move(from, to, mover);

        assertThat(to.resolve("frame")).hasContent("new");
        assertThat(from).doesNotExist();
        assertThat(pauses).containsExactly(200L, 200L);
        assertThat(asked).containsOnly(StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void makesTheFolderAboveOnceMoreWhereSomeoneTookItAway() throws IOException {
        AtomicMove robbed = new AtomicMove((source, target, options) -> {
            if (asked.isEmpty()) {
                Files.delete(target.getParent());
            }
            move(source, target, options);
        }, pauses::add);

        FileTrees.move(from, to, robbed);

        assertThat(to.resolve("frame")).hasContent("new");
        assertThat(pauses).isEmpty();
    }

    @Test
    void doesNotWaitForWhatNoTimeHeals() throws IOException {
        Files.createDirectories(to.resolve("full"));
        assertThatThrownBy(() -> FileTrees.move(from, to, mover)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> FileTrees.move(folder.resolve("missing"), folder.resolve("new"), mover))
                .isInstanceOf(NoSuchFileException.class);

        assertThat(pauses).isEmpty();
        assertThat(from.resolve("frame")).hasContent("new");
    }

    @Test
    void isNeverMovedInTwoSteps() {
        refusals.add(new AtomicMoveNotSupportedException("from", "to", "another disk"));

        assertThatThrownBy(() -> FileTrees.move(from, to, mover))
                .isInstanceOf(AtomicMoveNotSupportedException.class);
        assertThat(asked).containsExactly(StandardCopyOption.ATOMIC_MOVE);
        assertThat(pauses).isEmpty();
    }
}
