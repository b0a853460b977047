package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;

class RecordsTest extends SaveTestBase {

    /** The twelve of the shipped configuration. */
    static final List<ActionKeys> ACTIONS = List.of(keys("u"), keys("ul"), keys("ur"), keys(""), keys("l"),
            keys("r"), keys("d"), keys("dl"), keys("dr"), keys("ud"), keys("udl"), keys("udr"));

    private static ActionKeys keys(String letters) {
        return new ActionKeys(letters.contains("u"), letters.contains("d"), letters.contains("l"),
                letters.contains("r"));
    }

    private static List<ActionKeys> golden(Path folder) throws Exception {
        List<ActionKeys> actions = new ArrayList<>();
        for (JsonNode action : new ObjectMapper().readTree(folder.resolve("actions.json").toFile())
                .get("actions")) {
            actions.add(ACTIONS.get(action.intValue()));
        }
        return actions;
    }

    @Test
    void inputsAreTheOriginalsButTheLastActionOfAnUnfinishedRaceIsKept() throws Exception {
        Path folder = Samples.golden("rl").resolve("inputs_file");
        List<ActionKeys> actions = golden(folder);

        assertThat(InputTexts.inputs(actions, 50).lines().toList())
                .isEqualTo(Files.readAllLines(folder.resolve("run_finished.inputs")));
        assertThat(InputTexts.inputs(actions.subList(0, actions.size() - 1), 50).lines().toList())
                .isEqualTo(Files.readAllLines(folder.resolve("run_unfinished.inputs")));
    }

    /** Drives as the interface does, a decision every 50 ms from 0 on. */
    private static Race driven(List<Integer> actions) {
        Race race = new Race(BuiltInTracks.track("straight"), new StadiumCarEngine());
        race.restart();
        while (!race.isFinished() && race.tickTimeMs() < 60_000) {
            int time = race.tickTimeMs();
            if (time >= 0 && time % 50 == 0) {
                int action = time % 400 == 0 ? 1 : time % 400 == 200 ? 2 : 0;
                actions.add(action);
                ActionKeys keys = ACTIONS.get(action);
                race.setKeys(keys.left(), keys.right(), keys.accelerate(), keys.brake());
            }
            race.tick();
        }
        return race;
    }

    @Test
    void aRecordIsDrivenAgainInTheSameTimeAndKeptWithAllThatBelongsToIt() throws Exception {
        List<Integer> actions = new ArrayList<>();
        Race race = driven(actions);
        assertThat(race.isFinished()).isTrue();
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);

        BestRuns.Kept kept = runs.keep(race("straight", false, RaceEnd.FINISHED, race.raceTimeMs(),
                actions.stream().mapToInt(Integer::intValue).toArray()), 1_000, "seed: 1\n",
                version -> version == 4 ? Optional.of(weights(4)) : Optional.empty(),
                Optional.of(new SimulatedRedriver(BuiltInTracks.track("straight"), "tmnf")));

