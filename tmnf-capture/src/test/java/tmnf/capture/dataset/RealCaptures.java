package tmnf.capture.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;
import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.state.SimStateData;

/** Captures in which all is right: real JPEGs, and labels, actions and snapshots that fit each other. */
public final class RealCaptures {

    private RealCaptures() {
    }

    /** Writes one. */
    public static CapturedReplay write(Path folder, FrameSchedule schedule, WriterOptions options)
            throws IOException {
        ObservationBuilder observer = TestCaptures.observer();
        List<Integer> actions = TestCaptures.actions(schedule.raceTimeMs());
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, options)) {
            for (int k = 0; k < schedule.count(); k++) {
                FrameLabel label = new FrameLabel(k, schedule.tickMs(k), schedule.requestedMs(k));
                SimStateData state = TestCaptures.state(label.timeMs());
                observer.update(state);
                writer.snapshot(observer.snapshot(), label.timeMs());
                if (options.fullState()) {
                    writer.state(label.timeMs(), state.toBytes(), 0, state.size());
                }
                int action = actions.get(label.timeMs() / 10);
                Action keys = ActionIndex.action(action);
                writer.frame(ManifestEntry.of(label, TestCaptures.STAMP, OptionalInt.of(action),
                        Optional.of(FrameInputs.of(keys)), Optional.of(EntryState.of(state))), picture(k));
            }
            writer.finish(Optional.of(actions), Optional.of(TestCaptures.inputs(schedule.raceTimeMs())),
                    TestCaptures.metadata(schedule));
        }
        return CapturedReplay.open(folder);
    }

    /** A grey JPEG of 64 x 64 pixels with a dot that moves. */
    public static byte[] picture(int k) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 8; x++) {
            for (int y = 0; y < 8; y++) {
                image.getRaster().setSample((8 * k + x) % 64, (8 * (k / 8) + y) % 64, 0, 255);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
