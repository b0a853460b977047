package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;

class GoodRunsTest extends SaveTestBase {

    private final List<String> warnings = new ArrayList<>();

    private GoodRuns runs(int most) throws Exception {
        return new GoodRuns(saveDir, new BestRuns(saveDir, RecordsTest.ACTIONS, 0, 50), 50, most,
                Clock.fixed(Instant.parse("2026-11-29T10:45:07Z"), ZoneOffset.UTC), warnings::add);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(saveDir.resolve(GoodRuns.NAME))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Rollout finished(int ms, boolean exploring) {
        return race("A01", exploring, RaceEnd.FINISHED, ms, 0, 1, 1);
    }

    @Test
    void everyFinishedRaceAtOrBelowTheThresholdIsKept() throws Exception {
        GoodRuns runs = runs(GoodRuns.MOST);
        runs.take(finished(24_000, true), 1_000, -1);
        assertThat(saveDir.resolve(GoodRuns.NAME)).doesNotExist();
        runs.take(finished(24_000, true), 1_200, 24_000);
        runs.take(finished(23_990, false), 1_400, 24_000);
        runs.take(finished(24_010, true), 1_600, 24_000);
        runs.take(race("A01", true, RaceEnd.NO_PROGRESS, 2_000, 0, 1), 1_800, 24_000);

        assertThat(files()).containsExactly("A01_23990_1129_104507_1400_eval.inputs",
                "A01_24000_1129_104507_1200_explo.inputs");
        assertThat(Files.readString(saveDir.resolve(GoodRuns.NAME).resolve(files().get(1))))
                .isEqualTo("0-0.15 press up\n0.05-0.15 press left\n");
        assertThat(runs(GoodRuns.MOST).kept()).isEqualTo(2);
        assertThat(warnings).isEmpty();
    }

    @Test
    void thereIsALimitThatIsSaidOnce() throws Exception {
        GoodRuns runs = runs(2);
        for (int i = 0; i < 5; i++) {
            runs.take(finished(20_000 + i, true), i, 24_000);
        }
        assertThat(files()).hasSize(2);
        assertThat(warnings).hasSize(1).first().asString().contains("threshold_to_save_all_runs_ms");
    }

    @Test
    void whatCannotBeWrittenIsSaidOnceAndEndsNothing() throws Exception {
        GoodRuns runs = runs(10);
        Path folder = saveDir.resolve(GoodRuns.NAME);
        Files.createDirectories(saveDir);
        Files.writeString(folder, "no folder can be here");
        runs.take(finished(20_000, true), 1, 24_000);
        runs.take(finished(20_000, true), 2, 24_000);
        assertThat(warnings).hasSize(1).first().asString().contains("could not be kept");

        Files.delete(folder);
        runs.take(finished(20_000, true), 3, 24_000);
        assertThat(files()).containsExactly("A01_20000_1129_104507_3_explo.inputs");
        runs.take(race("../x", true, RaceEnd.FINISHED, 1, 0), 4, 24_000);
        assertThat(files()).contains(MapFiles.name("../x") + "_1_1129_104507_4_explo.inputs");
        assertThat(warnings).hasSize(1);
    }
}
