package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tmnf.exchange.download.ReplayEntry.Status;
import tmnf.gbx.filter.ReplayNames;

class PlanMergeTest {

    @Test
    void fetchesOnlyWhatALargerPlanAdds() {
        TrackRecord small = done(merge(TrackRecord.fresh(1), 11, 12), 11, 12);

        TrackRecord large = PlanMerge.of(small, Plans.plan(1, 12, 11, 13));

        assertThat(large.replays()).extracting(ReplayEntry::id).containsExactly(12L, 11L, 13L);
        assertThat(large.replays()).extracting(ReplayEntry::status)
                .containsExactly(Status.DONE, Status.DONE, Status.WANTED);
        assertThat(large.replays()).extracting(ReplayEntry::file).containsExactly(
                "pos2_user_12_10012ms.replay.gbx", "pos1_user_11_10011ms.replay.gbx",
                "pos3_user_13_10013ms.replay.gbx");
        assertThat(large.kept()).isEmpty();
        assertThat(large.trackAt()).isEqualTo(Instant.parse("2009-02-20T16:57:38.123Z"));
    }

    @Test
    void keepsWhatIsOnDiskAndNoLongerPlannedUntilItIsPlannedAgain() {
        TrackRecord first = done(merge(TrackRecord.fresh(1), 11, 12, 13), 11, 13);

        TrackRecord second = merge(first, 12);
        TrackRecord third = merge(second, 13, 12);

        assertThat(second.replays()).extracting(ReplayEntry::id).containsExactly(12L);
        assertThat(second.kept()).extracting(ReplayEntry::id).containsExactly(11L, 13L);
        assertThat(third.replays().get(0).status()).isEqualTo(Status.DONE);
        assertThat(third.kept()).extracting(ReplayEntry::id).containsExactly(11L);
    }

    @Test
    void leavesGoneOnesGoneAndTriesFailedOnesAgain() {
        TrackRecord first = merge(TrackRecord.fresh(1), 11, 12);
        first = first.with(first.replays().get(0).gone("404")).with(first.replays().get(1).failed("500"));

        TrackRecord second = merge(first, 12, 11);

        assertThat(second.replays()).extracting(ReplayEntry::status)
                .containsExactly(Status.WANTED, Status.GONE);
        assertThat(second.replays().get(1).note()).isEqualTo("404");
        assertThat(second.replays()).extracting(ReplayEntry::rank).containsExactly(1, 2);
    }

    @Test
    void tellsReplaysOfOneNameApartByTheirIds() {
        TrackRecord track = PlanMerge.of(TrackRecord.fresh(1), Plans.plan(1,
                Plans.entry(5, 1, "Bob", 90), Plans.entry(6, 1, "bob", 90), Plans.entry(7, 1, "$obob", 90),
                Plans.entry(5, 2, "again", 90)));

        assertThat(track.replays()).extracting(ReplayEntry::file).containsExactly(
                "pos1_Bob_90ms.replay.gbx", "pos1_bob_90ms-6.replay.gbx", "pos1_bob_90ms-7.replay.gbx");
        assertThat(track.replays().get(1).file()).isEqualTo(ReplayNames.downloaded(1, "bob", 90, 6));
    }

    @Test
    void givesNoNameThatAFileOnDiskHas() {
        TrackRecord first = PlanMerge.of(TrackRecord.fresh(1), Plans.plan(1, Plans.entry(5, 1, "bob", 90)));
        TrackRecord second = PlanMerge.of(done(first, 5), Plans.plan(1, Plans.entry(6, 1, "bob", 90)));

        assertThat(second.kept().get(0).file()).isEqualTo("pos1_bob_90ms.replay.gbx");
        assertThat(second.replays().get(0).file()).isEqualTo("pos1_bob_90ms-6.replay.gbx");

        TrackRecord odd = PlanMerge.of(TrackRecord.fresh(1), Plans.plan(1, Plans.entry(3, 1, "a-4", -1),
                Plans.entry(2, 1, "a", -1), Plans.entry(4, 1, "A", -1)));
        Set<String> names = new HashSet<>();
        odd.replays().forEach(entry -> names.add(entry.file().toLowerCase(Locale.ROOT)));
        assertThat(names).hasSize(3);
    }

    @Test
    void keepsTheChallenge() {
        ChallengeEntry challenge = new ChallengeEntry(ChallengeEntry.Status.DONE, "1", "u", "site", "");

        assertThat(merge(TrackRecord.fresh(1).with(challenge), 11).challenge()).isEqualTo(challenge);
    }

    @Test
    void whatWasTriedInVainForAnotherVersionOfTheTrackCountsNoMore() {
        TrackRecord track = merge(TrackRecord.fresh(1), 11).with(ChallengeEntry.NONE
                .withTried(Set.of(ChallengeEntry.Origin.SITE)));

        assertThat(merge(track, 12).challenge().tried()).containsExactly(ChallengeEntry.Origin.SITE);
        TrackPlan updated = new TrackPlan(1, "another uid", Instant.MIN, Plans.KEY, List.of(), List.of());
        assertThat(PlanMerge.of(track, updated).challenge().tried()).isEmpty();
    }

    @Test
    void cutsTextsOfAnyLength() {
        TrackRecord track = PlanMerge.of(TrackRecord.fresh(1), new TrackPlan(1, "u".repeat(9_999),
                Instant.MIN,
                Plans.KEY, List.of(Plans.entry(5, 1, "x".repeat(9_999), 90)), List.of()));

        assertThat(track.uid()).hasSize(300);
        assertThat(track.replays().get(0).user()).hasSize(300);
        assertThat(track.trackAt()).isEqualTo(Instant.MIN);
    }

    private static TrackRecord merge(TrackRecord old, long... ids) {
        return PlanMerge.of(old, Plans.plan(1, ids));
    }

    private static TrackRecord done(TrackRecord track, long... ids) {
        TrackRecord changed = track;
        for (long id : ids) {
            ReplayEntry entry = changed.replays().stream().filter(one ->
                    one.id() == id).findFirst().orElseThrow();
            changed = changed.with(entry.done(entry.file(), 5, "ab".repeat(32), ""));
        }
        return changed;
    }
}