        String name = "straight_" + race.raceTimeMs();
        assertThat(kept.redrivenMs()).contains(race.raceTimeMs());
        assertThat(kept.verified()).isTrue();
        assertThat(kept.folder()).isEqualTo(saveDir.resolve("best_runs").resolve(name));
        assertThat(kept.folder().resolve(name + ".inputs")).isRegularFile();
        assertThat(kept.folder().resolve("q_values.npy")).hasSize(128 + 4L * 12 * actions.size());
        assertThat(StateDict.read(kept.folder().resolve("weights1.torch")).hasSameBits(weights(4))).isTrue();
        JsonNode facts = new ObjectMapper().readTree(kept.folder().resolve("record.json").toFile());
        assertThat(facts.get("verified").booleanValue()).isTrue();
        assertThat(facts.get("weights").get(0).get("file").isNull()).isTrue();
        assertThat(facts.get("weights").get(1).get("first_decision").intValue())
                .isEqualTo(actions.size() / 2);
        assertThat(GbxFiles.readReplay(kept.folder().resolve(name + ".Replay.Gbx")).content().ghosts().get(0)
                .raceTimeMs()).isEqualTo(race.raceTimeMs());
    }

    @Test
    void aRaceThatIsNotDrivenAgainInItsTimeIsKeptButNotVerified() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);

        BestRuns.Kept kept = runs.keep(race("straight", true, RaceEnd.FINISHED, 900, 0, 1, 2), 1, "",
                version -> Optional.empty(),
                Optional.of(new SimulatedRedriver(BuiltInTracks.track("straight"), "tmnf")));

        assertThat(kept.verified()).isFalse();
        assertThat(kept.redrivenMs()).isEmpty();
        assertThat(kept.path()).hasSizeGreaterThan(1);
    }

    /** Of maps from the exchange, say: whatever the map is called, its record is found by that name. */
    @Test
    void everyMapHasRecordsUnderANameThatAnySystemTakes() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        List<String> maps = List.of("../x", "A/1", "A?1", "StarSnowD3 StadiumCar (3)", "\u00c9t\u00e9");
        for (String map : maps) {
            BestRuns.Kept kept = runs.keep(race(map, false, RaceEnd.FINISHED, 9_000, 0), 1, "",
                    version -> Optional.of(weights(4)), Optional.empty());
            String name = MapFiles.name(map) + "_9000";
            assertThat(kept.folder()).isEqualTo(saveDir.resolve("best_runs").resolve(name));
            assertThat(kept.folder().resolve(name + ".inputs")).isRegularFile();
        }
        assertThat(BestRace.of(saveDir)).extracting(BestRace::map).containsExactlyInAnyOrderElementsOf(maps);
        assertThat(saveDir.resolve("best_runs/StarSnowD3 StadiumCar (3)_9000")).isDirectory();
    }

    @Test
    void ofARaceWithDrawnActionsTheLastWeightsAreKept() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        BestRuns.Kept explored = runs.keep(race("a", true, RaceEnd.FINISHED, 9_000, 0, 1), 1, "",
                version -> Optional.of(weights(version)), Optional.empty());
        BestRuns.Kept greedy = runs.keep(race("a", false, RaceEnd.FINISHED, 9_100, 0, 1), 1, "",
                version -> Optional.of(weights(version)), Optional.empty());

        assertThat(StateDict.read(explored.folder().resolve("weights1.torch")).hasSameBits(weights(4)))
                .isTrue();
        assertThat(explored.folder().resolve("weights_v3.torch")).doesNotExist();
        JsonNode facts = new ObjectMapper().readTree(explored.folder().resolve("record.json").toFile());
        assertThat(facts.at("/weights/0/version").intValue()).isEqualTo(3);
        assertThat(facts.at("/weights/0/file").isNull()).isTrue();
        assertThat(greedy.folder().resolve("weights_v3.torch")).isRegularFile();
    }

    @Test
    void beatenRacesWithDrawnActionsAreTakenAwayAndNothingElseIs() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        Path records = saveDir.resolve("best_runs");
        List<Rollout> races = new ArrayList<>(List.of(race("a", false, RaceEnd.FINISHED, 99_000, 0),
                race("b", true, RaceEnd.FINISHED, 99_000, 0)));
        for (int i = 0; i <= BestRuns.MOST_EXPLORING; i++) {
            races.add(race("a", true, RaceEnd.FINISHED, 90_000 - i, 0));
        }
        for (Rollout each : races) {
            runs.keep(each, 500, "", version -> Optional.empty(), Optional.empty());
            if (each.raceTimeMs() == 90_000) { // a copy of the user's
                Files.createDirectories(records.resolve("mine"));
                Files.copy(records.resolve("a_90000/record.json"), records.resolve("mine/record.json"));
            }
        }
        assertThat(records.resolve("a_90000")).doesNotExist();
        assertThat(names(records)).hasSize(BestRuns.MOST_EXPLORING + 3).contains("a_89999", "a_89990",
                "a_99000", "b_99000", "mine");
        // What was forgotten with the frames after a checkpoint is a record again, and as good as any.
        runs.keep(race("a", true, RaceEnd.FINISHED, 95_000, 0), 400, "", version -> Optional.empty(),
                Optional.empty());
        assertThat(names(records)).hasSize(BestRuns.MOST_EXPLORING + 3).contains("a_95000", "a_89998")
                .doesNotContain("a_89999");
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }

    @Test
    void whatCannotBeKeptLeavesNothing() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        assertThatThrownBy(() -> runs.keep(race("a", true, RaceEnd.FINISHED, 9_000, 0), 1, "",
                version -> {
                    throw new UncheckedIOException(new IOException("the disk is full"));
                }, Optional.empty())).hasMessageContaining("the disk is full");
        assertThat(saveDir.resolve("best_runs")).isEmptyDirectory();
    }

    /** Before a run begins, room for its records is looked for, too. */
    @Test
    void recordsWithDrawnActionsTakeRoom() throws Exception {
        long record = 100 * Float.BYTES;
        assertThat(DiskRoom.needed(saveDir, 100, 3, 7, 2)).isEqualTo(5 * 4 * record + 14
                + 2 * BestRuns.MOST_EXPLORING * record);
        Files.createFile(saveDir.resolve("manifest.json")); // a run that goes on
        assertThat(DiskRoom.needed(saveDir, 100, 3, 7, 2)).isEqualTo(4 * record + 14);
        Path kept = Files.createDirectories(saveDir.resolve("checkpoints/12")).resolve("buffer.bin");
        Files.createDirectories(saveDir.resolve("checkpoints/9"));
        Files.write(kept, new byte[5]); // there while another is written
        assertThat(DiskRoom.needed(saveDir, 100, 3, 7, 2)).isEqualTo(4 * record + 7 + 2);
        Files.write(kept, new byte[50]);
        assertThat(DiskRoom.needed(saveDir, 100, 3, 7, 2)).isEqualTo(4 * record + 7);
    }

    @Test
    void onlyFinishedRacesAreRecordsAndOnlyEvaluationsCountForTheMean() {
        RunRecords records = new RunRecords();

        assertThat(records.add(race("a", true, RaceEnd.NO_PROGRESS, 2_000, 0)).best()).isFalse();
        RunRecords.Change first = records.add(race("a", true, RaceEnd.FINISHED, 9_000, 0));
        assertThat(first).isEqualTo(new RunRecords.Change(true, false, false, 9_000, 300_000));
        RunRecords.Change second = records.add(race("a", false, RaceEnd.FINISHED, 10_000, 0));
        assertThat(second).isEqualTo(new RunRecords.Change(false, true, true, 9_000,
                0.9 * 300_000 + 0.1 * 10_000));
        assertThat(second.isKept()).as("though one with drawn actions was faster").isTrue();
        assertThat(records.add(race("a", true, RaceEnd.FINISHED, 9_500, 0)).isKept()).isFalse();
        assertThat(records.alltimeMinMs()).containsOnlyKeys("a").containsEntry("a", 9_000);

        RunRecords later = new RunRecords(records.alltimeMinMs(), Map.of("a", 10_000.0), List.of(
                kept("a", 8_000, true), kept("a", 10_100, false), kept("a", 10_300, false)));
        assertThat(later.add(race("a", true, RaceEnd.FINISHED, 10_050, 0)).bestGreedy()).isFalse();
        assertThat(later.add(race("a", false, RaceEnd.FINISHED, 10_200, 0)).bestGreedy()).isFalse();
        assertThat(later.add(race("a", false, RaceEnd.FINISHED, 10_000, 0)).bestGreedy()).isTrue();
        assertThat(later.add(race("a", false, RaceEnd.FINISHED, 10_600, 0)).robust()).isFalse();
        assertThat(later.add(race("a", false, RaceEnd.FINISHED, 9_000, 0)).best()).isFalse();
        assertThat(later.add(race("b", false, RaceEnd.FINISHED, 9_500, 0)).best()).isTrue();
    }

    private BestRace kept(String map, int timeMs, boolean exploring) {
        return new BestRace(saveDir, map, timeMs, 100, exploring, 1);
    }

    /** Who drives greedily wants weights that were seen to do so. */
    @Test
    void theBestRaceOfAMapIsTheFastestWithoutDrawnActions() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        assertThat(BestRace.of(saveDir)).isEmpty();
        for (Rollout each : List.of(race("b", true, RaceEnd.FINISHED, 8_000, 0),
                race("b", false, RaceEnd.FINISHED, 9_100, 0, 1), race("b", false, RaceEnd.FINISHED, 9_000, 0),
                race("a", true, RaceEnd.FINISHED, 7_000, 0))) {
            runs.keep(each, 500, "", version -> version == 4 ? Optional.of(weights(4)) : Optional.empty(),
                    Optional.empty());
        }
        Path gone = saveDir.resolve("best_runs/b_1");
        Files.createDirectories(gone);
        Files.copy(saveDir.resolve("best_runs/b_9000/record.json"), gone.resolve("record.json"));

        List<BestRace> best = BestRace.of(saveDir);

        assertThat(best).extracting(BestRace::toString).containsExactly("a in 7.00 s", "b in 9.00 s");
        assertThat(best).extracting(BestRace::exploring).containsExactly(true, false);
        assertThat(best.get(1).folder()).isEqualTo(saveDir.resolve("best_runs/b_9000"));
        assertThat(best.get(1).isOf(weights(4))).isTrue();
        assertThat(best.get(1).isOf(weights(5))).isFalse();
        assertThat(SavedWeights.find(best.get(1).folder()).frames()).contains(500L);
        assertThat(BestRace.unusable(saveDir)).containsExactly(gone);
    }

    /** A running training replaces records; some may be damaged, others not to be read. */
    @Test
    void recordsThatCannotBeReadFailNobody() throws Exception {
        BestRuns runs = new BestRuns(saveDir, ACTIONS, 0, 50);
        for (Rollout each : List.of(race("a", false, RaceEnd.FINISHED, 9_000, 0),
                race("b", false, RaceEnd.FINISHED, 9_000, 0), race("c", false, RaceEnd.FINISHED, 9_000, 0))) {
            runs.keep(each, 500, "", version -> Optional.of(weights(4)), Optional.empty());
        }
        Path records = saveDir.resolve("best_runs");
        Files.writeString(records.resolve("b_9000/record.json"), "{");
        Files.delete(records.resolve("c_9000/record.json"));
        Files.createDirectory(records.resolve(".a_8000.new")); // is being written
        Files.writeString(records.resolve("notes.txt"), "mine");

        List<BestRace> best = BestRace.of(saveDir);

        assertThat(best).extracting(BestRace::toString).containsExactly("a in 9.00 s");
        assertThat(BestRace.unusable(saveDir)).containsExactly(records.resolve("b_9000"),
                records.resolve("c_9000"));
        assertThat(best.get(0).isOf(weights(4))).isTrue();
        Files.write(best.get(0).folder().resolve("weights1.torch"), new byte[9]);
        assertThat(best.get(0).isOf(weights(4))).as("damaged").isFalse();
        Files.delete(best.get(0).folder().resolve("weights1.torch"));
        assertThat(best.get(0).isOf(weights(4))).as("gone since").isFalse();
        assertThat(BestRace.of(saveDir)).isEmpty();
    }
}
