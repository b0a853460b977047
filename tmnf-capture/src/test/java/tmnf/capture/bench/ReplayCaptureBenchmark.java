package tmnf.capture.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.run.GameConnection;
import tmnf.capture.run.ReplayCapture;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.RunRequest;
import tmnf.capture.run.RunSink;
import tmnf.capture.run.RunWatcher;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.FramePainter;
import tmnf.tminterface.sim.game.GameMap;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * Frames a second of a run over a loopback socket, a frame and a snapshot in each tick, without rendering and
 * without files. Each operation is a frame; the countdown of each race is paid by its frames.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReplayCaptureBenchmark {

    private static final int RACE_MS = 8_000;
    private static final int FRAMES = 801;
    private static final String SCRIPT = "0 press up\n";

    /** Pixels a side. */
    @Param({"64", "256"})
    public int side;
    /** Whose plugin. */
    @Param({"ORIGINAL", "EXTENDED"})
    public PluginBehaviour plugin;

    private Path scripts;
    private SimulatedGames games;
    private GameConnection connection;
    private RunRequest request;

    /** A straight road without pictures. */
    private record BlankMap(TrackMap map) implements GameMap {
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
            return (race, picture, bgra) -> { };
        }
    }

    @Setup
    public void start() throws IOException {
        scripts = Files.createTempDirectory("tmnf-bench");
        Files.writeString(scripts.resolve("bench.txt"), SCRIPT);
        GameMap map = new BlankMap(TrackMap.of(BuiltInTracks.track("straight"), StadiumCarEngine::new));
        GameSettings settings = GameSettings.DEFAULTS.withBehaviour(plugin)
                .withPace(GameSettings.UNLIMITED, GameSettings.UNLIMITED);
        games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(name -> map, scripts,
                Optional.of("straight"), settings, FaultPlan.NONE, i, Optional.empty()), (i, line) -> { });
        connection = new GameConnection(new GameLink(LinkSettings.of(games.ports().get(0))),
                LinkTime.SYSTEM);
        Race drive = driven(map);
        int finish = drive.raceTimeMs();
        // No samples: the model's drive is compared elsewhere.
        Ghost ghost = Ghost.builder().raceTimeMs(finish).checkpointTimesMs(splits(drive))
                .uid(map.challenge().uid()).samples(GhostSamples.EMPTY).build();
        int until = Math.min(finish, RACE_MS);
        request = new RunRequest("bench.txt", 1, "straight", map.challenge().uid(), ghost,
                new FrameSchedule(100, until), new FrameSchedule(100, until), new FrameSize(side, side), 1000,
                false, 2, PhaseDeadlines.DEFAULT, 2);
        if (request.frames().count() != FRAMES) {
            throw new IllegalStateException(request.frames().count() + " frames; the race is too short");
        }
    }

    private static Race driven(GameMap map) throws IOException {
        Race race = map.newRace();
        race.runScript(InputTimeline.of(CommandList.parse(SCRIPT)), command -> { });
        while (!race.isFinished() && race.tickTimeMs() < 300_000) {
            race.tick();
        }
        return race;
    }

    private static int[] splits(Race race) {
        int[] splits = new int[race.checkpointTarget()];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = race.checkpointTimeMs(i);
        }
        return splits;
    }

    @TearDown
    public void end() throws IOException {
        connection.close();
        games.close();
        Files.delete(scripts.resolve("bench.txt"));
        Files.delete(scripts);
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public RunOutcome frames() {
        RunOutcome outcome = new ReplayCapture(connection).run(request, RunSink.NOTHING, RunWatcher.NONE);
        if (outcome.record().frames().count() != FRAMES) {
            throw new IllegalStateException(outcome.toString());
        }
        return outcome;
    }
}
