package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.MediaTrack;
import tmnf.gbx.model.Replay;

/** Files that the shared samples have no example of. */
class UncommonFilesTest {

    @Test
    void aClipOfAnotherLayoutCostsTheClipOnly() throws GbxFormatException {
        byte[] file = challenge(body -> body.chunk(ClassIds.CGameCtnChallenge | 0x021, out ->
                out.node(ClassIds.CGameCtnMediaClip, clip -> {
                    clip.i32(ClassIds.CGameCtnMediaClip | 0x005);
                    // Not the list version 10.
                    clip.i32(11);
                })));

        GbxFile<GbxContent> read = GbxFiles.read("clip", file, GbxReadOptions.FULL);

        assertThat(((Challenge) read.content()).uid()).isEqualTo("uid");
        assertThat(((Challenge) read.content()).clipsKnown()).isFalse();
        assertThat(read.warnings()).extracting(GbxWarning::code)
                .containsExactly(GbxWarning.Code.REST_SKIPPED);
    }

    @Test
    void aHandSavedReplayWithoutHeaderChunksIsRead() throws GbxFormatException {
        BodyWriter body = new BodyWriter();
        body.endOfNode();
        byte[] file = ContainerWriter.file(0x2407E000, List.of(), 1, body.toByteArray());

        assertThat(GbxFiles.read("bare", file, GbxReadOptions.FULL).header().game())
                .isEqualTo(GameVersion.UNKNOWN);
    }

    @Test
    void clipsWithTheClassIdsOfUnitedAreRead() throws IOException {
        Path samples = Samples.folder().orElse(null);
        assumeTrue(samples != null, "shared samples are absent");
        Path file = samples.resolve("replays").resolve("Bench.Replay.Gbx");
        Replay replay = GbxFiles.readReplay(file).content();

        assertThat(replay.clip().orElseThrow().tracks()).extracting(MediaTrack::name)
                .containsExactly("Camera", "Time");
        assertThat(replay.clip().orElseThrow().durationMs()).isEqualTo(36_000);
    }

    @Test
    void aReferenceToAnotherFileIsNoNode(@TempDir Path folder) throws IOException {
        BodyWriter body = new BodyWriter();
        blocks(body);
        body.chunk(ClassIds.CGameCtnChallenge | 0x026, out -> out.i32(7));
        body.skippable(ClassIds.CGameCtnChallenge | 0x018, out -> {
            out.bool(true);
            out.i32(5);
        });
        body.endOfNode();
        Path file = folder.resolve("external.Challenge.Gbx");
        Files.write(file, withReferenceTable(body.toByteArray(), 7));

        Challenge challenge = GbxFiles.readChallenge(file).content();

        assertThat(challenge.globalClip()).isEmpty();
        assertThat(challenge.laps()).isEqualTo(5);
        assertThat(GbxFiles.readHeader(file).kind()).isEqualTo(GbxHeaderFacts.Kind.CHALLENGE);
    }

    /** A challenge with a picture, so that the table lies beyond what header-only reading reads at first. */
    private static byte[] withReferenceTable(byte[] body, int node) {
        GbxWriter out = new GbxWriter();
        out.bytes("GBX".getBytes(StandardCharsets.US_ASCII));
        out.u16(6);
        out.bytes("BUUR".getBytes(StandardCharsets.US_ASCII));
        out.i32(ClassIds.CGameCtnChallenge);
        byte[] picture = new byte[10_000];
        out.i32(12 + picture.length);
        out.i32(1);
        out.i32(ClassIds.CGameCtnChallenge | 0x007);
        out.i32(picture.length);
        out.bytes(picture);
        out.i32(8);
        out.i32(1);
        out.i32(0);
        out.i32(1);
        out.str("Skins");
        out.i32(0);
        out.i32(1);
        out.str("Clip.Gbx");
        out.i32(node);
        out.bool(true);
        out.i32(0);
        out.bytes(body);
        return out.toByteArray();
    }

    @Test
    void aChallengeWithoutPlayModeClaimsNone() throws GbxFormatException {
        GbxFile<GbxContent> read = GbxFiles.read("bare", challenge(body -> { }), GbxReadOptions.FULL);

        assertThat(((Challenge) read.content()).mapType()).isEmpty();
    }

    private static byte[] challenge(BodyWriter.Content more) {
        BodyWriter body = new BodyWriter();
        blocks(body);
        more.write(body);
        body.endOfNode();
        return ContainerWriter.file(
                ClassIds.CGameCtnChallenge, List.of(), body.nodeCount(), body.toByteArray());
    }

    private static void blocks(BodyWriter body) {
        body.chunk(ClassIds.CGameCtnChallenge | 0x01F, out -> {
            out.ident(new Ident("uid", "Stadium", "author"));
            out.str("name");
            out.ident(new Ident("Day", "Stadium", "Nadeo"));
            out.bytes(new byte[16]);
            out.i32(1);
            out.i32(0);
        });
    }

    @Test
    void upstreamRanksAnUnfinishedGhostLastAsItsTimesAreUnsigned() {
        Ghost unfinished = Ghost.builder().checkpoints(List.of(new CheckpointTime(-1, 0))).build();
        Ghost finished = Ghost.builder().raceTimeMs(5_000).checkpointTimesMs(5_000).build();

        Replay replay = new Replay(new byte[0], null, List.of(unfinished, finished), null);

        assertThat(replay.bestGhostUpstream()).containsSame(finished);
    }
}
