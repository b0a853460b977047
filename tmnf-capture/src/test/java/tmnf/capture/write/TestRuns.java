package tmnf.capture.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureFacts;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CaptureOrigin;
import tmnf.capture.dataset.CaptureProof;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.WriterOptions;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.capture.plan.ScriptInputs;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.script.ScriptFormatException;
import tmnf.tminterface.state.SimStateData;

/** A made-up race along a straight line, driven into a sink as a run does it. */
final class TestRuns {

    static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);
    static final WriteSettings SETTINGS =
            new WriteSettings(PixelFormat.GREY, 95, WriterOptions.LOOSE, true, false, 10, "0123456789ab");
    static final FrameSize SIZE = new FrameSize(24, 16);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901234Z"), ZoneOffset.UTC);
    static final String SCRIPT = "0-2000 press up\n100-200 press left\n150 steer 30000\n300 steer 0\n"
            + "500 press enter\n700-710 press down\n";

    private TestRuns() {
    }

    static ScriptInputs inputs(int raceTimeMs) {
        try {
            return ScriptInputs.of(SCRIPT, raceTimeMs);
        } catch (ScriptFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The state at a race time: 50 m/s along z, a checkpoint at each second. */
    static SimStateData state(int timeMs) {
        SimStateData state = SimStateData.blank(5, 1);
        state.setRaceTimeMs(timeMs);
        state.setPosition(new Vec3(500, 9, 400 + timeMs / 20f));
        state.setVelocity(new Vec3(0, 0, 50));
        state.setRotationMatrix(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        for (int i = 0; i < Math.min(timeMs / 1000, 5); i++) {
            state.checkpointData().setCpTimeMs(i, 1000 * (i + 1));
        }
        return state;
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

    /** A frame with a brightness of its own, and some noise. */
    static byte[] bgra(FrameSize size, int step) {
        byte[] bgra = new byte[size.bytes()];
        SplittableRandom random = new SplittableRandom(step);
        for (int i = 0; i < bgra.length; i++) {
            bgra[i] = (byte) (brightness(step) + random.nextInt(5));
        }
        return bgra;
    }

    static int brightness(int step) {
        return 10 + step * 7 % 230;
    }

    static CaptureMetadata metadata(String track, String name, FrameSchedule schedule) {
        return CaptureMetadata.of(
                new CaptureFacts(track, name, track + ".Challenge.Gbx", schedule.fps(), 50, 4, SIZE.width(),
                        SIZE.height(), 10, schedule.raceTimeMs(), true, "tmnf_w0_0123456789ab.txt",
                        schedule.raceTimeMs()),
                new CaptureOrigin("0.1.0", "events-1", "tmnf", "a".repeat(40), "b".repeat(40), "someUid",
                        "grey", 95, false, "2026-01-02T03:04:05Z"),
                new CaptureProof(OptionalInt.of(schedule.raceTimeMs()), List.of(1000), 0.125, 700, 21),
                Map.of("fps", schedule.fps()));
    }

    static void drive(ReplayWriter writer, FrameSchedule frames, FrameSchedule snapshots) throws IOException {
        drive(writer, frames, snapshots, frames.raceTimeMs());
    }

    /** A race up to a time; buffer and state are spoilt after each call, as those of a link are. */
    static void drive(ReplayWriter writer, FrameSchedule frames, FrameSchedule snapshots, int untilMs)
            throws IOException {
        writer.begin();
        int frame = 0;
        int snapshot = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE.bytes());
        for (int t = 0; t <= untilMs; t += FrameSchedule.TICK_MS) {
            if (snapshots.tickMs(snapshot) == t) {
                SimStateData state = state(t);
                writer.snapshot(t, state);
                state.setRaceTimeMs(-1);
                snapshot++;
            }
            if (frames.tickMs(frame) == t) {
                SimStateData state = state(t);
                buffer.clear();
                buffer.put(bgra(SIZE, frame)).flip();
                writer.frame(new FrameLabel(frame, t, frames.requestedMs(frame)), SIZE, buffer, state);
                buffer.clear();
                buffer.put(new byte[SIZE.bytes()]);
                state.setRaceTimeMs(-1);
                frame++;
            }
        }
    }

    static ReplayWriter writer(CaptureStore store, EncoderLane lane, WriteSettings settings, int raceTimeMs)
            throws IOException {
        return new ReplayWriter(store.stage("track", "replay"), settings, lane,
                Optional.of(inputs(raceTimeMs)), observer(), CLOCK);
    }

    /** Relative names and contents of all files, a character for each byte. */
    static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    /** Relative names of all folders. */
    static List<String> folders(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> root.relativize(folder).toString().replace('\\', '/')).sorted().toList();
        }
    }
}
