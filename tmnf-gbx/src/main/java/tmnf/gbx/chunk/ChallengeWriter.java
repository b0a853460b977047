package tmnf.gbx.chunk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.HeaderChunk;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.ClipGroup;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Medals;
import tmnf.gbx.model.TmText;

/**
 * Writes challenge files in the form of TrackMania Forever 2.11.26, all chunks in its order. Layout:
 * gbx-format note, sections 7 and 11.
 */
public final class ChallengeWriter {

    private static final int CHALLENGE = ClassIds.CGameCtnChallenge;
    private static final int PARAMETERS = ClassIds.CGameCtnChallengeParameters;
    private static final int TIMES_VERSION = 11;
    private static final int IDENT_VERSION = 5;
    private static final int BLOCK_VERSION = 1;

    private final Challenge challenge;

    private ChallengeWriter(Challenge challenge) {
        this.challenge = challenge;
    }

    /** The complete file. */
    public static byte[] file(Challenge challenge) {
        ChallengeWriter writer = new ChallengeWriter(challenge);
        BodyWriter body = new BodyWriter();
        writer.body(body);
        return ContainerWriter.file(CHALLENGE, writer.header(), body.nodeCount(), body.toByteArray());
    }

    private void body(BodyWriter out) {
        out.chunk(CHALLENGE | 0x00D, o -> o.ident(challenge.vehicle()));
        out.chunk(CHALLENGE | 0x011, this::parameters);
        out.skippable(CHALLENGE | 0x017, this::checkpoints);
        out.skippable(CHALLENGE | 0x018, o -> {
            o.bool(challenge.lapRace());
            o.i32(challenge.laps());
        });
        out.skippable(CHALLENGE | 0x019, o -> o.fileRef(FileRef.NONE));
        challenge.mapType().ifPresent(type -> out.skippable(CHALLENGE | 0x01C, o -> o.i32(type.ordinal())));
        out.chunk(CHALLENGE | 0x01F, this::blocks);
        out.chunk(CHALLENGE | 0x021, this::clips);
        out.chunk(CHALLENGE | 0x022, o -> o.i32(1));
        out.chunk(CHALLENGE | 0x024, o -> o.fileRef(FileRef.NONE));
        out.chunk(CHALLENGE | 0x025, o -> o.bytes(new byte[16]));
        out.chunk(CHALLENGE | 0x026, o -> challenge.globalClip().ifPresentOrElse(
                clip -> o.node(ClassIds.CGameCtnMediaClip, clip.image(), clip), o::nullNode));
        out.chunk(CHALLENGE | 0x028, o -> {
            o.bool(false);
            o.str(challenge.comments());
        });
        out.skippable(CHALLENGE | 0x029, o -> {
            o.bytes(challenge.password().hash());
            o.i32(challenge.password().crc());
        });
        out.chunk(CHALLENGE | 0x02A, o -> o.bool(challenge.simpleEditor()));
        out.endOfNode();
    }

    private int mapType() {
        return challenge.mapType().map(MapType::ordinal).orElse(MapType.RACE.ordinal());
    }

    private void parameters(BodyWriter out) {
        out.node(ClassIds.CGameCtnCollectorList,
                o -> o.chunk(ClassIds.CGameCtnCollectorList, list -> list.i32(0)));
        out.node(PARAMETERS, o -> {
            o.chunk(PARAMETERS | 0x001, tips -> {
                for (int i = 0; i < 4; i++) {
                    tips.str("");
                }
            });
            o.chunk(PARAMETERS | 0x004, times -> {
                medals(times);
                times.i32(0);
            });
            o.chunk(PARAMETERS | 0x008, limits -> {
                limits.i32(challenge.timeLimitMs());
                limits.i32(challenge.authorScore());
            });
        });
        out.i32(challenge.kind());
    }

    private void medals(BodyWriter out) {
        Medals medals = challenge.medals();
        out.i32(medals.bronzeMs());
        out.i32(medals.silverMs());
        out.i32(medals.goldMs());
        out.i32(medals.authorMs());
    }

    private void checkpoints(BodyWriter out) {
        out.i32(challenge.checkpoints().size());
        challenge.checkpoints().forEach(coord -> coord(out, coord));
    }

    private static void coord(BodyWriter out, BlockCoord coord) {
        out.i32(coord.x());
        out.i32(coord.y());
        out.i32(coord.z());
    }

    private void mapIdent(BodyWriter out) {
        out.generatedId(challenge.uid());
        out.id(challenge.environment());
        out.id(challenge.author());
    }

