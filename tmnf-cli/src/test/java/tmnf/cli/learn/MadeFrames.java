package tmnf.cli.learn;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** A dataset of made-up frames: a road that bends and a horizon that rises, at another pace on each track. */
final class MadeFrames {

    private MadeFrames() {
    }

    /** Writes tracks of one replay each, as JPEG and PNG by turns. */
    static void write(Path root, int tracks, int frames, int side) throws IOException {
        for (int track = 0; track < tracks; track++) {
            Path replay = Files.createDirectories(root.resolve("track" + track + "/pos1_player_5000ms"));
            for (int step = 0; step < frames; step++) {
                String type = step % 3 == 0 ? "png" : "jpeg";
                String name = String.format("frame_%05d_%dms.%s", step, step * 50, type);
                ImageIO.write(frame(side, step * (1 + track)), type, replay.resolve(name).toFile());
            }
        }
    }

    private static BufferedImage frame(int side, int moment) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        int horizon = (int) (side * (0.4 + 0.1 * Math.sin(moment / 7.0)));
        graphics.setColor(new Color(170, 200, 240));
        graphics.fillRect(0, 0, side, horizon);
        graphics.setColor(new Color(60, 130, 50));
        graphics.fillRect(0, horizon, side, side);
        int bend = (int) (side * (0.5 + 0.3 * Math.cos(moment / 5.0)));
        graphics.setColor(new Color(90, 90, 95));
        graphics.fillPolygon(new int[] {bend - side / 20, bend + side / 20, side * 4 / 5, side / 5},
                new int[] {horizon, horizon, side, side}, 4);
        graphics.dispose();
        return image;
    }
}
