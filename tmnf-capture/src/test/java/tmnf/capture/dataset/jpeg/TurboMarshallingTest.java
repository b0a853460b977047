package tmnf.capture.dataset.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tmnf.capture.dataset.jpeg.JpegException.Reason;

/** The calls of libturbojpeg through JNA, where it is not installed too. */
class TurboMarshallingTest {

    private final FakeTurboJpeg fake = new FakeTurboJpeg();
    private TurboCodec codec;

    @BeforeEach
    void load() {
        codec = new TurboCodec(fake.load());
        fake.calls.clear();
    }

    @Test
    void pixelsAndFileCrossTheBorderUnchanged() throws Exception {
        JpegBuffer file = new JpegBuffer();
        try (JpegEncoder encoder = codec.encoder()) {
            encoder.encode(new Picture(2, 1, PixelFormat.GREY, new byte[] {10, 20, 99}), 95, file);
            assertThat(file.toBytes()).containsExactly(11, 21);
            encoder.encode(new Picture(1, 2, PixelFormat.RGB, new byte[] {1, 2, 3, 4, 5, 6}), 7, file);
            assertThat(file.toBytes()).containsExactly(2, 3, 4, 5, 6, 7);
        }
        assertThat(fake.calls).containsExactly("tjInitCompress",
                "tjCompress2 123456789abc 2 0 1 6 3 95 5120 of 6",
                "tjCompress2 123456789abc 1 0 2 0 2 7 5120 of 6",
                "tjDestroy 123456789abc");
    }

    @Test
    void aFileIsDecodedIntoPixelsOfItsOwn() throws Exception {
        byte[] jpeg = JpegGolden.file("opencv-grey.jpg");
        fake.decoded = new byte[JpegGolden.COUNT];
        fake.decoded[JpegGolden.COUNT - 1] = 42;
        try (JpegDecoder decoder = codec.decoder()) {
            assertThat(decoder.decode(jpeg, PixelFormat.GREY).pixels()).isEqualTo(fake.decoded);
        }
        assertThat(fake.calls).containsExactly("tjInitDecompress",
                "tjDecompress2 123456789abc " + jpeg.length + " 52 0 37 6 45056", "tjDestroy 123456789abc");
    }

    @Test
    void whatTheLibrarySaysIsInTheException() throws Exception {
        fake.works = false;
        try (JpegEncoder encoder = codec.encoder(); JpegDecoder decoder = codec.decoder()) {
            assertThatExceptionOfType(JpegException.class)
                    .isThrownBy(() -> encoder.encode(JpegGolden.grey(), 95, new JpegBuffer()))
                    .withMessageContaining("it is a bad day").matches(e -> e.reason() == Reason.LIBRARY);
            assertThatExceptionOfType(JpegException.class)
                    .isThrownBy(() -> decoder.decode(JpegGolden.file("opencv-grey.jpg"), PixelFormat.RGB))
                    .withMessageContaining("it is a bad day");
        }
    }

    @Test
    void aClosedCodecCallsNothing() throws Exception {
        JpegEncoder encoder = codec.encoder();
        encoder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.encode(JpegGolden.grey(), 95, new JpegBuffer()));
        assertThat(fake.calls).containsExactly("tjInitCompress", "tjDestroy 123456789abc");
    }

    @Test
    void aLibraryThatLacksAFunctionOrMakesNothingIsNotUsed() {
        FakeTurboJpeg old = new FakeTurboJpeg();
        old.lacks("tjGetErrorStr2");
        assertThatExceptionOfType(UnsatisfiedLinkError.class).isThrownBy(old::load);
        FakeTurboJpeg broken = new FakeTurboJpeg();
        broken.makes = false;
        assertThatExceptionOfType(UnsatisfiedLinkError.class).isThrownBy(broken::load);
        fake.makes = false;
        assertThatExceptionOfType(JpegException.class).isThrownBy(codec::encoder);
    }
}
