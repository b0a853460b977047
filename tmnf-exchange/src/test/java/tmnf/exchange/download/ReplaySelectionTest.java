package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.exchange.api.ListedReplay;
import tmnf.exchange.api.ListedReplay.Flag;
import tmnf.exchange.api.Track;
import tmnf.exchange.download.ReplaySelection.Pick;

class ReplaySelectionTest {

    private static final Instant NEW = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant OLD = Instant.parse("2010-01-01T00:00:00Z");

    private static final ReplaySelection ALL =
            new ReplaySelection(50, 0, false, false, -1, false, 0, Pick.BEST, false);

    /** A row whose driver has its number. */
    private static ListedReplay row(long id, long timeMs) {
        return row(id, id, timeMs, 0, Flag.YES, NEW);
    }

    private static ListedReplay row(long id, long user, long timeMs, int respawns, Flag valid, Instant at) {
        return new ListedReplay(id, user, "user " + user, timeMs, 0, respawns, -1, Flag.UNKNOWN, Flag.UNKNOWN,
                valid, at, NEW);
    }

    /** A row of a driver without an id. */
    private static ListedReplay nobody(long id, String name) {
        return new ListedReplay(id, -1, name, id, 0, 0, -1, Flag.YES, Flag.YES, Flag.YES, NEW, NEW);
    }

    private static List<ListedReplay> rows(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(id -> row(id, 1000 * id)).toList();
    }

    private static List<Long> wanted(TrackPlan plan) {
        return plan.replays().stream().map(ReplayEntry::id).toList();
    }

    private static List<Integer> ranks(TrackPlan plan) {
        return plan.replays().stream().map(ReplayEntry::rank).toList();
    }

    private static Map<Long, String> reasons(TrackPlan plan) {
        return plan.excluded().stream()
                .collect(Collectors.toMap(TrackPlan.Excluded::replayId, TrackPlan.Excluded::reason));
    }

    @Test
    void takesTheFirstRowsAndNumbersThem() {
        TrackPlan plan = ALL.withTop(2).plan(7, "uid", rows(3), true);

        assertThat(plan.trackId()).isEqualTo(7);
        assertThat(plan.uid()).isEqualTo("uid");
        assertThat(plan.trackAt()).isEqualTo(NEW);
        assertThat(plan.replays()).containsExactly(
                ReplayEntry.wanted(1, 1, "pos1_user_1_1000ms.replay.gbx", "user 1", 1000),
                ReplayEntry.wanted(2, 2, "pos2_user_2_2000ms.replay.gbx", "user 2", 2000));
        assertThat(reasons(plan)).isEqualTo(Map.of(3L, "beyond top"));
    }

    @Test
    void skipsRowsAtTheTopAndKeepsTheirRanksFree() {
        TrackPlan plan = new ReplaySelection(2, 3, false, false, -1, false, 0, Pick.BEST, false)
                .plan(7, "", rows(6), true);

        assertThat(wanted(plan)).containsExactly(4L, 5L);
        assertThat(ranks(plan)).containsExactly(4, 5);
        assertThat(reasons(plan)).isEqualTo(Map.of(1L, "skipped at the top", 2L, "skipped at the top",
                3L, "skipped at the top", 6L, "beyond top"));
    }

    @Test
    void skipsAllWhenTheOffsetIsBehindTheEnd() {
        TrackPlan plan = new ReplaySelection(2, 9, false, false, -1, false, 0, Pick.SPREAD, false)
                .plan(7, "", rows(3), true);

        assertThat(plan.replays()).isEmpty();
        assertThat(plan.excluded()).hasSize(3);
    }

    @Test
    void givesTheReasonOfTheFirstRuleThatARowBreaks() {
        ReplaySelection selection = new ReplaySelection(1, 0, true, true, 0, true, 1.5, Pick.BEST, false);
        List<ListedReplay> listed = List.of(
                row(1, 1, 500, 3, Flag.NO, OLD),
                row(2, 2, 1000, 3, Flag.NO, NEW),
                row(3, 3, 1100, 0, Flag.NO, NEW),
                row(4, 4, 1501, 0, Flag.YES, NEW),
                row(5, 5, 1500, 0, Flag.YES, NEW),
                row(6, 5, 1500, 0, Flag.YES, NEW),
                row(7, 7, 1500, 0, Flag.YES, NEW),
                row(5, 5, 1500, 0, Flag.YES, NEW));

        TrackPlan plan = selection.plan(7, "", listed, true);

        assertThat(wanted(plan)).containsExactly(5L);
        assertThat(reasons(plan)).isEqualTo(Map.of(1L, "older track version", 2L, "respawns",
                3L, "not validated", 4L, "slower than 1.5 x best", 6L, "beaten by the same driver",
                7L, "beyond top"));
    }

