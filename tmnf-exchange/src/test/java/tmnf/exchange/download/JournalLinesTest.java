package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.exchange.download.DownloadJournal.RunFacts;
import tmnf.gbx.filter.ReplayNames;

class JournalLinesTest {

    private static final String HASH = "00000000000000ff0123456789abcdef".repeat(2);
    private static final List<Set<ChallengeEntry.Origin>> TRIED = List.of(Set.of(),
            EnumSet.of(ChallengeEntry.Origin.REPLAY), EnumSet.allOf(ChallengeEntry.Origin.class));

    private static final String[] TEXTS = {
        "", "a", "$f00Näme", "日本", "🚗", "\uD83D", "\uDC80x", "\0", "\n\r\t", "\"\\{}", "\u2028", "\uFEFF",
        "<>:|?*"};

    @Test
    void readsBackWholeTracksWithAnyText() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            TrackRecord track = track(random);
            byte[] line = JournalLines.of(new JournalEvent.Whole(5, track));

            assertThat(read(line)).isEqualTo(new JournalEvent.Whole(5, track));
            assertThat(new String(line, StandardCharsets.ISO_8859_1)).matches("[ -~]+\n");
        }
    }

    @Test
    void readsBackAllOtherEvents() throws IOException {
        JournalEvent.Run run = new JournalEvent.Run(1, new RunFacts("tmnf 1", "ab", 7, Plans.KEY));
        JournalEvent.Replay done =
                new JournalEvent.Replay(2, 5, 6, ReplayEntry.Status.DONE, "x\uDC80", 9, HASH, "odd");
        JournalEvent.Replay gone = new JournalEvent.Replay(2, 5, 6, ReplayEntry.Status.GONE, "", -1, "",
                "404");
        JournalEvent.Challenge challenge = new JournalEvent.Challenge(3, 5, new ChallengeEntry(
                ChallengeEntry.Status.DONE, "5.Challenge.Gbx", "u", "replay:6", ""));
        JournalEvent.Track state = new JournalEvent.Track(4, 5, TrackRecord.State.GONE, "no replays");
        JournalEvent.Suspect suspect = new JournalEvent.Suspect(5, 5, List.of(6L, 7L));
        JournalEvent.End end = new JournalEvent.End(6, "complete");

        assertThat(read(JournalLines.of(run))).isEqualTo(run);
        assertThat(read(JournalLines.of(done))).isEqualTo(done);
        assertThat(read(JournalLines.of(gone))).isEqualTo(gone);
        assertThat(read(JournalLines.of(challenge))).isEqualTo(challenge);
        assertThat(read(JournalLines.of(state))).isEqualTo(state);
        assertThat(read(JournalLines.of(suspect))).isEqualTo(suspect);
        assertThat(read(JournalLines.of(end))).isEqualTo(end);
        assertThat(read(JournalLines.of(new JournalEvent.Sync(7)))).isEqualTo(new JournalEvent.Sync(7));
        assertThat(read(JournalLines.of(new JournalEvent.Cleared(8)))).isEqualTo(new JournalEvent.Cleared(8));
        assertThat(read(JournalLines.of(new JournalEvent.ForeignMark(9, 7))))
                .isEqualTo(new JournalEvent.ForeignMark(9, 7));
        assertThat(read(JournalLines.first(9))).isEqualTo(new JournalEvent.Other(9));
    }

    @Test
    void readsChallengesOfEarlierProgramsAndOriginsOfLaterOnes() throws IOException {
        assertThat(read("{\"e\":\"challenge\",\"t\":3,\"track\":5,\"st\":\"impossible\",\"src\":\"site\"}"))
                .isEqualTo(new JournalEvent.Challenge(3, 5, new ChallengeEntry(
                        ChallengeEntry.Status.IMPOSSIBLE, "", "", "site", "", -1, "", Set.of())));
        assertThat(read("{\"e\":\"challenge\",\"t\":3,\"track\":5,\"tried\":\"cloud site\",\"st\":\"none\"}"))
                .isEqualTo(new JournalEvent.Challenge(3, 5,
                        ChallengeEntry.NONE.withTried(Set.of(ChallengeEntry.Origin.SITE))));
    }

    @Test
    void leavesOutWhatFollows() {
        TrackRecord track = new TrackRecord(5, TrackRecord.State.LISTED, "u", Instant.ofEpochMilli(8),
                Plans.KEY, List.of(ReplayEntry.wanted(7, 1, "pos1_Name_90ms.replay.gbx", "Näme", 90)),
                List.of(),
                ChallengeEntry.NONE, "");

        assertThat(new String(JournalLines.of(new JournalEvent.Whole(1, track)), StandardCharsets.US_ASCII))
                .isEqualTo("{\"e\":\"list\",\"t\":1,\"track\":5,\"uid\":\"u\",\"trackAt\":8,"
                        + "\"filters\":\"best\","
                        + "\"offset\":0,\"top\":50,\"replays\":[{\"id\":7,\"rank\":1,\"user\":\"N\\u00E4me\","
                        + "\"ms\":90}]}\n");
    }

    @Test
    void passesOverWhatLaterProgramsAdd() throws IOException {
        assertThat(read("{\"e\":\"news\",\"t\":4,\"x\":[{\"y\":1}]}")).isEqualTo(new JournalEvent.Other(4));
        assertThat(read("{\"t\":4,\"more\":{\"a\":[1]},\"e\":\"sync\"}")).isEqualTo(new JournalEvent.Sync(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "x", "[]", "{}", "{\"e\":\"done\"}", "{\"e\":\"sync\"} {}", "{\"e\":\"sync\"",
        "{\"e\":\"sync\",\"t\":\"x\"}",
        "{\"e\":\"list\",\"track\":1,\"replays\":[1]}",
        "{\"e\":\"list\",\"track\":1,\"replays\":[{\"id\":1}]}",
        "{\"e\":\"list\",\"track\":1,\"state\":\"odd\"}", "{\"e\":\"done\",\"track\":99999999999999999999}",
    })
    void refusesWhatIsNoEvent(String line) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class)
                .isNotInstanceOf(JournalReader.NewerException.class);
    }

    @Test
    void refusesLaterVersions() {
        assertThatThrownBy(() -> read("{\"e\":\"journal\",\"v\":2}"))
                .isInstanceOf(JournalReader.NewerException.class);
    }

    private static JournalEvent read(byte[] line) throws IOException {
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        return new JournalReader().read(line, 0, line.length - 1);
    }

    private static JournalEvent read(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new JournalReader().read(bytes, 0, bytes.length);
    }

    @Test
    void refusesHashesThatAreNone() {
        for (String hash : List.of("0123abcd", HASH + "0", HASH.replace('f', 'g'))) {
            assertThatThrownBy(() -> read("{\"e\":\"done\",\"track\":1,\"id\":2,\"sha256\":\"" + hash
                    + "\"}")).as(hash).isInstanceOf(IOException.class).hasMessageContaining("no SHA-256");
        }
    }

    private static TrackRecord track(SplittableRandom random) {
        TrackRecord.State[] states = TrackRecord.State.values();
        return new TrackRecord(random.nextInt(100), states[random.nextInt(states.length)], text(random),
                random.nextBoolean() ? Instant.MIN : Instant.ofEpochMilli(random.nextLong(1L << 42)),
                new PlanKey(text(random), random.nextInt(9), random.nextInt(9), random.nextBoolean()),
                replays(random), replays(random), challenge(random), text(random));
    }

    private static List<ReplayEntry> replays(SplittableRandom random) {
        List<ReplayEntry> replays = new ArrayList<>();
        ReplayEntry.Status[] states = ReplayEntry.Status.values();
        for (int i = random.nextInt(4); i > 0; i--) {
            int rank = 1 + random.nextInt(200);
            long time = random.nextInt(3) - 1;
            String user = text(random);
            String file = random.nextBoolean()
                    ? ReplayNames.downloaded(rank, user, time)
                    : "x" + text(random);
            ReplayEntry.Status status = states[random.nextInt(states.length)];
            replays.add(ReplayEntry.wanted(random.nextLong(1L << 40), rank, file, user, time).with(status,
                    random.nextInt(3) - 1, random.nextBoolean() ? "" : HASH, text(random)));
        }
        return replays;
    }

    private static ChallengeEntry challenge(SplittableRandom random) {
        ChallengeEntry.Status[] states = ChallengeEntry.Status.values();
        return random.nextBoolean()
                ? ChallengeEntry.NONE
                : new ChallengeEntry(states[random.nextInt(states.length)], text(random), text(random),
                        text(random), text(random), random.nextInt(3) - 1,
                        random.nextBoolean() ? "" : HASH, TRIED.get(random.nextInt(TRIED.size())));
    }

    private static String text(SplittableRandom random) {
        return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
    }
}
