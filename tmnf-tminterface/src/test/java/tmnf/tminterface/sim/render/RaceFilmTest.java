package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;

import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.Track;

class RaceFilmTest {

    private static final Track TRACK = BuiltInTracks.track("chicane");
    private static final TrackScene SCENE = TrackScene.of(TRACK);

    private static byte[] film(int lastsMs, int expectedMs) throws IOException {
        Race race = new Race(TRACK, new StadiumCarEngine());
        race.restart();
        race.setKeys(false, false, true, false);
        RaceFilm film = new RaceFilm(SCENE, expectedMs);
        while (race.tickTimeMs() < lastsMs) {
            film.look(race);
            race.tick();
        }
        film.take(race);
        return film.gif();
    }

    private static ImageReader reader(byte[] gif) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif));
        reader.setInput(in);
        return reader;
    }

    private static String control(ImageReader reader, int frame, String attribute) throws IOException {
        Node root = reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode node = (IIOMetadataNode) ((IIOMetadataNode) root)
                .getElementsByTagName("GraphicControlExtension").item(0);
        return node.getAttribute(attribute);
    }

    @Test
    void aShortRaceIsShownInRealTimeAndAgainAndAgain() throws IOException {
        byte[] gif = film(2_400, 2_400);

        ImageReader reader = reader(gif);
        assertThat(reader.getNumImages(true)).isEqualTo(21); // each 120 ms, and the last one
        assertThat(control(reader, 5, "delayTime")).isEqualTo("12");
        assertThat(new String(gif, StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0");
        assertThat(gif.length).isLessThan(21 * 20_000);
        assertThat(film(2_400, 2_400)).isEqualTo(gif);
        reader.dispose();
    }

    @Test
    void aLongRaceIsShownFasterInNotManyMorePictures() throws IOException {
        ImageReader reader = reader(film(6_000, 90_000)); // a picture each 600 ms

        assertThat(reader.getNumImages(true)).isEqualTo(11);
        assertThat(control(reader, 5, "delayTime")).isEqualTo("12");
        reader.dispose();
    }

    @Test
    void theFirstPictureIsTheRendererUpToTheColours() throws IOException {
        ImageReader reader = reader(film(120, 120));
        BufferedImage shown = reader.read(0);
        byte[] bgra = new byte[4 * shown.getWidth() * shown.getHeight()];
        Race race = new Race(TRACK, new StadiumCarEngine());
        race.restart();
        race.setKeys(false, false, true, false);
        while (race.tickTimeMs() < 0) {
            race.tick();
        }
        new FrameRenderer(SCENE).render(new RaceView().of(race).hud(true), Camera.BEHIND_FAR,
                shown.getWidth(), shown.getHeight(), bgra);

        double error = 0;
        for (int i = 0; i < bgra.length; i += 4) {
            int pixel = shown.getRGB(i / 4 % shown.getWidth(), i / 4 / shown.getWidth());
            for (int channel = 0; channel < 3; channel++) {
                error += Math.abs((pixel >> 8 * channel & 0xFF) - (bgra[i + channel] & 0xFF));
            }
        }
        assertThat(error / (bgra.length / 4.0 * 3)).isLessThan(6);
        reader.dispose();
    }

    @Test
    void aPaletteKeepsFewColoursAsTheyAre() {
        int[] picture = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF, 0x000000, 0xFF0000};

        Palette256 palette = Palette256.of(List.of(picture));

        byte[] indices = palette.indices(picture);
        for (int i = 0; i < picture.length; i++) {
            assertThat(palette.model().getRGB(indices[i] & 0xFF) & 0xFFFFFF).isEqualTo(picture[i]);
        }
        assertThat(palette.model().getTransparentPixel()).isEqualTo(Palette256.TRANSPARENT);
    }

    @Test
    void nothingTakenIsNoFilm() {
        assertThatIllegalStateException().isThrownBy(() -> new RaceFilm(SCENE, 100).gif());
    }
}