    private void blocks(BodyWriter out) {
        mapIdent(out);
        out.str(challenge.name());
        out.ident(challenge.decoration());
        coord(out, challenge.size());
        out.bool(false);
        out.i32(BLOCK_VERSION);
        out.i32(challenge.blocks().size());
        for (Block block : challenge.blocks()) {
            block(out, block);
        }
    }

    private static void block(BodyWriter out, Block block) {
        out.id(block.name());
        out.u8(block.direction().ordinal());
        out.u8(block.coord().x());
        out.u8(block.coord().y());
        out.u8(block.coord().z());
        out.i32(block.flags());
        if (!block.carriesSkin()) {
            return;
        }
        out.id(block.author());
        if (block.skin() == null) {
            out.nullNode();
            return;
        }
        out.node(ClassIds.CGameCtnBlockSkin, o -> o.chunk(ClassIds.CGameCtnBlockSkin | 0x002, skin -> {
            skin.str(block.skin().text());
            skin.fileRef(block.skin().pack());
            skin.fileRef(block.skin().parent());
        }));
    }

    private void clips(BodyWriter out) {
        challenge.intro().ifPresentOrElse(
                clip -> out.node(ClassIds.CGameCtnMediaClip, clip.image(), clip), out::nullNode);
        group(out, challenge.inGameClips());
        group(out, challenge.endRaceClips());
    }

    private static void group(BodyWriter out, Optional<ClipGroup> group) {
        group.ifPresentOrElse(
                clips -> out.node(ClassIds.CGameCtnMediaClipGroup, clips.image(), clips), out::nullNode);
    }

    private List<HeaderChunk> header() {
        List<HeaderChunk> chunks = new ArrayList<>();
        chunks.add(chunk(0x002, false, this::timesHeader));
        chunks.add(chunk(0x003, false, this::identHeader));
        chunks.add(chunk(0x004, false, out -> out.i32(6)));
        chunks.add(chunk(0x005, true, out -> out.str(xml())));
        if (challenge.thumbnail().length > 0) {
            chunks.add(chunk(0x007, true, this::thumbnail));
        }
        return chunks;
    }

    private static HeaderChunk chunk(int number, boolean heavy, BodyWriter.Content content) {
        BodyWriter out = new BodyWriter();
        content.write(out);
        return new HeaderChunk(CHALLENGE | number, heavy, out.toByteArray());
    }

    private void timesHeader(BodyWriter out) {
        out.u8(TIMES_VERSION);
        out.bool(false);
        medals(out);
        out.i32(challenge.cost());
        out.bool(challenge.lapRace());
        out.i32(mapType());
        out.bool(false);
        out.i32(challenge.authorScore());
        out.i32(challenge.simpleEditor() ? 1 : 0);
    }

    private void identHeader(BodyWriter out) {
        out.u8(IDENT_VERSION);
        mapIdent(out);
        out.str(challenge.name());
        out.u8(challenge.kind());
        out.i32(0);
        out.str("");
        out.ident(challenge.decoration());
        out.bytes(new byte[16]);
        out.bytes(new byte[16]);
    }

    private String xml() {
        Medals medals = challenge.medals();
        return "<header type=\"challenge\" version=\"TMc.6\" exever=\"" + XmlText.EXE_VERSION
                + "\"><ident uid=\"" + XmlText.escape(challenge.uid())
                + "\" name=\"" + XmlText.escape(TmText.withoutBom(challenge.name()))
                + "\" author=\"" + XmlText.escape(challenge.author()) + "\"/><desc envir=\""
                + XmlText.escape(challenge.environment()) + "\" mood=\"" + XmlText.escape(challenge.mood())
                + "\" type=\"" + challenge.mapType().orElse(MapType.RACE).label() + "\" nblaps=\""
                + (challenge.lapRace() ? challenge.laps() : 0) + "\" price=\"" + challenge.cost()
                + "\" /><times bronze=\"" + medals.bronzeMs() + "\" silver=\"" + medals.silverMs()
                + "\" gold=\"" + medals.goldMs() + "\" authortime=\"" + medals.authorMs()
                + "\" authorscore=\"" + challenge.authorScore() + "\"/><deps></deps></header>";
    }

    private void thumbnail(BodyWriter out) {
        out.i32(1);
        out.i32(challenge.thumbnail().length);
        ascii(out, "<Thumbnail.jpg>");
        out.bytes(challenge.thumbnail());
        ascii(out, "</Thumbnail.jpg><Comments>");
        out.str(challenge.comments());
        ascii(out, "</Comments>");
    }

    private static void ascii(BodyWriter out, String text) {
        out.bytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
