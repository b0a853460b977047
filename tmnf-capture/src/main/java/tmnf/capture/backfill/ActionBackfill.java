package tmnf.capture.backfill;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.ManifestRewrite;
import tmnf.capture.dataset.ShardEditor;
import tmnf.capture.plan.ScriptInputs;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.InputScript;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;

/**
 * Writes actions and keys into manifests that lack them, or have those of another tool. Everything else
 * stays: snapshots, inputs, keys that we do not know. The manifest changes in one step; what says the same
 * elsewhere, files beside the frames or members of shards, follows, so a run that was killed is simply
 * repeated.
 */
public final class ActionBackfill {

    private static final String STEP_MS = "step_ms";

    private final CaptureDataset dataset;
    private final Path replaysDir;
    private final BackfillSettings settings;

    /**
     * A backfill.
     *
     * @param replaysDir folder of the replays: {@code <track>/<folder of the capture>.gbx}, or with
     *        {@code .replay} before the ending
     */
    public ActionBackfill(CaptureDataset dataset, Path replaysDir, BackfillSettings settings) {
        this.dataset = Objects.requireNonNull(dataset);
        this.replaysDir = Objects.requireNonNull(replaysDir);
        this.settings = Objects.requireNonNull(settings);
    }

    /** Deals with all captures by track and name; false when it was stopped. */
    public boolean run(BackfillListener listener) throws IOException {
        for (CapturedReplay capture : dataset.replays()) {
            if (listener.stops()) {
                return false;
            }
            Optional<Path> replay = replay(capture);
            if (replay.isEmpty()) {
                listener.done(capture, BackfillOutcome.NO_REPLAY, "no replay " + capture.trackId() + "/"
                        + capture.name() + ".gbx");
                continue;
            }
            try {
                ReplayActions actions = actions(GbxFiles.readReplay(replay.get()).content());
                if (!settings.dryRun()) {
                    update(capture, actions);
                }
                listener.done(capture, BackfillOutcome.UPDATED, "");
            } catch (ScriptException e) {
                listener.done(capture, BackfillOutcome.NO_INPUTS, replay.get() + ": " + e.getMessage());
            } catch (GbxFormatException | DatasetException e) {
                listener.done(capture, BackfillOutcome.ERROR, e.getMessage());
            }
        }
        return true;
    }

    /** Names are compared without regard to case: the game writes {@code .Replay.Gbx}. */
    private Optional<Path> replay(CapturedReplay capture) throws IOException {
        Path folder = replaysDir.resolve(capture.trackId());
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        for (String ending : List.of(".gbx", ".replay.gbx")) {
            String name = capture.name() + ending;
            if (Files.isRegularFile(folder.resolve(name))) {
                return Optional.of(folder.resolve(name));
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder,
                    file -> file.getFileName().toString().equalsIgnoreCase(name))) {
                for (Path file : files) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private ReplayActions actions(Replay replay) throws IOException {
        ScriptOptions options = new ScriptOptions(ScriptStyle.EVENTS, settings.offsetMs(), "enter", 0);
        if (settings.style() == BackfillStyle.UPSTREAM) {
            Ghost ghost = replay.bestGhostUpstream().orElseThrow(() -> new ScriptException(
                    ScriptException.Reason.NO_GHOST, "the replay holds no ghost"));
            ReplayScripts.of(ghost, options.withStyle(ScriptStyle.UPSTREAM)); // refuses what cannot be driven
            return UpstreamTimeline.of(ghost, settings.stepMs(), settings.offsetMs());
        }
        InputScript script = ReplayScripts.of(replay, options);
        ScriptInputs inputs = ScriptInputs.of(script.text(), script.raceTimeMs());
        List<Action> steps = new ArrayList<>();
        List<Boolean> respawns = new ArrayList<>();
        for (int tick = 0; tick < inputs.ticks(); tick += settings.stepMs() / 10) {
            steps.add(inputs.action(tick));
            respawns.add(inputs.respawn(tick));
        }
        return new ReplayActions(steps, respawns, settings.stepMs());
    }

    private void update(CapturedReplay capture, ReplayActions actions) throws IOException {
        List<Integer> indices = actions.steps().stream().map(ActionIndex::of).toList();
        ManifestRewrite.apply(capture, (index, stored) -> Optional.of(entry(stored, actions, indices)),
                Optional.of(indices));
        Optional<CaptureMetadata> metadata = capture.metadata();
        OptionalInt told = metadata.isEmpty() ? OptionalInt.empty() : metadata.get().integer(STEP_MS);
        if (told.isPresent() && told.getAsInt() != settings.stepMs()) {
            metadata.get().with(STEP_MS, settings.stepMs())
                    .write(capture.folder().resolve(CaptureMetadata.FILE));
        }
        if (ShardEditor.isPacked(capture)) {
            ShardEditor.rewrite(capture, index -> true);
            for (Path old : ShardEditor.unneeded(capture)) {
                Files.delete(old);
            }
        } else {
            updateSidecars(capture);
        }
    }

    private static Map<String, Object> entry(Map<String, Object> stored, ReplayActions actions,
            List<Integer> indices) {
        if (!(stored.get("time_ms") instanceof Number time)) {
            return stored;
        }
        Map<String, Object> changed = new LinkedHashMap<>(stored);
        int step = actions.at(time.doubleValue());
        changed.put("action_idx", indices.get(step));
        changed.put("inputs", actions.keys(step).toMap());
        return changed;
    }

    private static void updateSidecars(CapturedReplay capture) throws IOException {
        try (DatasetCursor<Map<String, Object>> entries = capture.storedEntries()) {
            for (Optional<Map<String, Object>> next = entries.next(); next.isPresent();
                    next = entries.next()) {
                Map<String, Object> entry = next.get();
                if (entry.get("file") instanceof String file && file.matches("frame_\\d+_-?\\d+ms\\.\\w+")) {
                    Path sidecar = capture.folder().resolve(
                            file.substring(0, file.lastIndexOf('.')) + ".json");
                    if (Files.isRegularFile(sidecar)) {
                        CaptureMetadata.of(sidecar, entry).write(sidecar);
                    }
                }
            }
        }
    }
}
