package tmnf.capture.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.plan.Shard;

/** A program of its own that captures, to be killed. Writes a dot at each step. */
final class CaptureChild {

    static final int REPLAYS = 4;
    static final FrameSchedule FRAMES = new FrameSchedule(100, 600);

    private CaptureChild() {
    }

    static Process start(Path root, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                CaptureChild.class.getName(), root.toString());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Folder, then {@code hold K/N}, or {@code capture} or {@code overwrite}. */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        if (arguments[1].equals("hold")) {
            CaptureStore store = CaptureStore.open(root, Shard.parse(arguments[2]));
            dot();
            System.in.read();
            store.close();
            return;
        }
        capture(root, arguments[1].equals("overwrite"));
    }

    /** Captures what is not done; with {@code overwrite} all that is done too, again. */
    static void capture(Path root, boolean overwrite) throws IOException {
        try (CaptureStore store = CaptureStore.open(root, Shard.ALL);
                EncoderPool pool = new EncoderPool(JpegCodecs.imageIo(), 2, 1, 4);
                EncoderLane lane = pool.lane()) {
            for (int i = 0; i < REPLAYS; i++) {
                String track = "track" + i / 2;
                String name = "replay" + i;
                if (!overwrite && store.isDone(track, name)) {
                    continue;
                }
                dot();
                try (ReplayWriter writer = new ReplayWriter(store.stage(track, name), TestRuns.SETTINGS, lane,
                        Optional.of(TestRuns.inputs(FRAMES.raceTimeMs())), TestRuns.observer(),
                        TestRuns.CLOCK)) {
                    for (int until = 100; until <= FRAMES.raceTimeMs(); until += 250) {
                        TestRuns.drive(writer, FRAMES, FRAMES, until);
                        dot();
                    }
                    TestRuns.drive(writer, FRAMES, FRAMES);
                    dot();
                    writer.publish(TestRuns.metadata(track, name, FRAMES), overwrite);
                }
                store.append(new CaptureOutcome(
                        track, name, "a".repeat(40), "d", 1, "published", "", FRAMES.count(), ""));
                dot();
            }
        }
    }

    private static void dot() {
        System.out.print('.');
        System.out.flush();
    }
}
