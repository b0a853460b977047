package tmnf.rl.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.collect.AttachedSource;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.MapTargets;
import tmnf.rl.collect.RaceSettings;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.policy.InferenceSettings;
import tmnf.rl.rollout.CarPath;
import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.save.ActionKeys;
import tmnf.rl.save.BestRuns;
import tmnf.rl.save.Redriver;
import tmnf.rl.save.SavedWeights;
import tmnf.rl.save.SimulatedRedriver;
import tmnf.tminterface.observation.Normalisation;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.TrackMaps;

/** Weights that always do the same, in simulated games. */
@Timeout(60)
class EvaluatorTest {

    private static final int ACCELERATE = 0;
    private static final int BRAKE = 6;

    @TempDir
    private Path temp;

    private TrainSettings settings;
    private IqnNetwork network;
    private final MapTarget straight = MapTargets.builtIn("straight", 0.5);
    private final TrackMaps tracks = new TrackMaps(Optional.empty(), line -> { });
    private final List<String> warnings = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private int stopAfter = Integer.MAX_VALUE;
    private int heard;

    @BeforeEach
    void describeTheNetwork() throws Exception {
        settings = TrainSettings.of(Map.of("neural_network", Map.of("use_iqn_image_head", false,
                "float_hidden_dim", 16, "dense_hidden_dimension", 32, "iqn_embedding_dimension", 8, "iqn_k",
                8), "performance", Map.of("running_speed", 1000)));
        network = settings.sizes().network();
    }

    private SavedWeights saved(int action) throws IOException {
        Path file = temp.resolve("driver.torch");
        OneAction.weights(network.specs(), action).write(file);
        return SavedWeights.find(file);
    }

