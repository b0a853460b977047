package tmnf.gbx.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Replay;

class TrajectoryPictureTest {

    @Test
    void aReplayBecomesAPngFile() throws Exception {
        Ghost ghost = quarterCircle().nickname("$f00Anna").build();

        byte[] file = TrajectoryPicture.png(new Replay(new byte[0], null, List.of(ghost), null));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(image.getWidth()).isEqualTo(TrajectoryPicture.WIDTH);
        assertThat(image.getHeight()).isEqualTo(TrajectoryPicture.HEIGHT);
        assertThat(colours(image)).isGreaterThan(50);
    }

    @Test
    void aRightTurnLooksLikeOne() {
        MapProjection projection = new MapProjection(new Rectangle2D.Double(0, 0, 100, 100),
                new Rectangle2D.Double(0, 0, 500, 500));

        // Heading for +z, right is -x: downwards in the picture, and its right hand is on the left.
        assertThat(projection.at(50, 60).getY()).isGreaterThan(projection.at(50, 50).getY());
        assertThat(projection.at(40, 50).getX()).isLessThan(projection.at(50, 50).getX());
    }

    @Test
    void severalDrivesShareAPicture() throws Exception {
        Ghost one = quarterCircle().build();
        Ghost other = FakeDrive.ghost(6_000, t -> new double[] {20 * t, 0, 0}).build();

        BufferedImage image = TrajectoryPicture.draw("Two", List.of(
                new TrajectoryPicture.Drive("one", one), new TrajectoryPicture.Drive("other", other)));

        assertThat(colours(image)).isGreaterThan(20);
    }

    @Test
    void anUnfinishedDriveIsShownToItsLastSample() throws Exception {
        Ghost ghost = quarterCircle().raceTimeMs(-1).checkpointTimesMs(1_000).build();

        assertThat(TrajectoryPicture.draw("x", List.of(TrajectoryPicture.Drive.of(ghost)))).isNotNull();
    }

    @Test
    void aDriveThatNeverMovesIsShownAsAPoint() throws Exception {
        Ghost ghost = FakeDrive.ghost(1_000, t -> new double[] {5, 5, 5}).build();

        assertThat(TrajectoryPicture.draw("x", List.of(TrajectoryPicture.Drive.of(ghost)))).isNotNull();
    }

    @Test
    void aGhostWithoutSamplesIsRefused() {
        Ghost ghost = quarterCircle().samples(GhostSamples.EMPTY).build();

        assertThatThrownBy(() -> TrajectoryPicture.draw("x", List.of(TrajectoryPicture.Drive.of(ghost))))
                .isInstanceOfSatisfying(LineException.class, e -> assertThat(e.reason())
                        .isEqualTo(LineException.Reason.NO_SAMPLES));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textIsWrittenWithAndWithoutFonts(boolean fonts) {
        BufferedImage image = new BufferedImage(300, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        PictureText text = new PictureText(graphics, fonts);

        text.draw("Finish 24.94", 10, 40, 20, true, Color.WHITE);

        assertThat(text.width("Finish 24.94", 20, true)).isBetween(80.0, 280.0);
        assertThat(text.fitting("a long text that fits nowhere", 100, 20, true)).endsWith("...");
        assertThat(colours(image)).isGreaterThan(1);
    }

    private static Ghost.Builder quarterCircle() {
        return FakeDrive.ghost(
                6_000, t -> new double[] {100 * Math.sin(t * t / 24), 5, 100 * Math.cos(t * t / 24)});
    }

    private static long colours(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).distinct().count();
    }
}
