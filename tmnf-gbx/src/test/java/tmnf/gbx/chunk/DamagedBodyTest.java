package tmnf.gbx.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tmnf.gbx.chunk.TestBodies.CHALLENGE;
import static tmnf.gbx.chunk.TestBodies.CLIP;
import static tmnf.gbx.chunk.TestBodies.REPLAY;
import static tmnf.gbx.chunk.TestBodies.blocks;
import static tmnf.gbx.chunk.TestBodies.checkpoints;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.GameVersion;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning.Code;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.Replay;

/** What damage costs: the chunk, the rest of the body, or the file. */
class DamagedBodyTest {

    private static final int UNKNOWN = CHALLENGE | 0x7FF;
    private static final BlockCoord CELL = new BlockCoord(3, 1, 4);

    private static GbxFile<GbxContent> read(byte[] file) throws GbxFormatException {
        return GbxFiles.read("test", file, GbxReadOptions.FULL);
    }

    private static GbxFormatException refusal(byte[] file) {
        return catchThrowableOfType(GbxFormatException.class, () -> read(file));
    }

    private static byte[] challenge(BodyWriter.Content body) {
        return TestBodies.file(CHALLENGE, body);
    }

    private static List<Code> codes(GbxFile<?> file) {
        return file.warnings().stream().map(warning -> warning.code()).toList();
    }

