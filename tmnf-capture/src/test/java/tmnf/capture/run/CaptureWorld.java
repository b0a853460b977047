package tmnf.capture.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.capture.verify.RunVerifier;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.game.VirtualGame;
import tmnf.tminterface.sim.render.FrameStamp;
import tmnf.tminterface.sim.render.FrameStampException;
import tmnf.tminterface.state.SimStateData;

/** A game's folder with challenges and scripts, and what capturing them from a game in virtual time gives. */
final class CaptureWorld {

    static final GameSettings SETTINGS = VirtualGame.QUICK.withStamp(true);
    static final double LARGEST_METRES = 2;

    final GameFolder folder;
    final TrackMaps maps;
    private final List<String> log = new ArrayList<>();

    CaptureWorld(Path root) throws IOException {
        folder = GameFolder.create(root);
        maps = new TrackMaps(Optional.of(folder), log::add);
    }

    /** What the game's challenges have said. */
    List<String> log() {
        return log;
    }

    /** A drive, its script and its challenge, ready in the game's folder. */
    record Drive(Ghost ghost, String uid, String script, String text, String map) {

        Drive withScript(String otherScript) {
            return new Drive(ghost, uid, otherScript, text, map);
        }

        RunRequest request(double fps, double speed) {
            return request(fps, speed, PhaseDeadlines.DEFAULT);
        }

        RunRequest request(double fps, double speed, PhaseDeadlines deadlines) {
            return request(fps, speed, deadlines, 64);
        }

        /** With square frames of that width, 32 pixels at least for the stamp. */
        RunRequest request(double fps, double speed, PhaseDeadlines deadlines, int width) {
            return new RunRequest(script, (int) text.lines().count(), map, uid, ghost,
                    new FrameSchedule(fps, ghost.raceTimeMs()), new FrameSchedule(10, ghost.raceTimeMs()),
                    new FrameSize(width, width), speed, false, 2, deadlines, LARGEST_METRES);
        }
    }

    static Path samples() {
        return Samples.required().resolve("replays");
    }

    /** A replay of the samples, whose path the car follows while the script does what its driver did. */
    Drive path(String file) throws Exception {
        return path((Replay) GbxFiles.read(samples().resolve(file)).content(), file.replaceAll("\\W", "_"));
    }

    Drive path(Replay replay, String name) throws Exception {
        maps.replace(TrackMap.of(replay));
        return put(replay, name);
    }

    /** A replay whose challenge is driven by the model of the car. */
    Drive put(Replay replay, String name) throws IOException, ScriptException {
        Ghost ghost = replay.bestGhost().orElseThrow();
        String text = ReplayScripts.of(ghost, ScriptOptions.DEFAULT.withStyle(ScriptStyle.EXACT)).text();
        Files.write(folder.challenges().resolve(name + ".Challenge.Gbx"), replay.challengeBytes());
        return new Drive(ghost, replay.challenge().orElseThrow().uid(), script(name + ".txt", text), text,
                name + ".Challenge.Gbx");
    }

    String script(String name, String text) throws IOException {
        Files.writeString(folder.scripts().resolve(name), text);
        return name;
    }

    VirtualGame game(PluginBehaviour behaviour, String... faults) {
        return game(SETTINGS.withBehaviour(behaviour), null, faults);
    }

    VirtualGame game(GameSettings settings, String firstMap, String... faults) {
        return new VirtualGame(maps, settings, FaultPlan.parse(List.of(faults), 1), folder.scripts(),
                firstMap);
    }

    static GameConnection connection(VirtualGame game) {
        return new GameConnection(game.link(), game.time);
    }

    static CaptureVerdict verdict(RunOutcome outcome, RunRequest request) {
        return new RunVerifier(LARGEST_METRES).verify(outcome.record(), request.ghost(), request.frames());
    }

    /** Takes all in memory and looks whether picture, label and state are of one tick. */
    static class Collected implements RunSink {

        final List<FrameLabel> labels = new ArrayList<>();
        final List<Integer> stamps = new ArrayList<>();
        final List<Integer> states = new ArrayList<>();
        final List<Integer> snapshots = new ArrayList<>();
        int begun;

        @Override
        public void begin() {
            begun++;
            labels.clear();
            stamps.clear();
            states.clear();
            snapshots.clear();
        }

        @Override
        public void frame(FrameLabel label, FrameSize size, ByteBuffer bgra, SimStateData state)
                throws IOException {
            byte[] pixels = new byte[size.bytes()];
            bgra.duplicate().get(pixels);
            labels.add(label);
            states.add(state.raceTimeMs());
            try {
                stamps.add(FrameStamp.readBgra(pixels, size.width(), size.height()).raceTimeMs());
            } catch (FrameStampException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void snapshot(int timeMs, SimStateData state) throws IOException {
            if (state.raceTimeMs() != timeMs) {
                throw new IOException("a snapshot of " + state.raceTimeMs() + " ms at " + timeMs);
            }
            snapshots.add(timeMs);
        }

        @Override
        public Future<?> room() {
            return CompletableFuture.completedFuture(null);
        }

        List<Integer> times() {
            return labels.stream().map(FrameLabel::timeMs).toList();
        }
    }

    /** Deadlines that differ from each other, so that the one that held is known. */
    static PhaseDeadlines deadlines() {
        return new PhaseDeadlines(Duration.ofSeconds(13), Duration.ofSeconds(14), Duration.ofSeconds(15),
                Duration.ofSeconds(16), Duration.ofSeconds(7), Duration.ofSeconds(9), Duration.ofSeconds(5),
                Duration.ofMinutes(5));
    }
}
