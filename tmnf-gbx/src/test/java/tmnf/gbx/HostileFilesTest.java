package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.MediaBlock;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.model.MediaTrack;
import tmnf.gbx.model.NodeImage;
import tmnf.gbx.model.Replay;

/** Files made to cost more than they are worth: deep, repetitive, or larger unpacked than any heap. */
class HostileFilesTest {

    @Test
    void replaysWithinReplaysAreNotFollowed() throws GbxFormatException {
        byte[] file = new byte[0];
        for (int i = 0; i < 3_000; i++) {
            file = replayAround(file);
        }

        GbxFile<GbxContent> read = GbxFiles.read("nested", file, GbxReadOptions.FULL);

        assertThat(read.warnings()).extracting(GbxWarning::code)
                .containsExactly(GbxWarning.Code.EMBEDDED_UNREADABLE);
    }

    @Test
    void moreSamplesThanStatesAreRefusedBeforeAnyAllocation() throws GbxFormatException {
        int count = 4_000_000;
        GbxWriter track = new GbxWriter();
        track.i32(GhostSamples.CAR_CLASS);
        track.bool(true);
        track.i32(0);
        track.i32(100);
        track.i32(GhostSamples.STATE_VERSION);
        track.i32(count);
        track.bytes(new byte[count]);
        track.i32(count);
        track.i32(0);
        track.i32(-1);

        GbxFile<GbxContent> read = GbxFiles.read("samples", ghost(track), GbxReadOptions.CHECKED);

        assertThat(((Ghost) read.content()).samples().damage()).contains("4000000 samples in 4000000 bytes");
    }

    @Test
    @Timeout(10)
    void aTrackNamedManyTimesIsLookedAtOnce() {
        MediaBlock block = new MediaBlock(0x03082000, "motion blur", 0, 1);
        MediaTrack track = new MediaTrack("", Collections.nCopies(100_000, block), false);
        NodeImage image = new NodeImage(new byte[0], List.of());
        MediaClip clip = new MediaClip("", Collections.nCopies(100_000, track), image);

        assertThat(clip.durationMs()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {ClassIds.CGameCtnGhost | 0x005, ClassIds.CGameCtnGhost | 0xEEE})
    void oddChunksWithoutEndAreRefused(int chunk) {
        BodyWriter body = new BodyWriter();
        for (int i = 0; i < 1_001; i++) {
            body.skippable(chunk, out -> { });
        }
        body.endOfNode();
        byte[] file = ContainerWriter.file(ClassIds.CGameCtnGhost, List.of(), 1, body.toByteArray());

        assertThatExceptionOfType(GbxFormatException.class)
                .isThrownBy(() -> GbxFiles.read("odd", file, GbxReadOptions.FULL))
                .matches(e -> e.reason() == GbxFormatException.Reason.LIMIT);
    }

    @Test
    void aSmallFileThatUnpacksToAHugeBodyIsRefused() {
        byte[] file = ContainerWriter.file(ClassIds.CGameCtnChallenge, List.of(), 1, new byte[16 << 20]);

        assertThat(file.length).isLessThan(100_000);
        assertThatExceptionOfType(GbxFormatException.class)
                .isThrownBy(() -> GbxFiles.read("bomb", file, GbxReadOptions.FULL))
                .matches(e -> e.reason() == GbxFormatException.Reason.LIMIT);
    }

    @Test
    void theSamplesOfAllGhostsShareOneLimit() throws GbxFormatException {
        GbxWriter track = new GbxWriter();
        track.i32(-1);
        track.bytes(new byte[6 << 20]);
        byte[] ghost = chunkOf(track);
        BodyWriter body = new BodyWriter();
        body.chunk(ClassIds.CGameCtnReplayRecord | 0x014, out -> {
            out.nodeList(12);
            for (int i = 0; i < 12; i++) {
                out.node(ClassIds.CGameCtnGhost, o -> o.bytes(ghost));
            }
            out.i32(0);
            out.i32(0);
        });
        body.endOfNode();
        byte[] file = ContainerWriter.file(
                ClassIds.CGameCtnReplayRecord, List.of(), body.nodeCount(), body.toByteArray());

        GbxFile<GbxContent> read = GbxFiles.read("many", file, GbxReadOptions.FULL);

        assertThat(((Replay) read.content()).ghosts())
                .filteredOn(g -> g.samples().damage().contains("limit for a file"))
                .hasSize(2);
    }

    @Test
    void clipsWithinClipsAreNotCopiedAgainAndAgain() {
        BodyWriter body = new BodyWriter();
        clip(body, 10);
        byte[] file = ContainerWriter.file(
                ClassIds.CGameCtnMediaClip, List.of(), body.nodeCount(), body.toByteArray());

        assertThatExceptionOfType(GbxFormatException.class)
                .isThrownBy(() -> GbxFiles.read("clips", file, GbxReadOptions.FULL))
                .withMessageContaining("nested");
    }

    private static void clip(BodyWriter out, int depth) {
        out.skippable(ClassIds.CGameCtnMediaClip | 0xEEE, o -> o.bytes(new byte[depth == 0 ? 100_000 : 0]));
        if (depth > 0) {
            out.chunk(ClassIds.CGameCtnMediaClip | 0x004, scene ->
                    scene.node(ClassIds.CGameCtnMediaClip, o -> clip(o, depth - 1)));
        }
        if (depth == 10) {
            out.endOfNode();
        }
    }

    private static byte[] ghost(GbxWriter track) {
        BodyWriter body = new BodyWriter();
        body.bytes(chunkOf(track));
        body.endOfNode();
        return ContainerWriter.file(ClassIds.CGameCtnGhost, List.of(), 1, body.toByteArray());
    }

    private static byte[] chunkOf(GbxWriter track) {
        byte[] packed = new byte[track.size() / 100 + 1_000];
        Deflater deflater = new Deflater();
        deflater.setInput(track.toByteArray());
        deflater.finish();
        int length = deflater.deflate(packed);
        deflater.end();
        BodyWriter body = new BodyWriter();
        body.chunk(ClassIds.CGameGhost | 0x005, out -> {
            out.i32(track.size());
            out.i32(length);
            out.bytes(packed, length);
        });
        return body.toByteArray();
    }

    /** A replay that is not packed and has nothing but an embedded file. */
    private static byte[] replayAround(byte[] embedded) {
        GbxWriter out = new GbxWriter();
        out.bytes("GBX".getBytes(StandardCharsets.US_ASCII));
        out.u16(6);
        out.bytes("BUUR".getBytes(StandardCharsets.US_ASCII));
        out.i32(ClassIds.CGameCtnReplayRecord);
        out.i32(0);
        out.i32(1);
        out.i32(0);
        out.i32(ClassIds.CGameCtnReplayRecord | 0x002);
        out.i32(embedded.length);
        out.bytes(embedded);
        out.i32(0xFACADE01);
        return out.toByteArray();
    }
}
