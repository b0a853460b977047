package tmnf.pretrain.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import javax.imageio.ImageIO;
import tmnf.capture.dataset.CaptureMetadata;
import tmnf.capture.dataset.FrameLabel;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.ReplayFolderWriter;
import tmnf.capture.dataset.WriterOptions;

/** Makes datasets: every frame has one grey of its own, 10 times its step. */
final class TestDataset {

    private TestDataset() {
    }

    static byte[] picture(int width, int height, int grey, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, grey);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    static Path file(Path folder, String name, byte[] bytes) throws IOException {
        Files.createDirectories(folder);
        return Files.write(folder.resolve(name), bytes);
    }

    static String name(int step, String ending) {
        return String.format("frame_%05d_%dms.%s", step, 50 * step, ending);
    }

    /** A replay with so many loose PNG files. */
    static Path loose(Path root, String track, String replay, int frames) throws IOException {
        Path folder = root.resolve(track).resolve(replay);
        for (int step = 0; step < frames; step++) {
            file(folder, name(step, "png"), picture(8, 8, 10 * step, "png"));
        }
        return folder;
    }

    /** A replay with so many JPEG files in a shard. */
    static Path packed(Path root, String track, String replay, int frames) throws IOException {
        Path folder = root.resolve(track).resolve(replay);
        try (ReplayFolderWriter writer = new ReplayFolderWriter(folder, WriterOptions.PACKED)) {
            for (int step = 0; step < frames; step++) {
                writer.frame(ManifestEntry.of(new FrameLabel(step, 50 * step, 50 * step),
                        "2026-01-02T03:04:05.678901+00:00", OptionalInt.empty(), Optional.empty(),
                        Optional.empty()), picture(8, 8, 10 * step, "jpeg"));
            }
            writer.finish(Optional.empty(), Optional.empty(),
                    CaptureMetadata.of(folder, Map.of("total_frames", frames)));
        }
        return folder;
    }
}
