package tmnf.gbx.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;

class ContainerReaderTest {

    private static final int CHALLENGE = ClassIds.CGameCtnChallenge;
    private static final byte[] BODY = "a body, a body, a body, a body".getBytes(US_ASCII);
    private static final List<HeaderChunk> CHUNKS = List.of(
            new HeaderChunk(CHALLENGE | 0x002, false, new byte[] {1, 2, 3}),
            new HeaderChunk(CHALLENGE | 0x005, true, new byte[] {4, 5}));
    private static final byte[] FILE = ContainerWriter.file(CHALLENGE, CHUNKS, 7, BODY);

    private static final int USER_DATA_SIZE_AT = 13;
    private static final int CHUNK_COUNT_AT = 17;
    private static final int FIRST_CHUNK_SIZE_AT = 25;
    private static final int LAST_CHUNK_SIZE_AT = 33;
    private static final int BODY_AT = 50;

    private static GbxHeader header(byte[] file) throws GbxFormatException {
        return ContainerReader.header("file.gbx", file, file.length);
    }

    private static byte[] body(byte[] file) throws GbxFormatException {
        return ContainerReader.body("file.gbx", file, header(file), GbxLimits.DEFAULT);
    }

    private static GbxFormatException refusal(byte[] file) {
        return catchThrowableOfType(GbxFormatException.class, () -> body(file));
    }

    private static byte[] with(int at, int value) {
        byte[] file = FILE.clone();
        for (int i = 0; i < 4; i++) {
            file[at + i] = (byte) (value >>> 8 * i);
        }
        return file;
    }

    @Test
    void headerAndBodyComeBackAsTheyWereWritten() throws GbxFormatException {
        GbxHeader header = header(FILE);

        assertThat(header.version()).isEqualTo(6);
        assertThat(header.format()).isEqualTo("BUCR");
        assertThat(header.classId()).isEqualTo(CHALLENGE);
        assertThat(header.nodeCount()).isEqualTo(7);
        assertThat(header.externalCount()).isZero();
        assertThat(header.bodyOffset()).isEqualTo(BODY_AT);
        assertThat(header.chunks()).usingRecursiveComparison().isEqualTo(CHUNKS);
        assertThat(body(FILE)).isEqualTo(BODY);
        assertThat(ContainerReader.trailingBytes(FILE, header)).isZero();
    }

    @Test
    void aFileWithoutHeaderChunksHasNoChunkCount() throws GbxFormatException {
        byte[] file = ContainerWriter.file(CHALLENGE, List.of(), 1, BODY);

        assertThat(header(file).chunks()).isEmpty();
        assertThat(body(file)).isEqualTo(BODY);
    }

    @Test
    void uncompressedBodyIsTheRestOfTheFile() throws GbxFormatException {
        GbxHeader header = header(FILE);
        GbxHeader plain = new GbxHeader(6, "BUUR", header.classId(), CHUNKS, 7, 0, 0);
        byte[] file = ContainerWriter.file(plain, 7, BODY);

        assertThat(header(file).bodyCompressed()).isFalse();
        assertThat(body(file)).isEqualTo(BODY);
        assertThat(ContainerReader.trailingBytes(file, header(file))).isZero();
    }

