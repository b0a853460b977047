package tmnf.capture.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import tmnf.capture.game.GamePlaces;
import tmnf.capture.plan.CapturePlaces;
import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CapturePlanner;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ReplaySelection;
import tmnf.capture.plan.RunSettings;
import tmnf.capture.plan.VcpSettings;
import tmnf.capture.pool.CaptureListener;
import tmnf.capture.pool.CaptureReport;
import tmnf.capture.pool.CaptureRunner;
import tmnf.capture.pool.GameHost;
import tmnf.capture.pool.GameInstance;
import tmnf.capture.pool.ReplayResult;
import tmnf.capture.write.CaptureStore;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.FramePainter;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameMap;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.race.Race;

/**
 * The whole chain with one worker: plan, game, link, verification, JPEG of quality 95, files, publishing; a
 * frame and a snapshot with zone centres in each tick. Only the rendering is left out: the game sends one
 * picture, a little different each time. The counter {@code frames} is frames a second.
 *
 * <p>Each capture has an output folder of its own, and nothing is deleted while one is measured: an ext4
 * without a journal looks ten times as long for a new inode in the minutes after files were deleted. For the
 * same reason what is written into {@code -Dtmnf.bench.folder} stays there, for who asked for it to delete;
 * without that folder it is a temporary one that goes at the end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 8)
@Measurement(iterations = 3, time = 8)
@Fork(1)
public class CaptureChainBenchmark {

    private static final int REPLAYS = 8;
    private static final double FPS = 100;

    /** Pixels a side. */
    @Param({"64", "256"})
    public int side;
    /** Whose plugin. */
    @Param({"ORIGINAL", "EXTENDED"})
    public PluginBehaviour plugin;

    private Path root;
    private boolean keep;
    private int captures;
    private CaptureSettings settings;

    /** Frames of the iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Count {
        /** Captured and published. */
        public long frames;
    }

    /** Games that render nothing. */
    private final class BlankGames implements GameHost, GameInstance {

        private final TrackMaps maps;
        private final SimulatedGames games;

        BlankGames(GameFolder folder) throws IOException {
            maps = new TrackMaps(Optional.of(folder), line -> { });
            GameSettings fast = GameSettings.DEFAULTS.withBehaviour(plugin)
                    .withPace(GameSettings.UNLIMITED, GameSettings.UNLIMITED)
                    .withTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
            games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(name ->
                    new Blank(maps.find(name)),
                    folder.scripts(), Optional.empty(), fast, FaultPlan.NONE, i, Optional.empty()),
                    (i, line) -> { });
        }

        @Override
        public GameInstance open(int worker) {
            return this;
        }

        @Override
        public String name() {
            return "blank game";
        }

        @Override
        public int port() {
            return games.ports().get(0);
        }

        @Override
        public boolean canRestart() {
            return false;
        }

        @Override
        public void restart() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            games.close();
        }
    }

    /** A challenge whose pictures are left as they are. */
    private record Blank(GameMap map) implements GameMap {
        @Override
        public ServerReply.Challenge challenge() {
            return map.challenge();
        }

        @Override
        public boolean hasIntro() {
            return false;
        }

        @Override
        public Race newRace() {
            return map.newRace();
        }

        @Override
        public FramePainter newPainter() {
            FramePainter real = map.newPainter();
            boolean[] painted = {false};
            return (race, picture, bgra) -> {
                if (!painted[0]) {
                    real.paint(race, picture, bgra); // so that the JPEGs have a usual size
                    painted[0] = true;
                }
                bgra[Math.floorMod(race.raceTimeMs(), bgra.length)] ^= 0x55; // no still picture
            };
        }
    }

    @Setup
    public void prepare() throws IOException {
        String where = System.getProperty("tmnf.bench.folder");
        keep = where != null;
        root = where == null ? Files.createTempDirectory("tmnf-bench")
                : Files.createTempDirectory(Path.of(where), "tmnf-bench");
        Path replays = Files.createDirectories(root.resolve("replays").resolve("1"));
        int number = 0;
        for (DrivenReplays.Drive drive : DrivenReplays.drive("straight", REPLAYS, 1, () -> false)) {
            Files.write(replays.resolve("pos" + ++number + "_" + drive.raceTimeMs() + "ms.replay.gbx"),
                    drive.file());
        }
        CaptureSettings usual = CaptureSettings.DEFAULT;
        settings = usual
                .with(new ReplaySelection(root.resolve("no-list.txt"), List.of(), 0, false,
                        Optional.empty(), usual.selection().shard(), usual.selection().existing()))
                .with(usual.frames().withSize(side, side).withRates(FPS, FPS))
                .with(new VcpSettings(root.resolve("vcp"), 0.5, "cl", true, VcpSettings.Source.BEST))
                .with(RunSettings.DEFAULT.withRunningSpeed(1000));
    }

    @Setup(Level.Invocation)
    public void next() {
        settings = settings.with(new CapturePlaces(root.resolve("replays"), root.resolve("out" + captures++),
                root.resolve("tracks")));
    }

    @TearDown
    public void end() throws IOException {
        if (keep) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Benchmark
    public CaptureReport capture(Count count) throws IOException, InterruptedException {
        GameFolder folder = GameFolder.create(root.resolve("game"));
        try (CaptureStore store = CaptureStore.open(settings.places().outputDir(),
                settings.selection().shard()); BlankGames games = new BlankGames(folder)) {
            CapturePlan plan = new CapturePlanner(settings, store, 1).plan();
            CaptureReport report = new CaptureRunner(settings, store, Optional.empty(), "benchmark")
                    .run(plan, games, new GamePlaces(folder.root(), folder.scripts()), CaptureListener.NONE);
            if (report.count(ReplayResult.Status.CAPTURED) != REPLAYS) {
                throw new IllegalStateException("not everything was captured: " + report.results());
            }
            report.results().forEach(result -> count.frames += result.figures().orElseThrow().frames());
            return report;
        }
    }
}