    @Test
    void errorInASkippableChunkCostsThatChunkOnly() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            out.skippable(CHALLENGE | 0x017, o -> o.i32(1_000_000));
            blocks(out);
            out.skippable(CHALLENGE | 0x01C, o -> o.i32(1));
        }));

        Challenge challenge = (Challenge) file.content();
        assertThat(challenge.checkpoints()).isEmpty();
        assertThat(challenge.blocks()).hasSize(1);
        assertThat(challenge.mapType()).hasToString("Optional[Platform]");
        assertThat(codes(file)).containsExactly(Code.CHUNK_SKIPPED);
        assertThat(file.warnings().get(0).message()).contains("chunk 0x03043017 is damaged");
    }

    @Test
    void chunkCannotReadBeyondItsEnd() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            // Its list of one cell would reach into the next chunk.
            out.skippable(CHALLENGE | 0x017, o -> o.bytes(new byte[] {1, 0, 0, 0, 9, 9}));
            blocks(out);
        }));

        assertThat(codes(file)).containsExactly(Code.CHUNK_SKIPPED);
        assertThat(((Challenge) file.content()).blocks()).hasSize(1);
    }

    @Test
    void bytesLeftOverInAChunkAreWarnedOf() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            out.skippable(CHALLENGE | 0x01C, o -> {
                o.i32(2);
                o.u8(0);
            });
            blocks(out);
        }));

        assertThat(codes(file)).containsExactly(Code.TRAILING_BYTES);
        assertThat(file.warnings().get(0).message()).contains("1 unread bytes");
    }

    @Test
    void unknownSkippableChunksArePassedOverAndKept() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            out.skippable(0x3F001000, o -> o.str("extender"));
            blocks(out);
            out.skippable(UNKNOWN, o -> { });
            checkpoints(out, CELL);
        }));

        assertThat(file.warnings()).isEmpty();
        assertThat(((Challenge) file.content()).checkpoints()).containsExactly(CELL);
        assertThat(file.unknownChunks()).extracting(chunk -> chunk.id()).containsExactly(0x3F001000, UNKNOWN);
        assertThat(file.unknownChunks().get(0).payload()).hasSize(12);
    }

    @Test
    void unknownChunkAfterTheBlocksCostsTheRest() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            blocks(out);
            out.chunk(UNKNOWN, o -> o.i32(0));
            checkpoints(out, CELL);
        }));

        assertThat(codes(file)).containsExactly(Code.REST_SKIPPED);
        assertThat(((Challenge) file.content()).blocks()).hasSize(1);
        assertThat(((Challenge) file.content()).checkpoints()).isEmpty();
    }

    @Test
    void unknownChunkBeforeTheBlocksCostsTheFile() {
        GbxFormatException e = refusal(challenge(out -> {
            out.chunk(CHALLENGE | 0x022, o -> o.i32(1));
            out.chunk(UNKNOWN, o -> o.i32(0));
            blocks(out);
        }));

        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_CHUNK);
        assertThat(e.detail()).contains("0x030437FF", "after chunk 0x03043022");
        assertThat(e.header().game()).isEqualTo(GameVersion.FOREVER);
    }

    @Test
    void unknownChunkInAFileOfAnUnknownGameTellsALaterGame() {
        GbxFormatException e = refusal(TestBodies.file(CHALLENGE, "", out -> out.chunk(UNKNOWN, o -> { })));

        assertThat(e.reason()).isEqualTo(Reason.OTHER_GAME);
        assertThat(e.detail()).contains("ManiaPlanet");
    }

    @Test
    void blockVersionOfALaterGameIsRefusedAsOne() {
        byte[] file = TestBodies.file(CHALLENGE, "", out -> out.chunk(CHALLENGE | 0x01F, o -> {
            o.ident(Ident.EMPTY);
            o.str("");
            o.ident(Ident.EMPTY);
            o.bytes(new byte[16]);
            o.i32(6);
            o.i32(0);
        }));

        GbxFormatException e = refusal(file);

        assertThat(e.reason()).isEqualTo(Reason.OTHER_GAME);
    }

    @Test
    void exoticClipCostsTheClipsOnly() throws GbxFormatException {
        GbxFile<GbxContent> file = read(challenge(out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x021, o -> o.node(CLIP, clip -> clip.chunk(CLIP | 0x0FF, c -> c.i32(5))));
        }));

        Challenge challenge = (Challenge) file.content();
        assertThat(challenge.clipsKnown()).isFalse();
        assertThat(challenge.intro()).isEmpty();
        assertThat(codes(file)).containsExactly(Code.REST_SKIPPED);
    }

    @Test
    void headerThatSaysOtherThingsThanTheBodyIsWarnedOf() throws GbxFormatException {
        Challenge original = Challenge.builder().uid("uid").name("one").author("me").build();
        byte[] other = ChallengeWriter.file(original.toBuilder().uid("other").name("two").build());
        byte[] file = ChallengeWriter.file(original);
        GbxHeader header = ContainerReader.header("test", other, other.length);
        byte[] body = ContainerReader.body(
                "test", file, ContainerReader.header("test", file, file.length), GbxLimits.DEFAULT);

        GbxFile<GbxContent> read = read(ContainerWriter.file(header, header.nodeCount(), body));

        assertThat(((Challenge) read.content()).uid()).isEqualTo("uid");
        assertThat(read.header().mapUid()).isEqualTo("other");
        assertThat(codes(read)).containsExactly(Code.HEADER_DIFFERS, Code.HEADER_DIFFERS);
        assertThat(read.warnings().get(0).message())
                .isEqualTo("map UID is 'other' in the header, 'uid' in the body");
    }

    @Test
    void damagedEmbeddedChallengeIsAWarningAndItsBytesAreKept() throws GbxFormatException {
        byte[] damaged = "GBX no challenge".getBytes(StandardCharsets.US_ASCII);
        Ghost ghost = Ghost.builder().raceTimeMs(5).login("me").build();

        GbxFile<GbxContent> file = read(ReplayWriter.file(new Replay(damaged, null, List.of(ghost), null)));

        Replay replay = (Replay) file.content();
        assertThat(replay.challenge()).isEmpty();
        assertThat(replay.challengeBytes()).isEqualTo(damaged);
        assertThat(replay.ghosts()).containsExactly(ghost);
        assertThat(codes(file)).containsExactly(Code.EMBEDDED_UNREADABLE);
    }

    @Test
    void embeddedFileOfAnotherKindIsAWarning() throws GbxFormatException {
        byte[] ghostFile = GhostWriter.file(Ghost.builder().build());

        GbxFile<GbxContent> file = read(ReplayWriter.file(new Replay(ghostFile, null, List.of(), null)));

        assertThat(codes(file)).containsExactly(Code.EMBEDDED_UNREADABLE);
    }

    @Test
    void embeddedChallengesWarningsAreTheReplaysToo() throws GbxFormatException {
        byte[] challenge = challenge(out -> {
            blocks(out);
            out.chunk(UNKNOWN, o -> { });
        });

        GbxFile<GbxContent> file = read(ReplayWriter.file(new Replay(challenge, null, List.of(), null)));

        assertThat(((Replay) file.content()).challenge()).isPresent();
        assertThat(codes(file)).containsExactly(Code.REST_SKIPPED);
        assertThat(file.warnings().get(0).message()).startsWith("embedded challenge: ");
    }

    @Test
    void unknownChunkAfterTheGhostsCostsTheRest() throws GbxFormatException {
        GbxFile<GbxContent> file = read(TestBodies.file(REPLAY, out -> {
            out.chunk(REPLAY | 0x014, o -> {
                o.nodeList(1);
                o.node(ClassIds.CGameCtnGhost, g -> GhostWriter.chunks(g, Ghost.builder().build()));
                o.i32(0);
                o.i32(0);
            });
            out.chunk(REPLAY | 0x7FF, o -> o.i32(4));
        }));

        assertThat(codes(file)).containsExactly(Code.REST_SKIPPED);
        assertThat(((Replay) file.content()).ghosts()).hasSize(1);
        assertThat(refusal(TestBodies.file(REPLAY, out -> out.chunk(REPLAY | 0x7FF, o -> o.i32(4)))).reason())
                .isEqualTo(Reason.UNKNOWN_CHUNK);
    }

    @Test
    void missingEndIsRefusedWhereTheFileMayHaveBeenCut() throws GbxFormatException {
        BodyWriter out = new BodyWriter();
        blocks(out);
        GbxHeader plain = new GbxHeader(6, "BUUR", CHALLENGE, List.of(), 1, 0, 0);
        byte[] packed = ContainerWriter.file(CHALLENGE, List.of(), 1, out.toByteArray());

        assertThat(refusal(ContainerWriter.file(plain, 1, out.toByteArray())).reason())
                .isEqualTo(Reason.TRUNCATED);
        // A packed body is complete or does not unpack.
        assertThat(codes(read(packed))).containsExactly(Code.REST_SKIPPED);
    }

    @Test
    void bytesAfterTheEndAreWarnedOf() throws GbxFormatException {
        byte[] file = challenge(out -> {
            blocks(out);
            out.endOfNode();
            out.u8(1);
        });
        byte[] longer = Arrays.copyOf(file, file.length + 3);

        assertThat(codes(read(longer))).containsExactly(Code.TRAILING_BYTES, Code.TRAILING_BYTES);
    }

    @Test
    void anInputNamesAControlOfItsList() throws GbxFormatException {
        assertThat(((Ghost) read(ghostWithOneInput(0)).content()).inputs().name(0)).isEqualTo("Accelerate");
        for (int name : new int[] {1, 2, 255}) {
            assertThat(refusal(ghostWithOneInput(name)))
                    .hasMessageContaining("input 0 has name " + name + " of 1");
        }
    }

    private static byte[] ghostWithOneInput(int name) {
        return TestBodies.file(ClassIds.CGameCtnGhost, body -> body.chunk(ClassIds.CGameCtnGhost | 0x011,
                out -> {
            for (int value : new int[] {1000, 0, 1}) { // duration, unknown, number of names
                out.i32(value);
            }
            out.id("Accelerate");
            for (int value : new int[] {1, 0, 100_010}) { // number of inputs, unknown, time
                out.i32(value);
            }
            out.u8(name);
            out.i32(1);
            out.str("program");
            for (int value : new int[] {0, 0, 0}) {
                out.i32(value);
            }
            out.str("settings");
        }));
    }

    @Test
    void otherClassesAreRefused() {
        GbxFormatException e = refusal(TestBodies.file(0x09876000, out -> { }));

        assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_CLASS);
        assertThat(e.detail()).contains("0x09876000");
    }
}
