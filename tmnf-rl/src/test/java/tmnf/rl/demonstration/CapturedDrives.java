package tmnf.rl.demonstration;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import tmnf.capture.dataset.CaptureFacts;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CaptureOrigin;
import tmnf.capture.dataset.CaptureProof;
import tmnf.capture.dataset.FrameInputs;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.ReplayFolderWriter;
import tmnf.capture.dataset.WriterOptions;
import tmnf.rl.collect.MapTarget;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.state.SimStateData;

/** A race on the straight with a decision every 50 ms, as the driver sees it and as a capture keeps it. */
final class CapturedDrives {

    static final int SIDE = 36;
    private static final int DECISION_MS = 50;
    private static final int TICK_MS = 10;
    private static final String STAMP = "2026-01-02T03:04:05.678901+00:00";

    final List<float[]> observations = new ArrayList<>();
    final List<Integer> actions = new ArrayList<>();
    final int finishMs;
    private final List<SimStateData> states = new ArrayList<>(); // one for each tick from 0 on
    private final List<Integer> labels = new ArrayList<>();
    private final Map<Integer, byte[]> pictures = new HashMap<>();

    /** Drives along the line of a target. */
    CapturedDrives(MapTarget target) {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ZoneLine line = ZoneLine.of(target.line(), ObservationConfig.DEFAULT);
        ObservationBuilder builder = ObservationBuilder.along(layout, line,
                RealCheckpoints.along(line, target.checkpoints()));
        Race race = new Race(BuiltInTracks.track("straight"), new StadiumCarEngine());
        int held = ActionIndex.of(new Action(false, false, false, false));
        while (!race.isFinished()) {
            int time = race.tickTimeMs();
            if (time >= 0) {
                SimStateData state = race.save();
                states.add(state);
                labels.add(held); // what a script presses now acts a tick before the next decision does
                if (time % DECISION_MS == 0) {
                    float[] vector = new float[layout.size()];
                    builder.build(state, vector, 0);
                    held = time % 400 == 0 ? 1 : time % 400 == 200 ? 2 : 0;
                    builder.sent(held);
                    observations.add(vector);
                    actions.add(held);
                    Action keys = ActionIndex.action(held);
                    race.setKeys(keys.left(), keys.right(), keys.accelerate(), keys.brake());
                }
            }
            race.tick();
        }
        finishMs = race.raceTimeMs();
        while (observations.size() > (finishMs - 1) / DECISION_MS + 1) {
            observations.remove(observations.size() - 1);
            actions.remove(actions.size() - 1);
        }
    }

    /** How it is captured; every frame is of one grey, the number of its decision. */
    record How(double fps, int side, int stepMs, boolean labelled, boolean hud, boolean respawns,
            String uid, int laterMs, boolean packed) {

        static How usual(String uid) {
            return new How(20, SIDE, TICK_MS, true, false, false, uid, 0, true);
        }
    }

    private byte[] picture(int side, int grey) throws IOException {
        byte[] known = pictures.get(side << Byte.SIZE | grey);
        if (known != null) {
            return known;
        }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, grey);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", bytes);
        pictures.put(side << Byte.SIZE | grey, bytes.toByteArray());
        return bytes.toByteArray();
    }

    void write(Path dataset, String name, How how) throws IOException {
        ObservationLayout layout = ObservationLayout.of(ObservationConfig.DEFAULT);
        ObservationBuilder observer = ObservationBuilder.withoutLine(layout);
        FrameSchedule schedule = new FrameSchedule(how.fps(), finishMs);
        try (ReplayFolderWriter writer = new ReplayFolderWriter(dataset.resolve("7").resolve(name),
                how.packed() ? WriterOptions.PACKED : WriterOptions.LOOSE)) {
            for (int k = 0; k < schedule.count() && schedule.tickMs(k) / TICK_MS < states.size(); k++) {
                int time = schedule.tickMs(k);
                observer.update(states.get(time / TICK_MS));
                writer.snapshot(observer.snapshot(), time);
                writer.frame(ManifestEntry.of(new FrameLabel(k, time, schedule.requestedMs(k)), STAMP,
                        OptionalInt.empty(), Optional.of(new FrameInputs(ActionIndex.action(0), how.respawns()
                                && time > 0 ? Optional.of(true) : Optional.empty())), Optional.empty()),
                        picture(how.side(), time / DECISION_MS));
            }
            List<Integer> kept = new ArrayList<>();
            for (int time = 0; time < labels.size() * TICK_MS; time += how.stepMs()) {
                kept.add(labels.get(time / TICK_MS));
            }
            writer.finish(how.labelled() ? Optional.of(kept) : Optional.empty(), Optional.empty(),
                    metadata(name, how, schedule));
        }
    }

    private CaptureMetadata metadata(String name, How how, FrameSchedule schedule) {
        return CaptureMetadata.of(new CaptureFacts("7", name, "7.Challenge.Gbx", schedule.fps(),
                schedule.fps(), 4, how.side(), how.side(), how.stepMs(), finishMs, true, "script.txt",
                finishMs), new CaptureOrigin("0.1.0", "events-1", "tmnf", "0".repeat(40), "1".repeat(40),
                        how.uid(), "grey", 95, how.hud(), STAMP),
                new CaptureProof(OptionalInt.of(finishMs + how.laterMs()), List.of(finishMs), 0.1, 700, 21),
                Map.of());
    }
}