    @Test
    void emptyFileIsCalledEmpty() {
        assertThat(refusal(new byte[0]).reason()).isEqualTo(Reason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html>", "\r\n <HTML><body>404", "<?xml version='1.0'?><html>"})
    void webPageSavedAsAGameFileIsCalledOne(String page) {
        GbxFormatException e = refusal(page.getBytes(US_ASCII));

        assertThat(e.reason()).isEqualTo(Reason.NOT_GBX);
        assertThat(e.detail()).contains("web page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GB", "gbx\6", "PK\3\4 and more", "\0\0\0\0\0\0\0\0\0"})
    void whatIsNoGameFileIsShownByItsStart(String start) {
        GbxFormatException e = refusal(start.getBytes(US_ASCII));

        assertThat(e.reason()).isEqualTo(Reason.NOT_GBX);
        assertThat(e.detail()).contains("instead of 'GBX'").matches("[ -~]*");
    }

    @Test
    void textFormatIsRefused() {
        byte[] file = FILE.clone();
        file[5] = 'T';

        assertThat(refusal(file).reason()).isEqualTo(Reason.UNSUPPORTED_CONTAINER);
        file[5] = 'B';
        file[7] = 'X';
        assertThat(refusal(file).reason()).isEqualTo(Reason.UNSUPPORTED_CONTAINER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 255})
    void unknownVersionIsRefused(int version) {
        byte[] file = FILE.clone();
        file[3] = (byte) version;

        assertThat(refusal(file).reason()).isEqualTo(Reason.UNSUPPORTED_CONTAINER);
        assertThat(refusal(file).detail()).contains("version " + version);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void olderVersionsHaveNoUserData(int version) throws GbxFormatException {
        String letters = version == 3 ? "BUC" : "BUCR";
        GbxHeader old = new GbxHeader(version, letters, 0x2400_3000, List.of(), 2, 0, 0);

        byte[] file = ContainerWriter.file(old, 2, BODY);

        assertThat(header(file)).usingRecursiveComparison().ignoringFields("bodyOffset").isEqualTo(old);
        assertThat(body(file)).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xB2D0_5E00, -1, Integer.MAX_VALUE, Integer.MIN_VALUE | 0x1000})
    void lengthsOfGigabytesAreRefusedEverywhere(int length) {
        for (int at : new int[] {
            USER_DATA_SIZE_AT, CHUNK_COUNT_AT, FIRST_CHUNK_SIZE_AT, BODY_AT, BODY_AT + 4
        }) {
            assertThat(refusal(with(at, length)).reason()).as("length at %s", at).isEqualTo(Reason.LIMIT);
        }
        assertThat(refusal(with(FIRST_CHUNK_SIZE_AT, length | 0x8000_0000)).reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void headerChunkMayNotReachBeyondTheUserData() {
        assertThat(refusal(with(FIRST_CHUNK_SIZE_AT, 6)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal(with(FIRST_CHUNK_SIZE_AT, 6 | 0x8000_0000)).reason()).isEqualTo(Reason.LIMIT);
        // The last chunk alone: nothing after it would notice that one byte of the node count is taken.
        assertThat(refusal(with(LAST_CHUNK_SIZE_AT,
                3))).hasMessageContaining("claims 3 bytes where 2 are left");
        assertThat(refusal(with(CHUNK_COUNT_AT, 4)).reason()).isEqualTo(Reason.LIMIT);
        assertThat(refusal(with(USER_DATA_SIZE_AT, 2)).reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void bodyThatUnpacksToAnotherLengthIsRefused() {
        assertThat(refusal(with(BODY_AT, BODY.length - 1)).reason()).isEqualTo(Reason.COMPRESSION);
        assertThat(refusal(with(BODY_AT, BODY.length + 1)).reason()).isEqualTo(Reason.COMPRESSION);
    }

    @Test
    void bodyBeyondTheLimitIsRefusedBeforeItIsUnpacked() {
        GbxFormatException e = catchThrowableOfType(
                GbxFormatException.class,
                () -> ContainerReader.body("file.gbx", FILE, header(FILE), new GbxLimits(1000, 29, 8)));

        assertThat(e.reason()).isEqualTo(Reason.LIMIT);
        assertThat(e.detail()).contains("limit is 29");
    }

    @Test
    void everyPrefixIsRefused() {
        for (int length = 0; length < FILE.length; length++) {
            GbxFormatException e = refusal(Arrays.copyOf(FILE, length));

            assertThat(e).as("prefix of %s bytes", length).isNotNull();
            assertThat(e.reason()).isIn(
                    Reason.EMPTY, Reason.NOT_GBX, Reason.TRUNCATED, Reason.LIMIT, Reason.COMPRESSION);
        }
    }

    @Test
    void bytesBehindThePackedBodyAreCounted() throws GbxFormatException {
        byte[] longer = Arrays.copyOf(FILE, FILE.length + 5);

        assertThat(body(longer)).isEqualTo(BODY);
        assertThat(ContainerReader.trailingBytes(longer, header(longer))).isEqualTo(5);
    }

    @Test
    void referenceTableIsPassedOver() throws GbxFormatException {
        byte[] file = withReferenceTable(List.of("Media", "Skins"));

        GbxHeader header = header(file);

        assertThat(header.externalCount()).isEqualTo(2);
        assertThat(body(file)).isEqualTo(BODY);
    }

    /** The file with a table of two references: one to a file in a folder of a folder, one to a resource. */
    static byte[] withReferenceTable(List<String> folders) {
        GbxWriter out = new GbxWriter();
        out.bytes(FILE, BODY_AT - 4);
        out.i32(2);
        out.i32(1);
        for (String folder : folders) {
            out.i32(1);
            out.str(folder);
        }
        out.i32(0);
        out.i32(1);
        out.str("a.dds");
        out.i32(2);
        out.bool(true);
        out.i32(1);
        out.i32(5);
        out.i32(77);
        out.i32(3);
        out.bool(false);
        out.bytes(FILE, BODY_AT, FILE.length - BODY_AT);
        return out.toByteArray();
    }

    @Test
    void referenceTableWithoutEndIsRefused() {
        String[] deep = new String[20];
        Arrays.fill(deep, "down");

        assertThat(refusal(withReferenceTable(List.of(deep))).reason()).isEqualTo(Reason.LIMIT);
        byte[] file = withReferenceTable(List.of());
        for (int length = BODY_AT; length < file.length; length++) {
            assertThat(refusal(Arrays.copyOf(file, length))).as("prefix of %s bytes", length).isNotNull();
        }
    }
}
