package tmnf.gbx.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tmnf.gbx.chunk.TestBodies.CHALLENGE;
import static tmnf.gbx.chunk.TestBodies.blocks;
import static tmnf.gbx.chunk.TestBodies.checkpoints;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.synthetic.SyntheticReplays;

class IntroStripperTest {

    private static final BlockCoord CELL = new BlockCoord(7, 1, 8);
    /** Whose string and nodes nobody knows, so it must stay as it is. */
    private static final byte[] UNKNOWN = {1, 0, 0, 0x40, (byte) 0xFF, 2};

    /** A file whose later clips use the intro's effect and its names. */
    private static byte[] sharing(boolean intro) {
        return TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x021, o -> {
                if (intro) {
                    // Clip 1, track 2, text 3, effect 4.
                    TestBodies.clip(o, "intro", 5, TestBodies.effect(7));
                } else {
                    o.nullNode();
                }
                TestBodies.group(o, g -> TestBodies.clip(
                        g, "in the race", 2, intro ? e -> e.i32(4) : TestBodies.effect(7)));
                o.nullNode();
            });
            out.skippable(0x3F001000, o -> o.bytes(UNKNOWN));
            out.chunk(CHALLENGE | 0x026, o -> TestBodies.clip(
                    o, "global", 1, intro ? e -> e.i32(4) : IntroStripperTest::effectOfTheGroup));
            checkpoints(out, CELL);
        });
    }

    /** Without an intro the group's clip is the second node, its effect the fifth. */
    private static void effectOfTheGroup(BodyWriter out) {
        out.i32(5);
    }

    private static GbxFile<Challenge> read(byte[] file) throws GbxFormatException {
        var read = GbxFiles.read("test", file, GbxReadOptions.CHECKED);
        assertThat(read.warnings()).isEmpty();
        return read.withContent((Challenge) read.content());
    }

    private static byte[] strip(byte[] file) throws GbxFormatException {
        return IntroStripper.strip("test", file).orElseThrow();
    }

    private static byte[] body(byte[] file) throws GbxFormatException {
        GbxHeader header = ContainerReader.header("test", file, file.length);
        return ContainerReader.body("test", file, header, GbxLimits.DEFAULT);
    }

    @Test
    void bodyIsTheOneThatHadNeverAnIntro() throws GbxFormatException {
        assertThat(body(strip(sharing(true)))).isEqualTo(body(sharing(false)));
        assertThat(strip(sharing(true))).isEqualTo(sharing(false));
    }

    @Test
    void whatTheIntroSharedWithOtherClipsStays() throws GbxFormatException {
        GbxFile<Challenge> before = read(sharing(true));
        GbxFile<Challenge> after = read(strip(sharing(true)));

        MediaClip group = after.content().inGameClips().orElseThrow().clips().get(0);
        MediaClip global = after.content().globalClip().orElseThrow();
        assertThat(after.content().intro()).isEmpty();
        assertThat(after.content().introDurationMs()).isEmpty();
        assertThat(group.name()).isEqualTo("in the race");
        assertThat(group.durationMs()).isEqualTo(7000);
        assertThat(group.tracks())
                .isEqualTo(before.content().inGameClips().orElseThrow().clips().get(0).tracks());
        assertThat(global.durationMs()).isEqualTo(7000);
        assertThat(after.content().checkpoints()).containsExactly(CELL);
        assertThat(after.content().uid()).isEqualTo(before.content().uid());
        assertThat(after.content().blocks()).isEqualTo(before.content().blocks());
        assertThat(after.header()).isEqualTo(before.header());
    }

    @Test
    void unknownChunksStayByteForByte() throws GbxFormatException {
        GbxFile<Challenge> after = read(strip(sharing(true)));

        assertThat(after.unknownChunks()).hasSize(1);
        assertThat(after.unknownChunks().get(0).id()).isEqualTo(0x3F001000);
        assertThat(after.unknownChunks().get(0).payload()).isEqualTo(UNKNOWN);
    }

    @Test
    void strippingAgainChangesNothing() throws GbxFormatException {
        assertThat(IntroStripper.strip("test", strip(sharing(true)))).isEmpty();
        assertThat(IntroStripper.strip("test", sharing(false))).isEmpty();
        assertThat(IntroStripper.strip("test", TestBodies.file(CHALLENGE, TestBodies::blocks))).isEmpty();
    }

    @Test
    void headerStaysByteForByte() throws GbxFormatException {
        SyntheticReplays track =
                SyntheticReplays.track("intro", 2, new SyntheticReplays.Options(12, 9, MapType.RACE, 3));
        byte[] file = track.challengeFile();

        byte[] stripped = strip(file);

        // Up to the node count, which is four bytes before the external count and the body.
        int userData = ContainerReader.header("test", file, file.length).bodyOffset() - 8;
        assertThat(Arrays.copyOf(stripped, userData)).isEqualTo(Arrays.copyOf(file, userData));
        assertThat(read(stripped).content())
                .isEqualTo(track.challenge().toBuilder().intro(null).build());
    }

    @Test
    void uncompressedFileStaysUncompressed() throws GbxFormatException {
        byte[] file = sharing(true);
        GbxHeader header = ContainerReader.header("test", file, file.length);
        GbxHeader plain = new GbxHeader(6, "BUUR", header.classId(), header.chunks(), 0, 0, 0);

        byte[] stripped = strip(ContainerWriter.file(plain, header.nodeCount(), body(file)));

        assertThat(ContainerReader.header("test", stripped, stripped.length).format()).isEqualTo("BUUR");
        assertThat(body(stripped)).isEqualTo(body(sharing(false)));
    }

    @Test
    void bytesAfterTheBodysEndStay() throws GbxFormatException {
        byte[] file = TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x021, o -> {
                TestBodies.clip(o, "intro", 5, TestBodies.effect(7));
                o.nullNode();
                o.nullNode();
            });
            out.endOfNode();
            out.u8(42);
        });

        byte[] body = body(strip(file));

        assertThat(body[body.length - 5]).isEqualTo((byte) 42);
    }

    @Test
    void otherFilesAreRefused() {
        byte[] ghost = GhostWriter.file(Ghost.builder().build());

        assertThat(refusal(ghost)).isEqualTo(Reason.UNSUPPORTED_CLASS);
        assertThat(refusal(new byte[0])).isEqualTo(Reason.EMPTY);
    }

    @Test
    void filesThatCannotBeReadToTheirEndAreRefused() {
        assertThat(refusal(TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x7FF, o -> { });
        }))).isEqualTo(Reason.UNKNOWN_CHUNK);
    }

    @Test
    void filesWithADamagedChunkAreRefused() {
        byte[] file = TestBodies.file(CHALLENGE, out -> {
            out.skippable(CHALLENGE | 0x01C, o -> o.bytes(new byte[5]));
            blocks(out);
            out.skippable(CHALLENGE | 0x017, o -> o.i32(99));
        });

        GbxFormatException e = catchThrowableOfType(
                GbxFormatException.class, () -> IntroStripper.strip("test", file));

        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(e.detail()).contains("left alone", "0x03043017");
    }

    @Test
    void filesThatReferToOthersAreRefused() {
        byte[] file = TestBodies.file(CHALLENGE, "", out -> { });
        // Magic, version, letters, class, no user data, node count: then the external count.
        file[21] = 1;

        GbxFormatException e = catchThrowableOfType(
                GbxFormatException.class, () -> IntroStripper.strip("test", withTable(file)));

        assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_CONTAINER);
    }

    /** Puts a table of one external resource into a file without header chunks. */
    private static byte[] withTable(byte[] file) {
        byte[] table = {1, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        byte[] longer = Arrays.copyOf(file, file.length + table.length);
        System.arraycopy(table, 0, longer, 25, table.length);
        System.arraycopy(file, 25, longer, 25 + table.length, file.length - 25);
        return longer;
    }

    private static Reason refusal(byte[] file) {
        Optional<GbxFormatException> refusal = Optional.ofNullable(
                catchThrowableOfType(GbxFormatException.class, () -> IntroStripper.strip("test", file)));
        return refusal.orElseThrow().reason();
    }
}
