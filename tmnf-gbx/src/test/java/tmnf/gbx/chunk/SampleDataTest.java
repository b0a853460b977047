package tmnf.gbx.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning.Code;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.GbxReader;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;

class SampleDataTest {

    private static final int CAR = GhostSamples.CAR_CLASS;

    private static byte[] bytes(Consumer<GbxWriter> content) {
        GbxWriter out = new GbxWriter();
        content.accept(out);
        return out.toByteArray();
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        byte[] packed = new byte[data.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static GhostSamples read(byte[] track) throws GbxFormatException {
        return SampleData.read("test", deflated(track), track.length, GbxLimits.DEFAULT);
    }

    /** Head of a track with the given state bytes, all zero. */
    private static void head(GbxWriter out, boolean fixedStep, int stateBytes) {
        out.i32(CAR);
        out.bool(fixedStep);
        out.i32(0);
        out.i32(100);
        out.i32(9);
        out.i32(stateBytes);
        out.bytes(new byte[stateBytes]);
    }

    private static void ints(GbxWriter out, int... values) {
        for (int value : values) {
            out.i32(value);
        }
    }

    @Test
    void statesOfTheirOwnSizesAndTimesComeBack() throws GbxFormatException {
        byte[] states = new byte[56 + 61 + 60];
        states[56] = 5;
        GhostSamples samples = new GhostSamples(CAR, false, 0, 8,
                new GhostSamples.States(states, 0, states.length, new int[] {0, 56, 117, 177}),
                new int[] {0, 70, 190});

        GbxWriter out = new GbxWriter();
        SampleData.write(out, samples);
        byte[] written = out.toByteArray();
        GbxReader in = new GbxReader("test", written, 0, written.length);
        int unpackedSize = in.i32();
        GhostSamples again = SampleData.read("test", in.bytes(in.i32()), unpackedSize, GbxLimits.DEFAULT);

        assertThat(again).isEqualTo(samples);
        assertThat(again.stateSize(2)).isEqualTo(60);
        assertThat(again.timeMs(2)).isEqualTo(190);
    }

    @Test
    void emptyTracksAreRead() throws GbxFormatException {
        assertThat(read(bytes(out -> out.i32(-1)))).isEqualTo(GhostSamples.EMPTY);
        assertThat(SampleData.read("test", new byte[0], 0, GbxLimits.DEFAULT)).isEqualTo(GhostSamples.EMPTY);
        assertThat(read(bytes(out -> {
            head(out, true, 0);
            out.i32(0);
        })).size()).isZero();
    }

    static Stream<Arguments> damagedTracks() {
        return Stream.of(
                damaged("negative count", true, 61, -1),
                damaged("more samples than bytes", true, 61, 62),
                damaged("state too small", true, 84, 2, 0, 42),
                damaged("single state too small", true, 42, 1, 0),
                damaged("negative state", true, 61, 2, 0, -2),
                damaged("states beyond the buffer", true, 121, 2, 0, 61),
                damaged("first state beyond the buffer", true, 61, 1, 62),
                damaged("first state before the buffer", true, 61, 1, -1),
                damaged("own sizes beyond the buffer", true, 122, 2, 0, -1, 200),
                damaged("own sizes that overflow", true, 183, 3, 0, -1, Integer.MAX_VALUE, 61),
                damaged("too few times", false, 122, 2, 0, 61, 1, 0),
                damaged("times beyond the data", false, 122, 2, 0, 61, 1_000_000),
                damaged("no count", true, 61));
    }

    private static Arguments damaged(String what, boolean fixedStep, int stateBytes, int... rest) {
        return Arguments.of(what, bytes(out -> {
            head(out, fixedStep, stateBytes);
            ints(out, rest);
        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damagedTracks")
    void damagedTrackIsRefused(String what, byte[] track) {
        GbxFormatException e = catchThrowableOfType(GbxFormatException.class, () -> read(track));

        assertThat(e).isNotNull();
        assertThat(e.reason()).isIn(Reason.LIMIT, Reason.MALFORMED, Reason.TRUNCATED);
    }

    @Test
    void everyPrefixOfATrackIsRefused() {
        byte[] track = bytes(out -> {
            head(out, false, 122);
            ints(out, 2, 0, 61, 2, 0, 100);
        });

        for (int length = 1; length < track.length; length++) {
            byte[] cut = Arrays.copyOf(track, length);
            assertThat(catchThrowableOfType(GbxFormatException.class, () -> read(cut)))
                    .as("prefix of %s bytes", length)
                    .isNotNull();
        }
    }

    @Test
    void sizeThatNoDataCanUnpackToIsRefusedUnread() {
        byte[] packed = deflated(new byte[100]);

        assertThat(refusal(packed, -1)).isEqualTo(Reason.LIMIT);
        assertThat(refusal(packed, 0xB2D0_5E00)).isEqualTo(Reason.LIMIT);
        assertThat(refusal(packed, 40_000_000)).isEqualTo(Reason.LIMIT);
        assertThat(refusal(packed, 101)).isEqualTo(Reason.COMPRESSION);
        assertThat(refusal(new byte[] {1, 2, 3, 4}, 4)).isEqualTo(Reason.COMPRESSION);
    }

    private static Reason refusal(byte[] packed, int unpackedSize) {
        return catchThrowableOfType(
                GbxFormatException.class,
                () -> SampleData.read("test", packed, unpackedSize, GbxLimits.DEFAULT)).reason();
    }

    private static byte[] ghostWithDamagedSamples() {
        return TestBodies.file(ClassIds.CGameCtnGhost, out -> {
            out.chunk(ClassIds.CGameGhost | 0x005, o -> {
                o.i32(61);
                o.i32(4);
                o.i32(0x12345678);
            });
            out.chunk(ClassIds.CGameCtnGhost | 0x00F, o -> o.str("login"));
        });
    }

    @Test
    void damagedTrackOfAGhostIsFoundOnFirstUse() throws GbxFormatException {
        GbxFile<GbxContent> file = GbxFiles.read("test", ghostWithDamagedSamples(), GbxReadOptions.FULL);

        Ghost ghost = (Ghost) file.content();
        assertThat(file.warnings()).isEmpty();
        assertThat(ghost.login()).isEqualTo("login");
        assertThat(ghost.samples().isEmpty()).isTrue();
        assertThat(ghost.samples().damage()).contains("do not unpack");
    }

    @Test
    void damagedTrackOfAGhostIsAWarningWhenEverythingIsChecked() throws GbxFormatException {
        GbxFile<GbxContent> file = GbxFiles.read("test", ghostWithDamagedSamples(), GbxReadOptions.CHECKED);

        assertThat(file.warnings()).extracting(warning -> warning.code())
                .isEqualTo(List.of(Code.CHUNK_SKIPPED));
        assertThat(file.warnings().get(0).message()).startsWith("the ghost's sample track is damaged");
        assertThat(((Ghost) file.content()).login()).isEqualTo("login");
    }

    @Test
    void tracksThatNobodyWantsAreNotLookedAt() throws GbxFormatException {
        GbxFile<GbxContent> file = GbxFiles.read("test", ghostWithDamagedSamples(), GbxReadOptions.INPUTS);

        assertThat(file.warnings()).isEmpty();
        assertThat(((Ghost) file.content()).samples().damage()).isEmpty();
    }
}
