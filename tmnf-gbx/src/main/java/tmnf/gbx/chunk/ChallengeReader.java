package tmnf.gbx.chunk;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.BlockSkin;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.ClipGroup;
import tmnf.gbx.model.Direction;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.MediaClip;
import tmnf.gbx.model.Password;

/**
 * Reads the chunks of a challenge's body, class CGameCtnChallenge. Collects while it reads, so that what came
 * before an unreadable clip can still be had. Layout: gbx-format note, section 7.
 */
public final class ChallengeReader implements BodyReader.ChunkHandler {

    private static final int HAS_SKIN = 0x8000;
    /** Several times as many as the largest grid has cells. */
    private static final int MOST_BLOCKS = 500_000;
    private static final int FIRST_TM2_BLOCK_VERSION = 6;

    private final Challenge.Builder challenge = Challenge.builder().mapType(null);
    private boolean blocksRead;

    public Challenge.Builder challenge() {
        return challenge;
    }

    /** Whether the essential chunk, the one with the blocks, was read. */
    public boolean blocksRead() {
        return blocksRead;
    }

    @Override
    public boolean read(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            case ClassIds.CGameCtnChallenge | 0x00D -> challenge.vehicle(in.ident());
            case ClassIds.CGameCtnChallenge | 0x011 -> parameters(in);
            case ClassIds.CGameCtnChallenge | 0x014 -> {
                in.i32();
                in.str();
            }
            case ClassIds.CGameCtnChallenge | 0x017 -> challenge.checkpoints(coordinates(in));
            case ClassIds.CGameCtnChallenge | 0x018 -> challenge.laps(in.bool(), in.i32());
            case ClassIds.CGameCtnChallenge | 0x019, ClassIds.CGameCtnChallenge | 0x024 -> in.fileRef();
            case ClassIds.CGameCtnChallenge | 0x01C ->
                challenge.mapType(MapType.ofStored(in.i32()).orElse(null));
            case ClassIds.CGameCtnChallenge | 0x01F -> blocks(in);
            case ClassIds.CGameCtnChallenge | 0x021 -> clips(in);
            case ClassIds.CGameCtnChallenge | 0x022 -> in.i32();
            case ClassIds.CGameCtnChallenge | 0x025 -> in.skip(16);
            case ClassIds.CGameCtnChallenge | 0x026 -> challenge.globalClip(in.node(MediaClip.class));
            case ClassIds.CGameCtnChallenge | 0x028 -> comments(in);
            case ClassIds.CGameCtnChallenge | 0x029 ->
                challenge.password(new Password(in.bytes(16), in.i32()));
            case ClassIds.CGameCtnChallenge | 0x02A -> challenge.simpleEditor(in.bool());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A number of things that take far more memory than bytes in the file. */
    private static int many(BodyReader in, int count) throws GbxFormatException {
        if (count > MOST_BLOCKS) {
            throw in.failure(Reason.LIMIT, count + " blocks; the limit is " + MOST_BLOCKS);
        }
        return count;
    }

    /** node collector list, node parameters, u32 kind. */
    private void parameters(BodyReader in) throws GbxFormatException {
        in.node();
        ChallengeParameters parameters = in.node(ChallengeParameters.class);
        if (parameters != null) {
            challenge.medals(parameters.medals())
                    .timeLimitMs(parameters.timeLimitMs())
                    .authorScore(parameters.authorScore());
        }
        challenge.kind(in.i32());
    }

    private static List<BlockCoord> coordinates(BodyReader in) throws GbxFormatException {
        int n = many(in, in.count(12));
        List<BlockCoord> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(new BlockCoord(in.i32(), in.i32(), in.i32()));
        }
        return list;
    }

    /** ident map, str name, ident decoration, int3 size, bool locked, u32 block version, u32 n, n blocks. */
    private void blocks(BodyReader in) throws GbxFormatException {
        Ident map = in.ident();
        challenge.uid(map.id()).environment(map.collection()).author(map.author());
        challenge.name(in.str());
        challenge.decoration(in.ident());
        challenge.size(new BlockCoord(in.i32(), in.i32(), in.i32()));
        in.bool();
        int version = in.i32();
        if (version < 0 || version >= FIRST_TM2_BLOCK_VERSION) {
            throw in.failure(Reason.OTHER_GAME, "block version " + version + ", as later games write it,");
        }
        int n = many(in, in.count(version == 0 ? 10 : 12));
        List<Block> blocks = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            blocks.add(block(in, version));
        }
        challenge.blocks(blocks);
        blocksRead = true;
    }

    /**
     * id name, u8 direction, 3 x u8 coordinates, u32 (version 0: u16) flags; flags and 0x8000: id author,
     * node skin.
     */
    private static Block block(BodyReader in, int version) throws GbxFormatException {
        String name = in.id();
        Direction direction = Direction.of(in.u8());
        BlockCoord coord = new BlockCoord(in.u8(), in.u8(), in.u8());
        int flags = version == 0 ? in.u16() : in.i32();
        if ((flags & HAS_SKIN) == 0) {
            return new Block(name, direction, coord, flags, "", null);
        }
        return new Block(name, direction, coord, flags, in.id(), in.node(BlockSkin.class));
    }

    /**
     * node intro clip, node in-game clip group, node end-race clip group. Nothing vital follows, so an exotic
     * clip costs the clips and the rest of the body, not the file.
     */
    private void clips(BodyReader in) throws GbxFormatException {
        challenge.clipsKnown(false);
        in.markIntro();
        challenge.intro(in.node(MediaClip.class));
        challenge.clipsKnown(true);
        challenge.inGameClips(in.node(ClipGroup.class));
        challenge.endRaceClips(in.node(ClipGroup.class));
    }

    /** bool camera; then u8, 9 floats, vec3, 3 floats; str comments. */
    private void comments(BodyReader in) throws GbxFormatException {
        if (in.bool()) {
            in.skip(1 + 36 + 12 + 12);
        }
        challenge.comments(in.str());
    }

    /** list of (ident block, u32 count): the puzzle mode's stock; nothing here needs it. */
    static Object collectorList(BodyReader in) throws GbxFormatException {
        in.chunks((chunk, reader) -> {
            if (chunk != ClassIds.CGameCtnCollectorList) {
                return false;
            }
            int n = reader.count(16);
            for (int i = 0; i < n; i++) {
                reader.ident();
                reader.i32();
            }
            return true;
        });
        return new NodeReaders.Ignored();
    }

    /** 002: str text, two file references; 000: two str. */
    static BlockSkin blockSkin(BodyReader in) throws GbxFormatException {
        BlockSkin[] skin = {new BlockSkin("", FileRef.NONE, FileRef.NONE)};
        in.chunks((chunk, reader) -> {
            switch (chunk) {
                case ClassIds.CGameCtnBlockSkin -> {
                    reader.str();
                    reader.str();
                }
                case ClassIds.CGameCtnBlockSkin | 0x002 ->
                    skin[0] = new BlockSkin(reader.str(), reader.fileRef(), reader.fileRef());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return skin[0];
    }

    /** A warning for a body that could not be read to its end, though its blocks could. */
    static void warnUnread(BodyReader in, GbxFormatException cause) {
        in.warn(GbxWarning.Code.REST_SKIPPED, "the rest of the body was not read: " + cause.detail());
    }
}
