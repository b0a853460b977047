package tmnf.tminterface.sim.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.tminterface.sim.render.FrameStampException.Reason;

class FrameStampTest {

    private static final int[] TIMES = {
        0, 10, -10, -2600, 6110, 123_450, 86_399_990, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    private static final RoadSketch ROAD = RoadSketch.course();
    private static final TrackScene SCENE = TrackScene.of(ROAD.mesh(), List.of(), ROAD.line().get(0));

    private static byte[] picture(int width, int height, int station) {
        FrameRenderer renderer = new FrameRenderer(SCENE);
        byte[] bgra = new byte[4 * width * height];
        renderer.render(new RaceView().car(ROAD.line().get(station)).hud(true), Camera.BEHIND_NEAR,
                width, height, bgra);
        return bgra;
    }

    /** Through the format that frames are stored in: grey, one byte a pixel, as a JPEG. */
    private static byte[] throughJpeg(byte[] bgra, int width, int height, float quality) throws IOException {
        BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(0.114 * (bgra[4 * i] & 0xFF) + 0.587 * (bgra[4 * i + 1] & 0xFF)
                    + 0.299 * (bgra[4 * i + 2] & 0xFF));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(quality);
            writer.write(null, new IIOImage(grey, null, null), settings);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        return read.getRaster().getPixels(0, 0, width, height, (int[]) null).length == pixels.length
                ? ((DataBufferByte) read.getRaster().getDataBuffer()).getData()
                : new byte[0];
    }

    @ParameterizedTest
    @CsvSource({"64,64", "160,120", "256,256", "48,48", "34,34", "640,480"})
    void survivesGreyJpegAtQuality95(int width, int height) throws IOException {
        byte[] clean = picture(width, height, 10);
        SplittableRandom random = new SplittableRandom(5);

        for (int i = 0; i < 30; i++) {
            int time = i < TIMES.length ? TIMES[i] : random.nextInt();
            FrameStamp stamp = new FrameStamp(time, random.nextInt(256));
            byte[] bgra = clean.clone();
            stamp.draw(bgra, width, height);

            assertThat(FrameStamp.readBgra(bgra, width, height)).isEqualTo(stamp);
            byte[] stored = throughJpeg(bgra, width, height, 0.95f);
            assertThat(FrameStamp.readGrey(stored, width, height)).isEqualTo(stamp);
        }
    }

    @Test
    void leavesThePictureBelowAsItWas() {
        byte[] clean = picture(160, 120, 20);
        byte[] stamped = clean.clone();

        new FrameStamp(1230, 7).draw(stamped, 160, 120);

        assertThat(Arrays.copyOfRange(stamped, 4 * 160 * 16, stamped.length))
                .isEqualTo(Arrays.copyOfRange(clean, 4 * 160 * 16, clean.length));
        assertThat(stamped).isNotEqualTo(clean);
    }

    @Test
    void aFrameWithoutAStampHasNone() {
        for (int station = 0; station < 100; station++) {
            byte[] bgra = picture(64, 64, station);

            assertThat(reason(bgra)).isEqualTo(Reason.MISSING);
        }
    }

    @Test
    void noCellCanChangeUnnoticed() {
        byte[] clean = picture(64, 64, 3);
        new FrameStamp(-1500, 200).draw(clean, 64, 64);

        for (int cell = 0; cell < 64; cell++) {
            byte[] bgra = clean.clone();
            for (int i = 0; i < 16; i++) {
                int pixel = 4 * ((cell / 16 * 4 + i / 4) * 64 + cell % 16 * 4 + i % 4);
                for (int channel = 0; channel < 3; channel++) {
                    bgra[pixel + channel] = (byte) ~bgra[pixel + channel];
                }
            }

            assertThat(reason(bgra)).isEqualTo(cell < 8 ? Reason.MISSING : Reason.DAMAGED);
        }
    }

    @Test
    void aCellBetweenBlackAndWhiteIsNotTrusted() {
        byte[] bgra = picture(64, 64, 3);
        new FrameStamp(0, 0).draw(bgra, 64, 64);
        for (int i = 0; i < 16; i++) {
            int pixel = 4 * ((4 + i / 4) * 64 + 8 + i % 4);
            Arrays.fill(bgra, pixel, pixel + 3, (byte) 125);
        }

        assertThat(reason(bgra)).isEqualTo(Reason.DAMAGED);
    }

    private static Reason reason(byte[] bgra) {
        return catchThrowableOfType(
                FrameStampException.class, () -> FrameStamp.readBgra(bgra, 64, 64)).reason();
    }

    @Test
    void saysWhenAFrameIsTooSmall() {
        assertThat(FrameStamp.fits(64, 16)).isTrue();
        assertThat(FrameStamp.fits(64, 15)).isFalse();
        assertThat(FrameStamp.fits(32, 8)).isTrue();
        assertThat(FrameStamp.fits(31, 64)).isFalse();
        assertThatThrownBy(() -> FrameStamp.readGrey(new byte[31 * 64], 31, 64))
                .isInstanceOfSatisfying(FrameStampException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SMALL));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameStamp(0, 0).draw(new byte[4 * 31 * 64], 31, 64));
        assertThatIllegalArgumentException().isThrownBy(() -> new FrameStamp(0, 256));
        assertThatThrownBy(() -> new FrameStamp(0, 0).draw(new byte[100], 64, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
