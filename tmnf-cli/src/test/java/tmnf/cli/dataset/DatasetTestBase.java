package tmnf.cli.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;

import tmnf.capture.dataset.CaptureFacts;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.CaptureOrigin;
import tmnf.capture.dataset.CaptureProof;
import tmnf.capture.dataset.EntryState;
import tmnf.capture.dataset.FrameInputs;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.ReplayFolderWriter;
import tmnf.capture.dataset.WriterOptions;
import tmnf.cli.CliTestBase;
import tmnf.gbx.line.ReferenceLine;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationConfig;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.state.SimStateData;

/** Captures of a made-up race along a curve, below the working directory. */
abstract class DatasetTestBase extends CliTestBase {

    private static final ObservationLayout LAYOUT = ObservationLayout.of(ObservationConfig.DEFAULT);
    private static final String STAMP = "2026-01-02T03:04:05.678901+00:00";

    /** Writes a whole capture of a race of so many ms. */
    final Path capture(String folder, double fps, int raceTimeMs, WriterOptions options) throws IOException {
        FrameSchedule schedule = new FrameSchedule(fps, raceTimeMs);
        Path target = cwd.resolve(folder);
        ObservationBuilder observer = ObservationBuilder.along(LAYOUT, ZoneLine.of(line(), LAYOUT.config()),
                RealCheckpoints.none());
        List<Integer> actions = new ArrayList<>();
        for (int timeMs = 0; timeMs <= raceTimeMs; timeMs += 10) {
            actions.add(timeMs / 100 % 3);
        }
        try (ReplayFolderWriter writer = new ReplayFolderWriter(target, options)) {
            for (int k = 0; k < schedule.count(); k++) {
                FrameLabel label = new FrameLabel(k, schedule.tickMs(k), schedule.requestedMs(k));
                SimStateData state = state(label.timeMs());
                observer.update(state);
                writer.snapshot(observer.snapshot(), label.timeMs());
                int action = actions.get(label.timeMs() / 10);
                writer.frame(ManifestEntry.of(label, STAMP, OptionalInt.of(action),
                        Optional.of(FrameInputs.of(ActionIndex.action(action))),
                        Optional.of(EntryState.of(state))), picture(k, schedule.count()));
            }
            writer.finish(Optional.of(actions), Optional.empty(), metadata(target, schedule));
        }
        return target;
    }

    private static ReferenceLine line() {
        double[] xyz = new double[3 * 400];
        for (int i = 0; i < 400; i++) {
            double angle = i / 400.0;
            xyz[3 * i] = 500 + 200 * Math.sin(angle);
            xyz[3 * i + 1] = 9;
            xyz[3 * i + 2] = 400 - 200 * Math.cos(angle);
        }
        return ReferenceLine.of(xyz);
    }

    private static SimStateData state(int timeMs) {
        SimStateData state = SimStateData.blank(1, 1);
        double angle = timeMs / 4000.0;
        state.setRaceTimeMs(timeMs);
        state.setPosition(new Vec3((float) (500 + 200 * Math.sin(angle)), 9,
                (float) (400 - 200 * Math.cos(angle))));
        state.setVelocity(new Vec3((float) (50 * Math.cos(angle)), 0, (float) (50 * Math.sin(angle))));
        state.setDisplaySpeed(180);
        state.setRotationMatrix(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        return state;
    }

    private static CaptureMetadata metadata(Path folder, FrameSchedule schedule) {
        return CaptureMetadata.of(
                new CaptureFacts(folder.getParent().getFileName().toString(), folder.getFileName().toString(),
                        "x.Challenge.Gbx", schedule.fps(), schedule.fps(), 4, 64, 64, 10,
                        schedule.raceTimeMs(), true, "x.txt", schedule.raceTimeMs()),
                new CaptureOrigin("0.1.0", "events-1", "tmnf", "0".repeat(40), "1".repeat(40), "uid", "grey",
                        95, false, STAMP),
                new CaptureProof(OptionalInt.of(schedule.raceTimeMs()), List.of(schedule.raceTimeMs()),
                0.1, 0,
                        1),
                Map.of());
    }

    /** Grey, 64 x 64: a bar that moves from left to right. */
    private static byte[] picture(int k, int count) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 64; y++) {
                image.getRaster().setSample(x, y, 0, Math.abs(x - 64 * k / count) < 4 ? 255 : 3 * y);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    /** Replaces the first occurrence of a text in a file. */
    final void damage(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        int at = text.indexOf(from);
        if (at < 0) {
            throw new AssertionError(file + " has no " + from);
        }
        Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
