package tmnf.rl.train;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.collect.CollectedRace;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceCycle;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.demonstration.Demonstrations;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.MapFiles;
import tmnf.rl.save.RunRecords;
import tmnf.rl.save.SimulatedRedriver;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * A driver that only knows full throttle sets records on several maps: each is driven again on its own map.
 */
class RecordsOfMapsTest {

    /** As maps of the exchange are called; as a file it has another name. */
    private static final String ODD = "_emp[a]_mydli_ \u00e9t\u00e9 *3*";

    @TempDir
    private Path temp;

    private final List<String> warnings = new ArrayList<>();

    private static MapTarget called(String name) {
        MapTarget straight = MapTargets.builtIn("straight", 0.5);
        return new MapTarget(name, straight.map(), straight.uid(), straight.line(), straight.checkpoints());
    }

    @Test
    @Timeout(180) // a deadline, not a measure
    void recordsOnSeveralMapsAreVerifiedOnTheirOwn() throws Exception {
        train(List.of(new RaceCycle.Entry(called("one"), true, 1),
                new RaceCycle.Entry(called("two"), false, 1), new RaceCycle.Entry(called(ODD), false, 1),
                new RaceCycle.Entry(called("one"), false, 1)));

        assertThat(record("one").get("verified").asBoolean()).isTrue();
        assertThat(record("one").get("exploring").asBoolean()).as("a greedy race is kept that is no record, "
                + "as fast as one with drawn actions").isFalse();
        assertThat(record("two").get("verified").asBoolean()).isFalse(); // it was driven again elsewhere
        assertThat(record("two").get("redriven").asBoolean()).isTrue();
        assertThat(record(ODD).get("redriven").asBoolean()).isFalse();
        assertThat(record(ODD).get("map").asText()).isEqualTo(ODD);
        assertThat(warnings).singleElement().asString().contains("two_", "driven again");
    }

    @Test
    @Timeout(180) // a deadline, not a measure
    void aRecordThatCannotBeKeptIsToldAndTheTrainingGoesOn() throws Exception {
        Files.createDirectories(temp.resolve("save/records"));
        Files.writeString(temp.resolve("save/records").resolve(BestRuns.NAME), "no folder can be here");
        TrainResult result = train(List.of(new RaceCycle.Entry(called("one"), false, 1),
                new RaceCycle.Entry(called("two"), false, 1)));

        assertThat(result.end()).isEqualTo(TrainResult.End.INTERRUPTED); // by who waited for four races
        assertThat(result.bestMs()).containsOnlyKeys("one", "two");
        assertThat(warnings).hasSize(2).allSatisfy(warning -> assertThat(warning).contains(
                BestRuns.NAME, "could not be kept, the training goes on"));
        assertThat(warnings.get(0)).contains("one_");
    }

    /** Four races of a driver with full throttle. */
    private TrainResult train(List<RaceCycle.Entry> cycle) throws Exception {
        TrainSettings settings = FullThrottle.settings("records", Map.of());
        FullThrottle.write(settings, temp.resolve("save/records"));
        SimulatedRedriver straight = new SimulatedRedriver(BuiltInTracks.track("straight"), "tmnf");
        SimulatedRedriver chicane = new SimulatedRedriver(BuiltInTracks.track("chicane"), "tmnf");
        int[] races = new int[1];
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        try (SimulatedSource source = new SimulatedSource(new TrackMaps(Optional.empty(), line -> { }),
                SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            return new Trainer(engine, new TrainRequest(settings, cycle, source, 1, temp.resolve("save"),
                    temp.resolve("tensorboard"), "tmnf: {}\n", "tmnf train", "test", Optional.empty(),
                    Optional.empty(), Optional.empty(), Map.of("one", straight, "two", chicane),
                    SettingsChanges.NONE, Demonstrations.NONE, ""),
                    new TrainListener() {
                        @Override
                        public void race(CollectedRace race, long played, RunRecords.Change change) {
                            races[0]++;
                        }

                        @Override
                        public void warning(String message) {
                            warnings.add(message);
                        }
                    }).run(() -> races[0] >= 4);
        }
    }

    private JsonNode record(String map) throws Exception {
        try (Stream<Path> all = Files.list(temp.resolve("save/records").resolve(BestRuns.NAME))) {
            Path folder = all.filter(each -> each.getFileName().toString().startsWith(MapFiles.name(map)
                    + "_")).findFirst().orElseThrow();
            return new ObjectMapper().readTree(folder.resolve("record.json").toFile());
        }
    }
}
