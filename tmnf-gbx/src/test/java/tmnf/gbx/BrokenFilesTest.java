package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxWarning.Code;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;

/** Whole files with damage: cut anywhere, with a broken body, in forms that the game seldom writes. */
class BrokenFilesTest {

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("cut", 5, new SyntheticReplays.Options(10, 0, MapType.RACE, 1));
    private static final byte[] CHALLENGE = TRACK.challengeFile();
    private static final byte[] REPLAY =
            TRACK.replayFile(TRACK.drive(0, 0, new SyntheticReplays.Driver("login", "nick", true)));
    private static final Set<Reason> OF_CUT_FILES = EnumSet.of(
            Reason.EMPTY, Reason.NOT_GBX, Reason.TRUNCATED, Reason.LIMIT, Reason.COMPRESSION,
            Reason.MALFORMED);

    @TempDir
    private Path folder;

    private static GbxHeader header(byte[] file) throws GbxFormatException {
        return ContainerReader.header("test", file, file.length);
    }

    /** The same file with its body as it is. */
    private static byte[] unpacked(byte[] file) throws GbxFormatException {
        GbxHeader header = header(file);
        GbxHeader plain = new GbxHeader(
                6, "BUUR", header.classId(), header.chunks(), header.nodeCount(), 0, header.bodyOffset());
        return ContainerWriter.file(
                plain, header.nodeCount(), ContainerReader.body("test", file, header, GbxLimits.DEFAULT));
    }

    static Stream<Arguments> files() throws GbxFormatException {
        return Stream.of(
                Arguments.of("replay", REPLAY),
                Arguments.of("challenge", CHALLENGE),
                Arguments.of("uncompressed replay", unpacked(REPLAY)),
                Arguments.of("uncompressed challenge", unpacked(CHALLENGE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyPrefixIsRefusedByAReason(String what, byte[] file) {
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);

            GbxFormatException e = catchThrowableOfType(
                    GbxFormatException.class, () -> GbxFiles.read("cut", cut, GbxReadOptions.CHECKED));

            assertThat(e).as("prefix of %s bytes", length).isNotNull();
            assertThat(e.reason()).as("prefix of %s bytes: %s", length, e.detail()).isIn(OF_CUT_FILES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void wholeFileIsReadWithoutWarnings(String what, byte[] file) throws GbxFormatException {
        GbxFile<GbxContent> read = GbxFiles.read("whole", file, GbxReadOptions.CHECKED);

        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void bytesBehindTheBodyAreWarnedOf() throws GbxFormatException {
        byte[] longer = Arrays.copyOf(REPLAY, REPLAY.length + 7);

        GbxFile<GbxContent> read = GbxFiles.read("longer", longer, GbxReadOptions.CHECKED);

        assertThat(read.warnings()).extracting(GbxWarning::code).isEqualTo(List.of(Code.TRAILING_BYTES));
        assertThat(read.warnings().get(0).message()).startsWith("7 bytes");
    }

    @Test
    void headerIsReadThoughTheBodyIsBrokenOrMissing() throws IOException {
        int bodyOffset = header(REPLAY).bodyOffset();
        byte[] broken = REPLAY.clone();
        Arrays.fill(broken, bodyOffset, broken.length, (byte) 0xFF);
        GbxHeaderFacts whole = GbxFiles.readHeader(Files.write(folder.resolve("whole.gbx"), REPLAY));

        assertThat(whole.mapUid()).isEqualTo(TRACK.challenge().uid());
        assertThat(GbxFiles.readHeader(Files.write(folder.resolve("broken.gbx"), broken))).isEqualTo(whole);
        assertThat(GbxFiles.readHeader(
                Files.write(folder.resolve("cut.gbx"), Arrays.copyOf(REPLAY, bodyOffset)))).isEqualTo(whole);
    }

    @Test
    void referenceTableLongerThanTheFirstReadIsPassedOver() throws IOException {
        GbxHeader header = header(CHALLENGE);
        GbxWriter out = new GbxWriter();
        out.bytes(CHALLENGE, header.bodyOffset() - 4);
        out.i32(1);
        out.i32(0);
        out.i32(0);
        out.i32(1);
        out.str("x".repeat(10_000));
        out.i32(1_000);
        out.bool(true);
        out.i32(0);
        out.bytes(CHALLENGE, header.bodyOffset(), CHALLENGE.length - header.bodyOffset());
        Path file = Files.write(folder.resolve("external.gbx"), out.toByteArray());

        assertThat(GbxFiles.readHeader(file).mapUid()).isEqualTo(TRACK.challenge().uid());
        assertThat(GbxFiles.read(file).content()).isEqualTo(TRACK.challenge());
    }

    @Test
    void headerThatClaimsGigabytesIsRefused() throws IOException {
        byte[] claiming = Arrays.copyOf(CHALLENGE, 8000);
        claiming[15] = (byte) 0xD0;
        claiming[16] = (byte) 0xB2;
        Path file = Files.write(folder.resolve("claiming.gbx"), claiming);

        GbxFormatException e =
                catchThrowableOfType(GbxFormatException.class, () -> GbxFiles.readHeader(file));

        assertThat(e.reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void damagedHeaderChunkIsAWarningAndTheOthersAreRead() throws IOException {
        byte[] damaged = REPLAY.clone();
        // The first chunk begins behind the fixed part and the table of two: the length of its first name
        // becomes a huge one.
        int firstChunk = 17 + 4 + 16;
        Arrays.fill(damaged, firstChunk + 12, firstChunk + 16, (byte) 0x7F);
        Path file = Files.write(folder.resolve("damaged.gbx"), damaged);
        List<GbxWarning> warnings = new ArrayList<>();

        GbxHeaderFacts facts = GbxFiles.readHeader(file, warnings);

        assertThat(warnings).extracting(GbxWarning::code).isEqualTo(List.of(Code.CHUNK_SKIPPED));
        assertThat(facts.mapUid()).isEqualTo(TRACK.challenge().uid());
        assertThat(facts.bestTime()).isPresent();
        assertThat(GbxFiles.read(file).warnings()).containsAll(warnings);
    }
}
