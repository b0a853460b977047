package tmnf.tminterface.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.render.Camera;
import tmnf.tminterface.sim.render.FrameRenderer;
import tmnf.tminterface.sim.render.RaceView;
import tmnf.tminterface.sim.render.TrackScene;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.ChallengeTracks;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/**
 * Pictures a second on one core, along a built-in track and at the start and the checkpoints of real
 * challenges (folder {@code TMNF_SAMPLES}, else {@code ../shared/samples}). The limits are 1,500 at 64x64 and
 * 300 at 256x256.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RenderBenchmark {

    @Param({"64", "256"})
    public int side;

    /** A built-in track, or the name of a challenge file among the samples. */
    @Param({"hairpins", "circuit", "TMN Race I-9 idea 1.Challenge.Gbx", "Level1.Challenge.Gbx"})
    public String track;

    private final RaceView view = new RaceView().hud(true).checkpoints(1, 3);
    private final List<Pose> poses = new ArrayList<>();
    private FrameRenderer renderer;
    private byte[] bgra;
    private int next;

    @Setup
    public void build() throws IOException {
        Track built = track.contains(".") ? real() : BuiltInTracks.track(track);
        renderer = new FrameRenderer(TrackScene.of(built));
        bgra = new byte[4 * side * side];
        if (track.contains(".")) {
            poses.add(built.spawn());
            built.gates().stream().map(Gate::respawn).filter(pose -> pose != null).forEach(poses::add);
            return;
        }
        RoadLine line = BuiltInTracks.line(track);
        for (int i = 0; i < line.size(); i += 3) {
            poses.add(Pose.upright(new Vec3((float) line.x(i), (float) line.y(i), (float) line.z(i)),
                    line.heading(i)));
        }
    }

    private Track real() throws IOException {
        String samples = Optional.ofNullable(System.getenv("TMNF_SAMPLES")).orElse("../../shared/samples");
        Path file = Path.of(samples).resolve("challenges").resolve(track);
        return ChallengeTracks.of(GbxFiles.readChallenge(file).content());
    }

    @Benchmark
    public byte[] picture() {
        next = (next + 1) % poses.size();
        view.car(poses.get(next)).raceTimeMs(10 * next);
        renderer.render(view, Camera.BEHIND_NEAR, side, side, bgra);
        return bgra;
    }
}
