package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.capture.game.GamePlaces;
import tmnf.capture.plan.CapturePlaces;
import tmnf.capture.plan.CapturePlan;
import tmnf.capture.plan.CapturePlanner;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.ReplaySelection;
import tmnf.capture.plan.RunSettings;
import tmnf.capture.plan.VcpSettings;
import tmnf.capture.write.CaptureStore;
import tmnf.gbx.GbxFiles;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.game.GameFolder;

/** Replays of simulated drivers in a folder, and their capture by simulated games. */
final class CaptureSet {

    private static final Map<String, List<DrivenReplays.Drive>> DRIVEN = new HashMap<>();

    private final Path folder;

    CaptureSet(Path folder) {
        this.folder = folder;
    }

    /** Adds replays of a built-in track under a track id. */
    CaptureSet with(String trackId, String track, int drivers) throws IOException {
        Path replays = Files.createDirectories(folder.resolve("replays").resolve(trackId));
        for (int i = 0; i < drivers; i++) {
            DrivenReplays.Drive drive = driven(track, drivers).get(i);
            Files.write(replays.resolve("pos" + (i + 1) + "_" + drive.raceTimeMs() + "ms.replay.gbx"),
                    drive.file());
        }
        return this;
    }

    /** Driven once for all tests. */
    private static synchronized List<DrivenReplays.Drive> driven(String track, int drivers) {
        return DRIVEN.computeIfAbsent(track + drivers,
                key -> DrivenReplays.drive(track, drivers, 1, () -> false));
    }

    /** The first replay of a track is somebody's personal best in a game's folder. */
    Path best(String trackId, Path game) throws IOException {
        Path replay;
        try (Stream<Path> files = Files.list(replays().resolve(trackId))) {
            replay = files.sorted().findFirst().orElseThrow();
        }
        String name = GbxFiles.readReplay(replay).content().challenge().orElseThrow().name();
        return Files.copy(replay, GameFolder.create(game).autosaves()
                .resolve("somebody_" + name + ".Replay.gbx"));
    }

    Path replays() {
        return folder.resolve("replays");
    }

    Path output(String name) {
        return folder.resolve(name);
    }

    /** 32x32, ten frames a second, as fast as the machine can. */
    CaptureSettings settings(String output, int workers) {
        CaptureSettings usual = CaptureSettings.DEFAULT;
        return usual
                .with(new CapturePlaces(replays(), output(output), folder.resolve("tracks")))
                .with(new ReplaySelection(folder.resolve("no-list.txt"), List.of(), 0, false,
                        Optional.empty(), usual.selection().shard(), usual.selection().existing()))
                .with(usual.frames().withSize(32, 32))
                .with(new VcpSettings(folder.resolve("vcp"), 0.5, "cl", true, VcpSettings.Source.BEST))
                .with(RunSettings.DEFAULT.withRunningSpeed(1000).withWorkers(workers));
    }

    /** Plans and captures. */
    CaptureReport capture(CaptureSettings settings, SimulatedHost.Setup setup, CaptureListener listener)
            throws IOException, InterruptedException {
        try (CaptureStore store = CaptureStore.open(settings.places().outputDir(),
                settings.selection().shard()); SimulatedHost host = SimulatedHost.create(setup)) {
            CapturePlan plan = new CapturePlanner(settings, store, 1).plan();
            return new CaptureRunner(settings, store, Optional.of(folder.resolve("enter.txt")), "tests")
                    .run(plan, host, new GamePlaces(host.folder().root(), host.folder().scripts()), listener);
        }
    }

    /** The ids of tracks that wait for a key. */
    List<String> enterMaps() throws IOException {
        Path list = folder.resolve("enter.txt");
        return Files.exists(list) ? new ArrayList<>(Files.readAllLines(list)) : List.of();
    }
}
