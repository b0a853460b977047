package tmnf.gbx.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Vec3;

class GbxReaderTest {

    private static final int THREE_GIGABYTES = 0xB2D0_5E00;

    private static GbxReader reading(GbxWriter out) {
        byte[] bytes = out.toByteArray();
        return new GbxReader("file.gbx", bytes, 0, bytes.length);
    }

    private static GbxReader of(int value, int more) {
        GbxWriter out = new GbxWriter();
        out.i32(value);
        out.bytes(new byte[more]);
        return reading(out);
    }

    private static Reason refusal(ThrowingCallable call) {
        return catchThrowableOfType(GbxFormatException.class, call).reason();
    }

    @Test
    void valuesComeBackAsTheyWereWritten() throws GbxFormatException {
        GbxWriter out = new GbxWriter();
        out.u8(0x1FE);
        out.u16(0xBEEF);
        out.i32(-2);
        out.i32(-2);
        out.f32(1.5f);
        out.bool(true);
        out.vec3(new Vec3(1, 2, 3));
        out.str("name");
        out.bytes(new byte[] {1, 2, 3}, 2);

        GbxReader in = reading(out);

        assertThat(in.u8()).isEqualTo(0xFE);
        assertThat(in.u16()).isEqualTo(0xBEEF);
        assertThat(in.peek()).isEqualTo(-2);
        assertThat(in.i32()).isEqualTo(-2);
        assertThat(in.u32()).isEqualTo(0xFFFF_FFFEL);
        assertThat(in.f32()).isEqualTo(1.5f);
        assertThat(in.bool()).isTrue();
        assertThat(in.vec3()).isEqualTo(new Vec3(1, 2, 3));
        assertThat(in.str()).isEqualTo("name");
        assertThat(in.bytes(2)).containsExactly(1, 2);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {THREE_GIGABYTES, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 11})
    void lengthsBeyondTheBytesLeftAreRefused(int length) {
        assertThat(refusal(() -> of(length, 10).length())).isEqualTo(Reason.LIMIT);
        assertThat(refusal(() -> of(length, 10).str())).isEqualTo(Reason.LIMIT);
        assertThat(refusal(() -> of(length, 10).count(1))).isEqualTo(Reason.LIMIT);
    }

    @Test
    void messageTellsTheUnsignedLengthAndThePlace() {
        assertThatThrownBy(() -> of(THREE_GIGABYTES, 10).length())
                .hasMessageStartingWith("file.gbx: a length of 3000000000 bytes where 10 are left")
                .hasMessageEndingWith("at offset 0x4");
    }

    @Test
    void countsAreHeldAgainstTheBytesOfTheirElements() throws GbxFormatException {
        assertThat(of(2, 24).count(12)).isEqualTo(2);
        assertThat(refusal(() -> of(3, 24).count(12))).isEqualTo(Reason.LIMIT);
        // A product that overflows 32 bits to something small.
        assertThat(refusal(() -> of(0x4000_0000, 24).count(4))).isEqualTo(Reason.LIMIT);
        assertThat(refusal(() -> of(0x4000_0001, 24).count(12))).isEqualTo(Reason.LIMIT);
    }

    @Test
    void negativeAndTooLongSkipsAreRefused() throws GbxFormatException {
        GbxReader in = of(0, 0);
        assertThat(refusal(() -> in.skip(-1))).isEqualTo(Reason.LIMIT);
        assertThat(refusal(() -> in.bytes(Integer.MIN_VALUE))).isEqualTo(Reason.LIMIT);
        assertThat(refusal(() -> in.bytes(5))).isEqualTo(Reason.TRUNCATED);
        in.skip(4);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void noValueIsReadHalf() {
        GbxReader in = reading(new GbxWriter());
        assertThat(refusal(in::u8)).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(in::u16)).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(in::i32)).isEqualTo(Reason.TRUNCATED);
        assertThat(refusal(in::peek)).isEqualTo(Reason.TRUNCATED);
        GbxReader eight = of(0, 4);
        assertThat(refusal(eight::vec3)).isEqualTo(Reason.TRUNCATED);
        assertThat(eight.position()).isZero();
    }

    @Test
    void sliceIsNotLeft() {
        byte[] bytes = new byte[100];
        GbxReader in = new GbxReader("test", bytes, 90, 95);

        assertThat(refusal(() -> in.skip(6))).isEqualTo(Reason.TRUNCATED);
        assertThatThrownBy(() -> new GbxReader("test", bytes, 90, 101))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GbxReader("test", bytes, 5, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileReferencesOfEveryVersionComeBack() throws GbxFormatException {
        byte[] checksum = new byte[32];
        Arrays.fill(checksum, (byte) 7);
        FileRef[] references = {
            FileRef.NONE,
            new FileRef(0, new byte[0], "Skins\\a.zip", ""),
            new FileRef(1, new byte[0], "Skins\\a.zip", "http://host/a.zip"),
            new FileRef(2, new byte[0], "Skins\\a.zip", ""),
            new FileRef(3, checksum, "", ""),
            new FileRef(3, checksum, "Skins\\a.zip", "http://host/a.zip")
        };
        GbxWriter out = new GbxWriter();
        for (FileRef reference : references) {
            out.fileRef(reference);
        }

        GbxReader in = reading(out);

        for (FileRef reference : references) {
            assertThat(in.fileRef()).isEqualTo(reference);
        }
        assertThat(in.remaining()).isZero();
    }

    @Test
    void writerPatchesOnlyWhatWasWritten() {
        GbxWriter out = new GbxWriter();
        out.i32(0);
        out.patch32(0, 9);

        assertThat(out.toByteArray()).containsExactly(9, 0, 0, 0);
        assertThatThrownBy(() -> out.patch32(1, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> out.patch32(-1, 9)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
