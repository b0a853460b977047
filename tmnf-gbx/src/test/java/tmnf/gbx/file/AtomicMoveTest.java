package tmnf.gbx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
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

class AtomicMoveTest {

    @TempDir Path folder;
    private Path from;
    private Path to;
    private final List<Long> pauses = new ArrayList<>();
    private final List<IOException> refusals = new ArrayList<>();
    private int moves;
    private final AtomicMove move = new AtomicMove(this::move, pauses::add);

    @BeforeEach
    void write() throws IOException {
        from = Files.writeString(folder.resolve("from"), "new");
        to = folder.resolve("to");
    }

    private void move(Path source, Path target, CopyOption... options) throws IOException {
        moves++;
        if (!refusals.isEmpty()) {
            throw refusals.remove(0);
        }
        Files.move(source, target, options);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            refusals.add(new AccessDeniedException(from.toString()));
        }
    }

    @Test
    void replacesWhatHasTheName() throws IOException {
        Files.writeString(to, "old");

        move.move(from, to);

        assertThat(to).hasContent("new");
        assertThat(from).doesNotExist();
        assertThat(pauses).isEmpty();
    }

    @Test
    void triesAgainWhileSomeoneHoldsTheNewFileOpen() throws IOException {
        refuse(3);
        refusals.add(new FileSystemException("from", "to", "used by another process"));

        move.move(from, to);

        assertThat(to).hasContent("new");
        assertThat(pauses).containsExactly(200L, 200L, 200L, 200L);
    }

    @Test
    void givesUpAfterAWhile() {
        refuse(9);

        assertThatThrownBy(() -> move.move(from, to)).isInstanceOf(AccessDeniedException.class);
        assertThat(moves).isEqualTo(5);
        assertThat(from).exists();
    }

    @Test
    void doesNotWaitForWhatNoTimeHeals() throws IOException {
        Files.createDirectories(folder.resolve("full/x"));
        assertThatThrownBy(() -> move.move(from, folder.resolve("no/where")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> move.move(from, folder.resolve("full")))
                .isInstanceOf(FileSystemException.class);
        refusals.add(new FileSystemException("a", "b", "No space left on device"));
        assertThatThrownBy(() -> move.move(from, to)).hasMessageContaining("No space left");

        assertThat(pauses).isEmpty();
    }

    @Test
    void movesInTwoStepsWhereTheSystemKnowsNoOther() throws IOException {
        List<CopyOption> asked = new ArrayList<>();
        AtomicMove plain = new AtomicMove((source, target, options) -> {
            asked.addAll(List.of(options));
            if (options[0] == StandardCopyOption.ATOMIC_MOVE) {
                throw new AtomicMoveNotSupportedException("a", "b", "");
            }
            Files.move(source, target, options);
        }, pauses::add);
        Files.writeString(to, "old");

        plain.move(from, to);

        assertThat(to).hasContent("new");
        assertThat(asked).containsExactly(StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(pauses).isEmpty();
    }

    @Test
    void triesOnceWhenToldSo() {
        refuse(1);

        assertThatThrownBy(() -> move.once(from, to)).isInstanceOf(AccessDeniedException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void leavesWhenInterrupted() {
        refuse(1);
        AtomicMove impatient = new AtomicMove(this::move, millis -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> impatient.move(from, to)).isInstanceOf(InterruptedIOException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(Thread.interrupted()).isTrue();
    }
}