    @Test
    void keepsWhatTheSiteDoesNotSayUnlessStrict() {
        List<ListedReplay> listed = List.of(row(1, 1000),
                row(2, 2, 1000, -1, Flag.YES, NEW),
                row(3, 3, 1000, 0, Flag.UNKNOWN, NEW),
                row(4, 4, -1, 0, Flag.YES, NEW),
                row(5, 5, 1000, 0, Flag.YES, Track.UNKNOWN_TIME));
        ReplaySelection mild = new ReplaySelection(9, 0, true, true, 0, true, 2, Pick.BEST, false);
        ReplaySelection strict = new ReplaySelection(9, 0, true, true, 0, true, 2, Pick.BEST, true);

        assertThat(wanted(mild.plan(7, "", listed, true))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(reasons(strict.plan(7, "", listed, true))).isEqualTo(Map.of(2L, "respawns",
                3L, "not validated", 4L, "slower than 2 x best", 5L, "older track version"));
    }

    @Test
    void tellsNamelessDriversApart() {
        ListedReplay first = nobody(1, "");
        ListedReplay second = nobody(2, "");
        ListedReplay a = nobody(3, "a");
        ListedReplay again = nobody(4, "a");

        TrackPlan plan = ReplaySelection.DEFAULT.plan(7, "", List.of(first, second, a, again), true);

        assertThat(wanted(plan)).containsExactly(1L, 2L, 3L);
        assertThat(plan.replays().get(0).file()).isEqualTo("pos1_unknown_1ms.replay.gbx");
    }

    @Test
    void measuresSlownessByTheBestTimeEvenIfThatOneIsNotWanted() {
        ReplaySelection selection = new ReplaySelection(9, 0, true, true, 0, false, 1.5, Pick.BEST, false);

        TrackPlan plan = selection.plan(7, "", List.of(row(1, 1, 1000, 9, Flag.YES, NEW), row(2, 1400),
                row(3, 1600)), true);

        assertThat(wanted(plan)).containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({"BEST, 3, 1 2 3", "SPREAD, 3, 1 5 10", "SPREAD, 4, 1 4 7 10", "SPREAD, 1, 1", "SPREAD, 9, "
            + "1 2 3 4 5 6 7 8 10", "MEDIAN, 2, 5 6", "MEDIAN, 3, 4 5 6", "MEDIAN, 10, 1 2 3 4 5 6 7 8 9 10",
        "SPREAD, 11, 1 2 3 4 5 6 7 8 9 10"})
    void picksRows(Pick pick, int top, String ids) {
        TrackPlan plan = new ReplaySelection(top, 0, true, true, -1, false, 0, pick, false)
                .plan(7, "", rows(10), true);

        assertThat(plan.replays().stream().map(entry -> Long.toString(entry.id()))
                .collect(Collectors.joining(" "))).isEqualTo(ids);
        assertThat(plan.replays()).allSatisfy(entry -> assertThat(entry.rank()).isEqualTo((int) entry.id()));
        assertThat(plan.replays().size() + plan.excluded().size()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"3, true, true", "2, true, false", "4, true, true", "3, false, false"})
    void isCompleteWhenALargerTopChoosesNoMore(int top, boolean ended, boolean complete) {
        assertThat(ALL.withTop(top).plan(7, "", rows(3), ended).key().complete()).isEqualTo(complete);
    }

    @Test
    void servesASmallerTopOnlyOfThePlainBest() {
        ReplaySelection spread = new ReplaySelection(50, 0, true, true, -1, false, 0, Pick.SPREAD, false);
        PlanKey best = ReplaySelection.DEFAULT.plan(7, "", rows(60), true).key();
        PlanKey even = spread.plan(7, "", rows(60), true).key();

        assertThat(best.covers(ReplaySelection.DEFAULT.withTop(5).key())).isTrue();
        assertThat(best.covers(ReplaySelection.DEFAULT.withTop(51).key())).isFalse();
        assertThat(even.covers(spread.key())).isTrue();
        assertThat(even.covers(spread.withTop(5).key())).isFalse();
    }

    @Test
    void hasAKeyOfItsOwnForEverySetOfFilters() {
        List<ReplaySelection> selections = List.of(ReplaySelection.DEFAULT,
                new ReplaySelection(50, 0, false, true, -1, false, 0, Pick.BEST, false),
                new ReplaySelection(50, 0, true, false, -1, false, 0, Pick.BEST, false),
                new ReplaySelection(50, 0, true, true, 0, false, 0, Pick.BEST, false),
                new ReplaySelection(50, 0, true, true, 1, false, 0, Pick.BEST, false),
                new ReplaySelection(50, 0, true, true, -1, true, 0, Pick.BEST, false),
                new ReplaySelection(50, 0, true, true, -1, false, 1.5, Pick.BEST, false),
                new ReplaySelection(50, 0, true, true, -1, false, 0, Pick.MEDIAN, false),
                new ReplaySelection(50, 0, true, true, -1, false, 0, Pick.BEST, true));

        assertThat(selections).extracting(selection -> selection.key().filters()).doesNotHaveDuplicates();
        assertThat(ReplaySelection.DEFAULT.withTop(9).key().filters())
                .isEqualTo(ReplaySelection.DEFAULT.key().filters());
    }

    @ParameterizedTest
    @CsvSource({"50, 0, -1, BEST, 50", "50, 7, -1, BEST, 57", "50, 0, 0, BEST, 200",
        "5000, 0, -1, BEST, 1000",
        "2147483647, 2147483647, 0, BEST, 1000", "5, 0, -1, SPREAD, 1000", "5, 0, -1, MEDIAN, 1000"})
    void asksForAsManyRowsAsItNeeds(int top, int offset, int respawns, Pick pick, int count) {
        assertThat(new ReplaySelection(top, offset, true, true, respawns, false, 0, pick, false).firstCount())
                .isEqualTo(count);
    }

    @Test
    void isSatisfiedByEnoughRowsThatFit() {
        ReplaySelection clean = new ReplaySelection(2, 1, true, true, 0, false, 0, Pick.BEST, false);
        List<ListedReplay> listed = new ArrayList<>(rows(2));
        listed.add(row(8, 8, 5000, 1, Flag.YES, NEW));

        assertThat(clean.isSatisfiedBy(listed)).isFalse();
        listed.add(row(9, 9, 5000, 0, Flag.YES, NEW));
        assertThat(clean.isSatisfiedBy(listed)).isTrue();
        assertThat(new ReplaySelection(1, 0, true, true, -1, false, 0, Pick.SPREAD, false)
                .isSatisfiedBy(listed)).isFalse();
    }

    @Test
    void needsNoRowsBehindTheCurrentVersion() {
        List<ListedReplay> sorted = List.of(row(1, 1000), row(2, 2, 900, 0, Flag.YES, OLD));
        List<ListedReplay> mixed = List.of(row(2, 2, 900, 0, Flag.YES, OLD), row(1, 1000),
                row(3, 3, 900, 0, Flag.YES, OLD));

        assertThat(ReplaySelection.DEFAULT.isSatisfiedBy(sorted)).isTrue();
        assertThat(ReplaySelection.DEFAULT.plan(7, "", sorted, false).key().complete()).isTrue();
        assertThat(ReplaySelection.DEFAULT.isSatisfiedBy(mixed)).isFalse();
        assertThat(wanted(ReplaySelection.DEFAULT.plan(7, "", mixed, true))).containsExactly(1L);
        assertThat(ALL.isSatisfiedBy(sorted)).isFalse();
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> ALL.withTop(0)).isInstanceOf(IllegalArgumentException.class);
        for (double factor : new double[] {0.5, -1, Double.NaN}) {
            assertThatThrownBy(
                    () -> new ReplaySelection(1, 0, true, true, -1, false, factor, Pick.BEST, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
