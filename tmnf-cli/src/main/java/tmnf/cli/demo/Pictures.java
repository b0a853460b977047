package tmnf.cli.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import javax.imageio.ImageIO;

import tmnf.pretrain.run.ReportPage;

/** Pictures of files, for a page. */
final class Pictures {

    private Pictures() {
    }

    /** The picture of a file as it is. */
    static void add(ReportPage page, String what, Path file) throws IOException {
        add(page, what, file, 1);
    }

    /** The same, larger by a whole number. */
    static void add(ReportPage page, String what, Path file, int scale) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        BufferedImage image = decode(file, bytes);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        page.picture(what, "image/" + name.substring(name.lastIndexOf('.') + 1), bytes,
                scale * image.getWidth(), scale * image.getHeight());
    }

    /**
     * Decodes a picture.
     *
     * @param from says in messages what it is
     */
    static BufferedImage decode(Object from, byte[] bytes) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException | RuntimeException e) { // damaged files break the decoders in both ways
            throw new IOException(from + " is no whole picture", e);
        }
        if (image == null) {
            throw new IOException(from + " is no picture");
        }
        return image;
    }

    /** Puts one picture into another, enlarged by a whole number, with hard edges. */
    static void place(BufferedImage into, BufferedImage picture, int left, int top, int scale) {
        for (int y = 0; y < picture.getHeight() * scale; y++) {
            for (int x = 0; x < picture.getWidth() * scale; x++) {
                into.setRGB(left + x, top + y, picture.getRGB(x / scale, y / scale));
            }
        }
    }
}
