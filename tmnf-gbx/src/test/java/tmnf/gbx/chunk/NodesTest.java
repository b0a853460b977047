package tmnf.gbx.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tmnf.gbx.chunk.TestBodies.CHALLENGE;
import static tmnf.gbx.chunk.TestBodies.CLIP;
import static tmnf.gbx.chunk.TestBodies.TRACK;
import static tmnf.gbx.chunk.TestBodies.blocks;

import org.junit.jupiter.api.Test;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.MediaClip;

/** Nodes within nodes, and lists of them. */
class NodesTest {

    private static GbxFile<GbxContent> read(byte[] file) throws GbxFormatException {
        return GbxFiles.read("test", file, GbxReadOptions.FULL);
    }

    private static GbxFormatException refusal(byte[] file) {
        return catchThrowableOfType(GbxFormatException.class, () -> read(file));
    }

    @Test
    void nodesMayNestToTheLimitAndNotDeeper() throws GbxFormatException {
        int limit = GbxReadOptions.FULL.limits().maxNodeDepth();

        assertThat(read(TestBodies.file(CLIP, out -> padded(out, limit))).warnings()).isEmpty();
        GbxFormatException e = refusal(TestBodies.file(CLIP, out -> padded(out, limit + 1)));
        assertThat(e.reason()).isEqualTo(Reason.LIMIT);
        assertThat(e.detail()).contains("deeper than " + limit);
    }

    @Test
    void nestedClipsMustNotCopyTheBodyAgainAndAgain() {
        GbxFormatException e = refusal(TestBodies.file(CLIP, out -> nested(out, 20)));

        assertThat(e.detail()).contains("clips nested within clips");
    }

    /** Nested clips in a body of some size, of which they are a small part. */
    private static void padded(BodyWriter out, int depth) {
        out.skippable(CLIP | 0x7FE, o -> o.bytes(new byte[10_000]));
        nested(out, depth);
    }

    private static void nested(BodyWriter out, int depth) {
        out.chunk(CLIP | 0x004, o -> {
            if (depth == 0) {
                o.nullNode();
            } else {
                o.node(CLIP, inner -> nested(inner, depth - 1));
            }
        });
    }

    @Test
    void nodeThatContainsItselfReadsAsNone() throws GbxFormatException {
        GbxFile<GbxContent> file = read(TestBodies.file(CHALLENGE, out -> {
            blocks(out);
            out.chunk(CHALLENGE | 0x026, o -> o.node(CLIP, clip -> clip.chunk(CLIP | 0x004, c -> c.i32(1))));
        }));

        assertThat(((Challenge) file.content()).globalClip()).isPresent();
        assertThat(file.warnings()).isEmpty();
    }

    @Test
    void nodesOfUnknownClassesArePassedOverIfTheirChunksHaveLengths() throws GbxFormatException {
        GbxFile<GbxContent> file = read(TestBodies.file(CLIP, out -> {
            out.chunk(CLIP | 0x004, o -> o.node(0x09876000, n -> n.skippable(0x09876001, c -> c.i32(1))));
            out.chunk(CLIP | 0x005, o -> {
                o.nodeList(0);
                o.str("clip");
            });
        }));

        assertThat(((MediaClip) file.content()).name()).isEqualTo("clip");
    }

    @Test
    void nodeListsDropNullsAndRefuseOtherClasses() throws GbxFormatException {
        GbxFile<GbxContent> file = read(TestBodies.file(CLIP, out -> out.chunk(CLIP | 0x005, o -> {
            o.nodeList(3);
            o.nullNode();
            o.node(TRACK, track -> { });
            o.i32(1);
            o.str("twice the same");
        })));

        MediaClip clip = (MediaClip) file.content();
        assertThat(clip.tracks()).hasSize(2);
        assertThat(clip.tracks().get(0)).isSameAs(clip.tracks().get(1));
        assertThat(refusal(TestBodies.file(CLIP, out -> out.chunk(CLIP | 0x005, o -> {
            o.nodeList(1);
            o.node(CLIP, other -> { });
        }))).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void impossibleNodesAndListsAreRefused() {
        assertThat(clipRefusal(9, 1)).isEqualTo(Reason.MALFORMED);
        assertThat(clipRefusal(10, 3_000_000)).isEqualTo(Reason.LIMIT);
        assertThat(clipRefusal(10, -1)).isEqualTo(Reason.LIMIT);
        assertThat(clipRefusal(10, 1, 0)).isEqualTo(Reason.MALFORMED);
        assertThat(clipRefusal(10, 1, -2)).isEqualTo(Reason.MALFORMED);
        assertThat(clipRefusal(10, 1, 2)).isEqualTo(Reason.MALFORMED);
        assertThat(clipRefusal(10, 1, Integer.MAX_VALUE)).isEqualTo(Reason.MALFORMED);
    }

    private static Reason clipRefusal(int... numbers) {
        return refusal(TestBodies.file(CLIP, out -> out.chunk(CLIP | 0x005, o -> {
            for (int number : numbers) {
                o.i32(number);
            }
        }))).reason();
    }
}