    private EvalResult race(int action, int races, int collectors, GameSource source, RaceSettings driving,
            MapTarget... maps) throws Exception {
        TorchEngine engine = TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.CPU));
        EvalRequest request = new EvalRequest(network, saved(action).values(network.specs()), 7,
                settings.normalisation(), InferenceSettings.of(settings), driving, List.of(maps), races,
                source, collectors);
        return new Evaluator(engine, request, new EvalListener() {
            @Override
            public void race(EvalRace race) {
                heard++;
                stop.compareAndSet(false, heard >= stopAfter);
            }

            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        }).run(stop::get);
    }

    private EvalResult simulated(int action, int races, int collectors, MapTarget... maps) throws Exception {
        try (SimulatedSource source = new SimulatedSource(tracks, SimulatedSource.FAST, FaultPlan.NONE, 0)) {
            return race(action, races, collectors, source, RaceSettings.of(settings).withCutOffs(1000,
                    60_000), maps);
        }
    }

    private EvalFolder.About about(StateDict drivers) {
        Normalisation scaling = settings.normalisation();
        return new EvalFolder.About(Map.of("name", "driver"), new EvalFolder.Scaling(scaling.mean(),
                scaling.std()), settings.observation(), new EvalFolder.Keys(ActionKeys.of(settings.inputs()),
                settings.environment().msPerAction()), drivers, 0, "tmnf: {}\n");
    }

    @Test
    void racesAreGreedyAllTheSameAndDrivenAgainByTheirScript() throws Exception {
        EvalResult result = simulated(ACCELERATE, 3, 2, straight);

        assertThat(result.end()).isEqualTo(EvalResult.End.DONE);
        assertThat(result.races()).extracting(EvalRace::number).containsExactly(1, 2, 3);
        EvalStatistics all = EvalStatistics.of(result.races("straight"));
        assertThat(all.finished()).isEqualTo(3);
        assertThat(all.identical()).isTrue();
        assertThat(all.bestMs()).isEqualTo(all.medianMs()).isEqualTo(all.worstMs());
        ZoneLine line = ZoneLine.of(straight.line(), settings.observation());
        assertThat(all.furthestZone()).isEqualTo(EvalFolder.zones(line));
        EvalRace race = all.best();
        assertThat(race.rollout().actions()).containsOnly(ACCELERATE);
        assertThat(race.rollout().versions()).containsOnly(7);
        // The bias of one of 12 actions, less the mean of all.
        assertThat(race.meanValue()).isCloseTo(11 / 12.0, within(1e-6));
        assertThat(race.rollout().frames()).isEmpty();

        Redriver again = new SimulatedRedriver(tracks.find("straight").track(), "tmnf");
        Path folder = temp.resolve("out");
        EvalFolder.Written written = new EvalFolder(folder).write(about(saved(ACCELERATE).weights()),
                List.of(straight), result, Map.of("straight", again));

        BestRuns.Kept best = written.best().get("straight");
        assertThat(best.verified()).isTrue();
        String name = "straight_" + race.raceTimeMs();
        assertThat(best.folder()).isEqualTo(folder.toAbsolutePath().resolve("best_runs").resolve(name));
        for (String ending : List.of(".inputs", ".txt", ".Replay.Gbx")) {
            assertThat(best.folder().resolve(name + ending)).isNotEmptyFile();
        }
        // The path that the driver saw is where the car was.
        ObservationLayout layout = ObservationLayout.of(settings.observation());
        List<CarPath.Place> path = CarPath.of(race.rollout(), layout, line, 1);
        assertThat(path).hasSize(race.rollout().decisions());
        int actionMs = settings.environment().msPerAction();
        for (Redriver.Place place : best.path()) {
            int at = place.ms() / actionMs;
            if (place.ms() % actionMs == 0 && at < race.rollout().decisions()) {
                assertThat(path.get(at).x()).isCloseTo(place.x(), within(0.01));
                assertThat(path.get(at).y()).isCloseTo(place.y(), within(0.01));
                assertThat(path.get(at).z()).isCloseTo(place.z(), within(0.01));
            }
        }
        assertThat(CarPath.kmh(race.rollout(), layout, race.rollout().decisions() - 1)).isBetween(100.0,
                500.0);
        assertThat(ImageIO.read(folder.resolve("straight.png").toFile()).getWidth()).isEqualTo(1200);
        assertThat(Files.readAllLines(folder.resolve("races.csv"))).hasSize(4)
                .startsWith(EvalFolder.COLUMNS);
        JsonNode statistics = new ObjectMapper().readTree(folder.resolve("statistics.json").toFile());
        assertThat(statistics.at("/maps/0/best_ms").asInt()).isEqualTo(race.raceTimeMs());
        assertThat(statistics.at("/maps/0/verified").asBoolean()).isTrue();
        assertThat(statistics.at("/races_driven").asInt()).isEqualTo(3);
        // What drove the best run can be raced with again, as it was.
        SavedWeights kept = SavedWeights.find(best.folder());
        assertThat(kept.weights().hasSameBits(saved(ACCELERATE).weights())).isTrue();
        assertThat(kept.scaling()).isPresent();
        assertThat(kept.config()).isPresent();
    }

    @Test
    void whoDoesNotFinishGetsStatisticsAndAPictureAndNoScript() throws Exception {
        EvalResult result = simulated(BRAKE, 1, 1, straight, MapTargets.builtIn("chicane", 0.5));

        assertThat(result.end()).isEqualTo(EvalResult.End.DONE);
        assertThat(result.races()).extracting(EvalRace::map).containsExactly("straight", "chicane");
        EvalStatistics all = EvalStatistics.of(result.races("chicane"));
        assertThat(all.finished()).isZero();
        assertThat(all.bestMs()).isEmpty();
        Path folder = temp.resolve("out");
        EvalFolder.Written written = new EvalFolder(folder).write(about(saved(BRAKE).weights()),
                List.of(straight, MapTargets.builtIn("chicane", 0.5)), result, Map.of());
        assertThat(written.best()).isEmpty();
        assertThat(written.files()).containsExactly("statistics.json", "races.csv", "straight.png",
                "chicane.png");
        assertThat(folder.resolve("best_runs")).doesNotExist();

        EvalFolder.Written filmed = new EvalFolder(folder).withFilms().write(about(saved(BRAKE).weights()),
                List.of(straight), result, Map.of("straight", new SimulatedRedriver(
                        tracks.find("straight").track(), "tmnf")));
        assertThat(filmed.files()).containsExactly("statistics.json", "races.csv", "straight.png",
                "straight.gif");
        assertThat(ImageIO.read(folder.resolve("straight.gif").toFile()).getWidth()).isEqualTo(256);
        assertThat(filmed.films()).isEqualTo(Map.of("straight", true));
        assertThat(filmVerified(folder)).isTrue();
        filmsOfOtherDrivesAreNotVerified(folder, result);
    }

    private static boolean filmVerified(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("statistics.json").toFile())
                .at("/maps/0/film_verified").booleanValue();
    }

    /** Of an unfinished race, the place where it ended is what tells. */
    private void filmsOfOtherDrivesAreNotVerified(Path folder, EvalResult result) throws Exception {
        List<CarPath.Place> path = CarPath.of(result.races("straight").get(0).rollout(),
                ObservationLayout.of(settings.observation()), ZoneLine.of(straight.line(),
                        settings.observation()), settings.environment().msPerAction());
        CarPath.Place last = path.get(path.size() - 1);
        Redriver.Place there = new Redriver.Place(last.ms(), last.x() + 0.4, last.y(), last.z());
        Redriver.Place beside = new Redriver.Place(last.ms(), last.x() + 0.6, last.y(), last.z());
        Map<Redriver.Film, Boolean> films = new LinkedHashMap<>();
        films.put(film(Optional.empty(), there), true);
        films.put(film(Optional.empty(), beside), false);
        films.put(film(Optional.empty()), false);
        films.put(film(Optional.of(last.ms()), there), false);
        for (Map.Entry<Redriver.Film, Boolean> each : films.entrySet()) {
            EvalFolder.Written written = new EvalFolder(folder).withFilms().write(
                    about(saved(BRAKE).weights()), List.of(straight), result, Map.of("straight",
                            drawing(each.getKey())));
            assertThat(written.films()).as("%s", each.getKey()).isEqualTo(Map.of("straight",
                    each.getValue()));
            assertThat(filmVerified(folder)).isEqualTo(each.getValue());
        }
    }

    private static Redriver.Film film(Optional<Integer> raceTimeMs, Redriver.Place... path) {
        return new Redriver.Film(new byte[] {1}, raceTimeMs, List.of(path));
    }

    private static Redriver drawing(Redriver.Film film) {
        return new Redriver() {
            @Override
            public Result redrive(List<ActionKeys> actions, int firstMs, int actionMs) {
                throw new AssertionError("no race was finished");
            }

            @Override
            public Optional<Film> film(List<ActionKeys> actions, int firstMs, int actionMs) {
                return Optional.of(film);
            }
        };
    }

    @Test
    void anEvaluationIsReplacedAndNothingElse() throws Exception {
        EvalResult result = simulated(BRAKE, 1, 1, straight);
        EvalFolder.About about = about(saved(BRAKE).weights());
        Path folder = Files.createDirectories(temp.resolve("out"));
        EvalFolder place = new EvalFolder(folder);
        assertThat(place.state()).isEqualTo(EvalFolder.State.FREE);
        place.write(about, List.of(straight), result, Map.of());
        assertThat(place.state()).isEqualTo(EvalFolder.State.EVALUATION);
        place.write(about, List.of(straight), result, Map.of());
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("driver.torch", "out");

        Files.writeString(folder.resolve("statistics.json"), "{\"format\": 1}"); // of a training
        assertThat(place.state()).isEqualTo(EvalFolder.State.FOREIGN);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> place.write(about, List.of(straight),
                result, Map.of())).withMessageContaining("something else");
        assertThat(folder.resolve("statistics.json")).hasContent("{\"format\": 1}");
    }

    @Test
    void whoAsksItToStopGetsTheRacesThatWereDriven() throws Exception {
        stopAfter = 2;
        EvalResult result = simulated(ACCELERATE, 500, 1, straight);

        assertThat(result.end()).isEqualTo(EvalResult.End.INTERRUPTED);
        assertThat(result.races().size()).isBetween(2, 100);
        assertThat(result.wanted()).isEqualTo(500);
    }

    @Test
    void aGameThatIsNotThereIsGivenUpAtOnce() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RaceSettings driving = RaceSettings.of(settings);
        RaceSettings soon = driving.withTimeouts(driving.timeouts().withStart(Duration.ofMillis(200)));
        EvalResult result = race(ACCELERATE, 2, 1, new AttachedSource(port), soon, straight);

        assertThat(result.end()).isEqualTo(EvalResult.End.GAMES_LOST);
        assertThat(result.races()).isEmpty();
        assertThat(result.failure().orElseThrow()).hasMessageContaining(Integer.toString(port));
        assertThat(warnings).singleElement().asString().contains("is given up");
    }

    @Test
    void theMedianOfTwoTimesIsTheirMeanAndTheBestIsTheFastestOrFurthest() throws Exception {
        List<EvalRace> races = List.of(raced(1, 0, 900, 40), raced(2, 5300, 5300, 90),
                raced(3, 5100, 5100, 90), raced(4, 0, 700, 60));
        EvalStatistics all = EvalStatistics.of(races);
        assertThat(all.medianMs()).contains(5200);
        assertThat(all.best().number()).isEqualTo(3);
        assertThat(all.worstMs()).contains(5300);
        assertThat(all.identical()).isFalse();
        assertThat(EvalStatistics.of(List.of(races.get(0), races.get(3))).best().number()).isEqualTo(4);
    }

    private static EvalRace raced(int number, int finishedMs, int ms, int zone) {
        boolean finished = finishedMs > 0;
        int entries = finished ? 2 : 1;
        int[] zones = new int[entries];
        zones[entries - 1] = zone;
        return new EvalRace(number, new Rollout("m", false, finished
                ? RaceEnd.FINISHED : RaceEnd.NO_PROGRESS, ms, 0, 0,
                new byte[0], new float[0], new int[1], new boolean[1], new float[12], new long[1],
                new double[entries], zones, 0, 1), List.of());
    }
}
