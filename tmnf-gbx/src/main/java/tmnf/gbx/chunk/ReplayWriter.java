package tmnf.gbx.chunk;

import java.util.List;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.HeaderChunk;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.Replay;

/**
 * Writes replay files in the form of TrackMania Forever 2.11.26. Layout: gbx-format note, sections 4 and 11.
 */
public final class ReplayWriter {

    private static final int REPLAY = ClassIds.CGameCtnReplayRecord;
    private static final int HEADER_VERSION = 7;

    private ReplayWriter() {}

    /** The complete file; its header describes the best ghost and the embedded challenge. */
    public static byte[] file(Replay replay) {
        BodyWriter out = new BodyWriter();
        out.chunk(REPLAY | 0x002, o -> {
            o.i32(replay.challengeBytes().length);
            o.bytes(replay.challengeBytes());
        });
        out.skippable(REPLAY | 0x007, o -> o.i32(-1));
        out.chunk(REPLAY | 0x014, o -> ghosts(o, replay.ghosts()));
        out.chunk(REPLAY | 0x015, o -> replay.clip().ifPresentOrElse(
                clip -> o.node(ClassIds.CGameCtnMediaClip, clip.image(), clip), o::nullNode));
        out.endOfNode();
        return ContainerWriter.file(REPLAY, header(replay), out.nodeCount(), out.toByteArray());
    }

    private static void ghosts(BodyWriter out, List<Ghost> ghosts) {
        out.nodeList(ghosts.size());
        for (Ghost ghost : ghosts) {
            out.node(ClassIds.CGameCtnGhost, o -> GhostWriter.chunks(o, ghost), ghost);
        }
        out.i32(0);
        out.i32(0);
    }

    private static List<HeaderChunk> header(Replay replay) {
        Ghost ghost = replay.bestGhost().orElseGet(() -> Ghost.builder().build());
        Ident map = replay.challenge()
                .map(challenge -> new Ident(challenge.uid(), challenge.environment(), challenge.author()))
                .orElse(Ident.EMPTY);
        BodyWriter facts = new BodyWriter();
        facts.i32(HEADER_VERSION);
        facts.generatedId(map.id());
        facts.id(map.collection());
        facts.id(map.author());
        facts.i32(ghost.raceTimeMs());
        facts.str(ghost.nickname());
        facts.str(ghost.login());
        BodyWriter xml = new BodyWriter();
        xml.str(xml(map, ghost));
        return List.of(
                new HeaderChunk(REPLAY, false, facts.toByteArray()),
                new HeaderChunk(REPLAY | 0x001, true, xml.toByteArray()));
    }

    private static String xml(Ident map, Ghost ghost) {
        return "<header type=\"replay\" version=\"TMr.7\" exever=\"" + XmlText.EXE_VERSION
                + "\"><challenge uid=\"" + XmlText.escape(map.id())
                + "\"/><times best=\"" + ghost.raceTimeMs() + "\" respawns=\"" + ghost.respawns()
                + "\" stuntscore=\"" + ghost.stuntsScore() + "\" validable=\""
                + (ghost.finished() ? 1 : 0) + "\"/></header>";
    }
}
