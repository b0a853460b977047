package tmnf.gbx.line;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import tmnf.gbx.line.LineException.Reason;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.TmText;

/**
 * A picture of driven lines from above, 1200 by 900 pixels: x grows to the right and z downwards, which shows
 * the game's world without mirroring. One drive is coloured by its speed; several are told apart by their
 * colours. Start, finish and checkpoints carry their times; a dashed line is where the car was moved by a
 * respawn.
 *
 * <p>Needs no screen and no fonts. Stateless, safe for use from several threads.
 */
public final class TrajectoryPicture {

    public static final int WIDTH = 1200;
    public static final int HEIGHT = 900;

    private TrajectoryPicture() {}

    /**
     * A drive to show.
     *
     * @param label who drove; colour codes are dropped
     */
    public record Drive(String label, Ghost ghost) {

        public Drive {
            label = TmText.strip(label);
        }

        /** A ghost under its driver's nickname, or login where it has none. */
        public static Drive of(Ghost ghost) {
            String nickname = TmText.strip(ghost.nickname()).strip();
            return new Drive(nickname.isEmpty() ? ghost.login() : nickname, ghost);
        }
    }

    /** The PNG file of a replay's best ghost. */
    public static byte[] png(Replay replay) throws LineException {
        Ghost ghost = replay.bestGhost()
                .orElseThrow(() -> new LineException(Reason.NO_GHOST, "the replay holds no ghost"));
        return png(title(replay), List.of(Drive.of(ghost)));
    }

    /** The name of the map that a replay was driven on, without colour codes. */
    public static String title(Replay replay) {
        return replay.challenge().map(Challenge::name).map(TmText::strip).orElse("unknown map");
    }

    /** The PNG file of some drives. */
    public static byte[] png(String title, List<Drive> drives) throws LineException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(100_000);
        try {
            ImageIO.write(draw(title, drives), "png", file);
        } catch (LineException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return file.toByteArray();
    }

    /** The picture of some drives; at least one. */
    public static BufferedImage draw(String title, List<Drive> drives) throws LineException {
        if (drives.isEmpty()) {
            throw new IllegalArgumentException("no drive to draw");
        }
        List<DrivenTrace> traces = new ArrayList<>();
        for (Drive drive : drives) {
            traces.add(DrivenTrace.of(drive.ghost()));
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        new TrajectoryPainter(image, title, drives, traces).paint();
        return image;
    }
}
