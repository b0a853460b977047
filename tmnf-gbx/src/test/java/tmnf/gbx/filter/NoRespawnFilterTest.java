package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static tmnf.gbx.filter.FilterFixtures.clean;
import static tmnf.gbx.filter.FilterFixtures.ghost;
import static tmnf.gbx.filter.FilterFixtures.respawning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NoRespawnFilterTest {

    @TempDir
    Path dir;

    private FilterFixtures replays;
    private final List<NoRespawnJudgement> judged = new ArrayList<>();

    @BeforeEach
    void folder() {
        replays = new FilterFixtures(dir.resolve("replays"));
    }

    private NoRespawnConfig config(ParseErrorPolicy policy, boolean onlyWithReplays) {
        return new NoRespawnConfig(dir.resolve("replays"), onlyWithReplays, 2, FilterStyle.DEFAULT, policy, 0,
                RespawnRule.DEFAULT_EVENTS, false);
    }

    private FilterOutcome run(NoRespawnConfig config, String... ids) throws IOException {
        return run(config, FilterOutputs.NONE, ids);
    }

    private FilterOutcome run(NoRespawnConfig config, FilterOutputs outputs, String... ids)
            throws IOException {
        return new NoRespawnFilter(config, replays).run(TrackList.of(List.of(ids)), outputs,
                (judgement, done, total) -> judged.add((NoRespawnJudgement) judgement), () -> false);
    }

    @Test
    void keepsCleanTracksInTheOrderOfTheListWithDuplicates() throws IOException {
        replays.with("1", "pos1_a_1ms.replay.gbx", clean())
                .with("2", "pos1_a_1ms.replay.gbx", respawning(500))
                .with("A01-Race", "x.Replay.Gbx", clean());

        FilterOutcome outcome =
                run(config(ParseErrorPolicy.IGNORE, false), "A01-Race", "2", "1", "A01-Race", "9", "2");

        assertThat(outcome.keptIds()).containsExactly("A01-Race", "1", "A01-Race", "9");
        assertThat(outcome.dropped(Reason.RESPAWN)).isEqualTo(2);
        assertThat(judged).extracting(NoRespawnJudgement::track).containsExactly("A01-Race", "2", "1", "9");
    }

    @Test
    void stopsAtTheFirstRespawnInTheOrderOfCapture() throws IOException {
        replays.with("1", "pos10_a_1ms.replay.gbx", clean())
                .with("1", "pos2_a_1ms.replay.gbx", respawning(1234))
                .with("1", "pos1_a_1ms.replay.gbx", clean())
                .with("1", "other.replay.gbx", clean());

        run(config(ParseErrorPolicy.IGNORE, false), "1");

        assertThat(replays.read()).containsExactly("1/pos1_a_1ms.replay.gbx", "1/pos2_a_1ms.replay.gbx");
        assertThat(judged.get(0).replay()).isEqualTo("pos2_a_1ms.replay.gbx");
        assertThat(judged.get(0).firstRespawnMs()).isEqualTo(1234);
        assertThat(judged.get(0).replays()).isEqualTo(4);
        assertThat(judged.get(0).judged()).isEqualTo(2);
    }

    @Test
    void judgesOnlyTheFirstNReplays() throws IOException {
        replays.with("1", "pos1_a_1ms.replay.gbx", clean())
                .with("1", "pos2_a_1ms.replay.gbx", clean())
                .with("1", "pos10_a_1ms.replay.gbx", respawning(1));
        NoRespawnConfig config = new NoRespawnConfig(dir.resolve("replays"), false, 1, FilterStyle.DEFAULT,
                ParseErrorPolicy.IGNORE, 2, RespawnRule.DEFAULT_EVENTS, false);

        assertThat(run(config, "1").keptIds()).containsExactly("1");
        assertThat(replays.read()).doesNotContain("1/pos10_a_1ms.replay.gbx");
    }

    @Test
    void listsCleanReplaysOfEveryTrack() throws IOException {
        replays.with("1", "pos1_a_1ms.replay.gbx", respawning(1))
                .with("1", "pos2_a_1ms.replay.gbx", clean())
                .with("2", "pos1_a_1ms.replay.gbx", clean());
        NoRespawnConfig config = new NoRespawnConfig(dir.resolve("replays"), false, 1, FilterStyle.DEFAULT,
                ParseErrorPolicy.IGNORE, 0, RespawnRule.DEFAULT_EVENTS, true);

        run(config, new FilterOutputs(null, null, dir.resolve("clean.txt")), "1", "2");

        assertThat(Files.readString(dir.resolve("clean.txt")))
                .isEqualTo("1/pos2_a_1ms.replay.gbx\n2/pos1_a_1ms.replay.gbx\n");
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                // policy, only with replays: kept of all unreadable, kept of one unreadable and one clean
                Arguments.of(ParseErrorPolicy.IGNORE, false, true, true),
                Arguments.of(ParseErrorPolicy.IGNORE, true, false, true),
                Arguments.of(ParseErrorPolicy.KEEP, false, true, true),
                Arguments.of(ParseErrorPolicy.KEEP, true, true, true),
                Arguments.of(ParseErrorPolicy.DROP, false, false, false),
                Arguments.of(ParseErrorPolicy.DROP, true, false, false));
    }

    @ParameterizedTest(name = "{0}, only with replays: {1}")
    @MethodSource("policies")
    void unreadableReplaysAreDecidedByThePolicy(
            ParseErrorPolicy policy, boolean onlyWithReplays, boolean keepsAll, boolean keepsSome)
            throws IOException {
        replays.corrupt("all", "pos1_a_1ms.replay.gbx")
                .corrupt("some", "pos1_a_1ms.replay.gbx")
                .with("some", "pos2_a_1ms.replay.gbx", clean());

        FilterOutcome outcome = run(config(policy, onlyWithReplays), "all", "some");

        assertThat(outcome.keptIds().contains("all")).isEqualTo(keepsAll);
        assertThat(outcome.keptIds().contains("some")).isEqualTo(keepsSome);
        assertThat(outcome.unreadableCount()).isEqualTo(2);
        assertThat(outcome.unreadable()).extracting(UnreadableFile::why).containsOnly("it is damaged");
        assertThat(judged.get(0).reason()).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void failsOnRequestAndWritesNothing() {
        replays.with("1", "pos1_a_1ms.replay.gbx", clean()).corrupt("2", "pos1_a_1ms.replay.gbx");
        Path out = dir.resolve("out.txt");

        assertThatThrownBy(() -> run(config(ParseErrorPolicy.FAIL, false),
                new FilterOutputs(out, dir.resolve("r.csv"), null), "1", "2"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("pos1_a_1ms.replay.gbx")
                .hasMessageContaining("it is damaged");
        assertThat(dir).isDirectoryNotContaining(file -> !file.endsWith("replays"));
    }

    @Test
    void dropsTracksWithoutReplaysWhenAsked() throws IOException {
        replays.folder("empty").with("text", "readme.txt", clean()).with("1", "a.replay.gbx", clean());

        assertThat(run(config(ParseErrorPolicy.IGNORE, true), "empty", "text", "none", "1", "..").keptIds())
                .containsExactly("1");
        assertThat(run(config(ParseErrorPolicy.IGNORE, false), "empty", "text", "none", "1", "..").keptIds())
                .containsExactly("empty", "text", "none", "1", "..");
    }

    @Test
    void aFolderWithAReplaysNameIsUnreadable() throws IOException {
        Files.createDirectories(dir.resolve("replays/1/x.replay.gbx"));

        FilterOutcome outcome = run(config(ParseErrorPolicy.IGNORE, false), "1");

        assertThat(outcome.unreadable()).extracting(UnreadableFile::why).containsExactly("it is a folder");
    }

    @Test
    void aReplayWithoutGhostIsUnreadable() throws IOException {
        replays.with("1", "x.replay.gbx");

        FilterOutcome outcome = run(config(ParseErrorPolicy.DROP, false), "1");

        assertThat(outcome.unreadable()).extracting(UnreadableFile::why)
                .containsExactly("the replay holds no ghost");
    }

    @Test
    void anUnlistableFolderIsUnreadable() throws IOException {
        replays.with("1", "x.replay.gbx", clean());
        Path folder = dir.resolve("replays/1");
        assumeFalse(!folder.toFile().setReadable(false) || Files.isReadable(folder),
                "this user may read everything");
        try {
            FilterOutcome outcome = run(config(ParseErrorPolicy.IGNORE, true), "1");

            assertThat(outcome.keptIds()).isEmpty();
            assertThat(outcome.unreadable().get(0).why()).contains("permission denied");
        } finally {
            folder.toFile().setReadable(true);
        }
    }

    @Test
    void tellsTracksWithoutInputsApart() throws IOException {
        replays.with("1", "a.replay.gbx", ghost()).with("2", "a.replay.gbx", ghost())
                .with("2", "b.replay.gbx", clean());

        FilterOutcome outcome = run(config(ParseErrorPolicy.IGNORE, true), "1", "2");

        assertThat(outcome.keptIds()).containsExactly("1", "2");
        assertThat(judged).extracting(NoRespawnJudgement::reason)
                .containsExactly(Reason.NO_INPUTS, Reason.CLEAN);
        assertThat(outcome.noInputs()).isEqualTo(2);
    }

    @Test
    void aMissingReplaysFolderMeansNoReplays() throws IOException {
        assertThat(run(config(ParseErrorPolicy.IGNORE, false), "1").keptIds()).containsExactly("1");
        assertThat(run(config(ParseErrorPolicy.IGNORE, true), "1").keptIds()).isEmpty();
    }

    @Test
    void writesAnEmptyFileWhenNothingIsKept() throws IOException {
        replays.with("1", "a.replay.gbx", respawning(5));
        Path out = dir.resolve("deep/er/out.txt");

        run(config(ParseErrorPolicy.IGNORE, false), new FilterOutputs(out, null, null), "1");

        assertThat(out).isEmptyFile();
        assertThat(out.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void writesNothingWhenCancelled() throws IOException {
        IntStream.range(0, 50).forEach(i -> replays.with("t" + i, "a.replay.gbx", clean()));
        AtomicBoolean cancelled = new AtomicBoolean();
        Path out = dir.resolve("out.txt");
        Files.writeString(out, "before\n");

        FilterOutcome outcome = new NoRespawnFilter(config(ParseErrorPolicy.IGNORE, false), replays).run(
                TrackList.of(IntStream.range(0, 50).mapToObj(i -> "t" + i).toList()),
                new FilterOutputs(out, dir.resolve("report.json"), null),
                (judgement, done, total) -> cancelled.set(done >= 3), cancelled::get);

        assertThat(outcome.complete()).isFalse();
        assertThat(out).hasContent("before");
        assertThat(dir.resolve("report.json")).doesNotExist();
    }

    @Test
    void oneAndManyWorkersWriteTheSame() throws IOException {
        String[] ids = IntStream.range(0, 300).mapToObj(i -> "t" + i).toArray(String[]::new);
        for (int i = 0; i < ids.length; i++) {
            replays.with(ids[i], "a.replay.gbx", i % 3 == 0 ? respawning(i) : clean());
        }
        List<String> outputs = new ArrayList<>();
        for (int workers : new int[] {1, 7}) {
            NoRespawnConfig config = new NoRespawnConfig(dir.resolve("replays"), false, workers,
                    FilterStyle.DEFAULT, ParseErrorPolicy.IGNORE, 0, RespawnRule.DEFAULT_EVENTS, false);
            run(config, new FilterOutputs(dir.resolve("o"), dir.resolve("r.csv"), null), ids);
            outputs.add(Files.readString(dir.resolve("o")) + Files.readString(dir.resolve("r.csv")));
        }

        assertThat(outputs.get(1)).isEqualTo(outputs.get(0));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("tmnf-filter"));
    }

    @Test
    void reportsEveryTrackAsCsv() throws IOException {
        replays.with("1", "a, b.replay.gbx", respawning(4321).toBuilder().respawns(2).build())
                .corrupt("2", "x.replay.gbx");
        Path report = dir.resolve("report.csv");

        run(config(ParseErrorPolicy.IGNORE, false), new FilterOutputs(null, report, null), "1", "2", "3");

        assertThat(Files.readAllLines(report)).containsExactly(
                "track,kept,reason,replay,firstRespawnMs,respawnPresses,respawnCounter,replays,judged,"
                        + "noInputs,tapeAndCounterDisagree,unreadable,unreadableFiles",
                "1,false,respawn,\"a, b.replay.gbx\",4321,1,2,1,1,0,1,0,",
                "2,true,unreadable,,,,,1,1,0,0,1," + Path.of("2/x.replay.gbx") + ": it is damaged",
                "3,true,no_replays,,,,,0,0,0,0,0,");
    }
}
