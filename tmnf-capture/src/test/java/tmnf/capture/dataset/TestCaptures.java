package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.state.SimStateData;

/** A made-up race along a straight line, and captures of it. */
public final class TestCaptures {

    public static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);
    static final String STAMP = "2026-01-02T03:04:05.678901+00:00";

    private static final int SAVED = 3;

    private TestCaptures() {
    }

    /** The state at a race time: 50 m/s along z, turned a little, a checkpoint at each second. */
    static SimStateData state(int timeMs) {
        SimStateData state = SimStateData.blank(5, 1);
        state.setRaceTimeMs(timeMs);
        state.setPosition(new Vec3(500.1f, 9.35f, 400 + timeMs / 20f));
        state.setVelocity(new Vec3(0.1f, -0.01f, 50));
        state.dyna().currentState().setAngularSpeed(new Vec3(0, 0.25f, 0));
        float sin = (float) Math.sin(0.3);
        float cos = (float) Math.cos(0.3);
        state.setRotationMatrix(new float[] {cos, 0, sin, 0, 1, 0, -sin, 0, cos});
        state.setDisplaySpeed(180);
        for (int i = 0; i < Math.min(timeMs / 1000, 5); i++) {
            state.checkpointData().setCpTimeMs(i, 1000 * (i + 1));
        }
        return state;
    }

    static ManifestEntry entry(FrameSchedule schedule, int k) {
        FrameLabel label = new FrameLabel(k, schedule.tickMs(k), schedule.requestedMs(k));
        Action action = new Action(true, false, k % 2 == 0, false);
        return ManifestEntry.of(label, STAMP, OptionalInt.of(k % 2), Optional.of(FrameInputs.of(action)),
                Optional.of(EntryState.of(state(label.timeMs()))));
    }

    /** Bytes that begin and end like a JPEG; every frame has others, and another length. */
    public static byte[] jpeg(int k) {
        byte[] bytes = new byte[300 + k % 700];
        new SplittableRandom(k).nextBytes(bytes);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[2] = (byte) 0xFF;
        bytes[bytes.length - 2] = (byte) 0xFF;
        bytes[bytes.length - 1] = (byte) 0xD9;
        return bytes;
    }

    static ObservationBuilder observer() {
        double[] xyz = new double[3 * 400];
        for (int i = 0; i < 400; i++) {
            xyz[3 * i] = 500;
            xyz[3 * i + 1] = 9;
            xyz[3 * i + 2] = 400 + i * 0.5;
        }
        return ObservationBuilder.along(LAYOUT, ZoneLine.of(ReferenceLine.of(xyz), LAYOUT.config()),
                RealCheckpoints.none());
    }

    static RaceInputs inputs(int raceTimeMs) {
        RaceInputs.Builder inputs = RaceInputs.startingAt(0);
        for (int t = 0; t <= raceTimeMs; t += 10) {
            inputs.add(RaceInputs.ACCELERATE | (t % 30 == 0 ? RaceInputs.LEFT : 0), t % 50 == 0 ? -30_000 : 0,
                    0);
        }
        return inputs.build();
    }

    static List<Integer> actions(int raceTimeMs) {
        List<Integer> actions = new ArrayList<>();
        for (int t = 0; t <= raceTimeMs; t += 10) {
            actions.add(t % 30 == 0 ? 1 : 0);
        }
        return actions;
    }

    static CaptureMetadata metadata(FrameSchedule schedule) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("fps", schedule.fps());
        configuration.put("replays_dir", "Z\u00fcrich");
        return CaptureMetadata.of(
                new CaptureFacts("1000074", "pos1_x_2000ms.replay", "1000074.Challenge.Gbx", schedule.fps(),
                        50, 4, 64, 64, 10, schedule.raceTimeMs(), true, "tmnf_w0_0123456789ab.txt",
                        schedule.raceTimeMs()),
                new CaptureOrigin("0.1.0", "events-1", "tmnf", "0".repeat(40), "1".repeat(40), "someUid",
                        "grey", 95, false, STAMP),
                new CaptureProof(OptionalInt.of(schedule.raceTimeMs() + SAVED), List.of(1000, 2003), 0.125,
                        700, 21),
                configuration);
    }

    /** Writes a whole capture with everything in it. */
    public static CaptureMetadata write(Path folder, FrameSchedule schedule, WriterOptions options)
            throws IOException {
        ObservationBuilder observer = observer();
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, options)) {
            for (int k = 0; k < schedule.count(); k++) {
                ManifestEntry entry = entry(schedule, k);
                SimStateData state = state(entry.timeMs());
                observer.update(state);
                writer.snapshot(observer.snapshot(), entry.timeMs());
                if (options.fullState()) {
                    writer.state(entry.timeMs(), state.toBytes(), 0, state.size());
                }
                writer.frame(entry, jpeg(k));
            }
            return writer.finish(Optional.of(actions(schedule.raceTimeMs())),
                    Optional.of(inputs(schedule.raceTimeMs())), metadata(schedule));
        }
    }

    public static <T> List<T> all(DatasetCursor<T> cursor) throws IOException {
        List<T> records = new ArrayList<>();
        try (cursor) {
            for (Optional<T> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                records.add(next.get());
            }
        }
        return records;
    }
}
