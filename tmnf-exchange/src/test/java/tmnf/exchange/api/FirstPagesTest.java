package tmnf.exchange.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Answers that serve another question, too. */
class FirstPagesTest {

    private static final ListedReplay ROW = new ListedReplay(1, 2, "anna", 3, 4, 5, 6, ListedReplay.Flag.YES,
            ListedReplay.Flag.YES, ListedReplay.Flag.YES, Instant.EPOCH, Instant.EPOCH);

    private final FirstPages pages = new FirstPages(20);

    private static Page<ListedReplay> page(int rows, boolean more) {
        return new Page<>(Collections.nCopies(rows, ROW), 0, more, 1);
    }

    private static ReplayQuery ask(long track, int count) {
        return new ReplayQuery(track, count, true, -1);
    }

    @Test
    void anAnswerIsTakenOnceAndOnlyForItsTrack() {
        pages.keep(ask(7, 20), page(20, true));

        assertThat(pages.take(ask(8, 20))).isEmpty();
        assertThat(pages.take(ask(7, 20))).contains(page(20, true));
        assertThat(pages.take(ask(7, 20))).isEmpty();
    }

    @Test
    void theFirstQuestionAsksForEnoughForBoth() {
        assertThat(pages.count(3)).isEqualTo(20);
        assertThat(pages.count(30)).isEqualTo(30);
        assertThat(pages.count(5_000)).isEqualTo(ReplayQuery.MOST_ROWS);
        assertThat(FirstPages.none().count(3)).isEqualTo(3);
    }

    @Test
    void whatSaysLessIsNoAnswer() {
        pages.keep(ask(1, 19), page(19, true));
        pages.keep(ask(2, 20).behind(5), page(20, true));
        pages.keep(ask(3, 20).by(4), page(20, true));
        pages.keep(new ReplayQuery(4, 20, false, -1), page(20, true));
        for (long track = 1; track <= 4; track++) {
            assertThat(pages.take(ask(track, 20))).as("track " + track).isEmpty();
        }
        pages.keep(ask(5, 19), page(3, false));
        assertThat(pages.take(ask(5, 21))).as("wants more").isEmpty();
        assertThat(pages.take(new ReplayQuery(5, 20, false, -1))).as("wants all").isEmpty();
        assertThat(pages.take(ask(5, 20))).as("there is no more").isPresent();
    }

    @Test
    void nothingIsKeptForNobody() {
        FirstPages none = FirstPages.none();
        none.keep(ask(1, 20), page(1, false));
        assertThat(none.take(ask(1, 20))).isEmpty();
    }

    @Test
    void rowsAreBoundedAndRoomIsGivenBack() {
        Page<ListedReplay> half = page(FirstPages.MOST_ROWS / 2, true);
        for (long track : List.of(1L, 2L, 3L)) {
            pages.keep(ask(track, 20), half);
        }
        assertThat(pages.take(ask(3, 20))).isEmpty();
        assertThat(pages.take(ask(1, 20))).isPresent();
        pages.keep(ask(3, 20), half);
        assertThat(pages.take(ask(3, 20))).isPresent();
    }
}
