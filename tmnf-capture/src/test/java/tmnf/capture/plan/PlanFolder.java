package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Folders with made-up replays. */
final class PlanFolder {

    private static final SyntheticReplays.Driver DRIVER = new SyntheticReplays.Driver("who", "Who", false);
    private static final SyntheticReplays.Driver RESPAWNER =
            new SyntheticReplays.Driver("oops", "Oops", true);

    private final Path base;

    PlanFolder(Path base) throws IOException {
        this.base = base;
        Files.createDirectories(base.resolve("replays"));
    }

    static SyntheticReplays track(long seed) {
        return SyntheticReplays.track("Track $f00" + seed, seed, SyntheticReplays.Options.DEFAULT);
    }

    CaptureSettings settings() {
        return CaptureSettings.DEFAULT
                .with(new CapturePlaces(
                        base.resolve("replays"), base.resolve("out"), base.resolve("tracks")))
                .with(ReplaySelection.DEFAULT.withTrackList(base.resolve("list.txt")))
                .with(new VcpSettings(base.resolve("vcp"), 0.5, "cl", true, VcpSettings.Source.BEST));
    }

    Path list(String... lines) throws IOException {
        return Files.writeString(base.resolve("list.txt"), String.join("\n", lines) + "\n");
    }

    Path file(String trackId, String name, byte[] content) throws IOException {
        Path file = base.resolve("replays").resolve(trackId).resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** A replay with the challenge inside; the rank decides how slow it is. */
    Path replay(String trackId, String name, SyntheticReplays track, int rank) throws IOException {
        return file(trackId, name, track.replayFile(track.drive(rank, 0, DRIVER)));
    }

    Path respawning(String trackId, String name, SyntheticReplays track) throws IOException {
        return file(trackId, name, track.replayFile(track.drive(5, 0, RESPAWNER)));
    }

    /** A replay with another ghost than the driver's. */
    Path changed(String trackId, String name, SyntheticReplays track, UnaryOperator<Ghost> change)
            throws IOException {
        return file(trackId, name, track.replayFile(change.apply(track.drive(1, 0, DRIVER))));
    }

    /** A replay driven on this track with other bytes as the challenge inside. */
    Path withChallenge(String trackId, String name, SyntheticReplays track, byte[] challenge)
            throws IOException {
        Replay replay = new Replay(
                challenge, track.challenge(), List.of(track.drive(1, 0, DRIVER)), null);
        return file(trackId, name, ReplayWriter.file(replay));
    }

    /** A replay without a ghost. */
    Path withoutGhost(String trackId, String name, SyntheticReplays track) throws IOException {
        Replay replay = new Replay(track.challengeFile(), track.challenge(), List.of(), null);
        return file(trackId, name, ReplayWriter.file(replay));
    }

    Path challenge(String name, byte[] content) throws IOException {
        Path file = base.resolve("tracks").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    Path vcp(String trackId) {
        return base.resolve("vcp").resolve(trackId + "_0.5m_cl.npy");
    }

    CapturePlan plan(CaptureSettings settings) throws IOException {
        return new CapturePlanner(settings, ExistingCaptures.NONE, 2).plan();
    }
}
