package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.gbx.file.AtomicMove;

class ProgressMarkTest {

    @TempDir Path folder;
    private final SteppedTime time = new SteppedTime();

    @Test
    void countsTracksFromTheStartThatAreAllSettled() throws IOException {
        ProgressMark mark = new ProgressMark(folder, List.of(5L, 3L, 5L, 9L, 3L, 7L), time);

        mark.settled(3);
        assertThat(mark.value()).isZero();
        mark.settled(5);
        assertThat(mark.value()).isEqualTo(3);
        mark.settled(5);
        mark.settled(42);
        assertThat(mark.value()).isEqualTo(3);
        mark.settled(7);
        mark.settled(9);
        assertThat(mark.value()).isEqualTo(6);
    }

    @Test
    void endsAtTheEndWhateverTheOrder() throws IOException {
        List<Long> ids = new ArrayList<>();
        for (long id = 0; id < 3_000; id++) {
            ids.add(id % 2_000);
        }
        List<Long> order = new ArrayList<>(ids);
        Collections.shuffle(order, new Random(5));
        ProgressMark mark = new ProgressMark(folder, ids, time);
        for (long id : order) {
            mark.settled(id);
        }
        assertThat(mark.value()).isEqualTo(3_000);
    }

    @Test
    void writesNowAndThenAndWhenAsked() throws IOException {
        ProgressMark mark = new ProgressMark(folder, List.of(1L, 2L, 3L, 4L), time);
        mark.settled(1);
        assertThat(folder.resolve(ProgressMark.FILE)).doesNotExist();
        time.step(2_000);
        mark.settled(2);
        assertThat(folder.resolve(ProgressMark.FILE)).hasContent("2");
        time.step(1_999);
        mark.settled(3);
        assertThat(ProgressMark.read(folder)).isEqualTo(2);
        mark.write();
        assertThat(ProgressMark.read(folder)).isEqualTo(3);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void writesOnTheThreadOfAWorkerThatWasInterrupted() throws IOException {
        ProgressMark mark = new ProgressMark(folder, List.of(1L), time);
        mark.settled(1);
        Thread.currentThread().interrupt();
        mark.write();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProgressMark.read(folder)).isEqualTo(1);
    }

    @Test
    void goesOnAndLeavesNothingBehindWhenItCannotWrite() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve(ProgressMark.FILE).resolve("x"));
        ProgressMark mark = new ProgressMark(folder, List.of(1L), time);

        mark.settled(1);
        mark.write();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        mark.write();
        assertThat(ProgressMark.read(folder)).isEqualTo(1);
    }

    @Test
    void waitsForWhoHoldsTheFileOpenOnlyAtTheEnd() throws IOException {
        List<Long> pauses = new ArrayList<>();
        AtomicMove busy = new AtomicMove((from, to, options) -> {
            if (pauses.size() < 3) {
                throw new AccessDeniedException(to.toString());
            }
            Files.move(from, to, options);
        }, pauses::add);
        ProgressMark mark = new ProgressMark(folder, List.of(1L, 2L), time, busy);
        time.step(2_000);

        mark.settled(1);
        assertThat(pauses).isEmpty();
        assertThat(ProgressMark.read(folder)).isZero();
        mark.write();

        assertThat(pauses).hasSize(3);
        assertThat(ProgressMark.read(folder)).isEqualTo(1);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`0`,0", "`164`,164", "` 12\n`,12", "``,0", "`x`,0", "`-1`,0", "`²`,0", "`1e3`,0", "`12 13`,0",
        "`99999999999999999999`,0", "`999999999999999999`,999999999999999999",
    })
    void readsANumberOrNothing(String content, long value) throws IOException {
        Files.writeString(folder.resolve(ProgressMark.FILE), content);

        assertThat(ProgressMark.read(folder)).isEqualTo(value);
    }

    @Test
    void readsNothingWhereThereIsNoFile() throws IOException {
        assertThat(ProgressMark.read(folder)).isZero();
        assertThat(ProgressMark.read(folder.resolve("none"))).isZero();
        Files.createDirectories(folder.resolve(ProgressMark.FILE));
        assertThat(ProgressMark.read(folder)).isZero();
    }
}
