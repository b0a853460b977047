package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
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
