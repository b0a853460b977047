package tmnf.gbx.chunk;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions.Samples;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceProgram;

/** Reads a ghost, class CGameCtnGhost over CGameGhost. Layout: gbx-format note, section 5. */
public final class GhostReader implements BodyReader.ChunkHandler {

    /** Added to the time of every stored input. */
    static final int STORED_TIME_OFFSET = 100_000;

    private static final int ENTRY_SIZE = 9;

    private final Ghost.Builder ghost = Ghost.builder();

    private GhostReader() {}

    /** Reads a ghost's chunks up to the end of its node. */
    public static Ghost read(BodyReader in) throws GbxFormatException {
        GhostReader reader = new GhostReader();
        in.chunks(reader);
        return reader.ghost.build();
    }

    @Override
    public boolean read(int chunk, BodyReader in) throws GbxFormatException {
        switch (chunk) {
            case ClassIds.CGameGhost | 0x005 -> samples(in);
            case ClassIds.CGameCtnGhost | 0x005 -> ghost.raceTimeMs(in.i32());
            case ClassIds.CGameCtnGhost | 0x008 -> ghost.respawns(in.i32());
            case ClassIds.CGameCtnGhost | 0x009 -> ghost.lightTrailColour(in.vec3());
            case ClassIds.CGameCtnGhost | 0x00A -> ghost.stuntsScore(in.i32());
            case ClassIds.CGameCtnGhost | 0x00B -> checkpoints(in);
            case ClassIds.CGameCtnGhost | 0x00C -> in.i32();
            case ClassIds.CGameCtnGhost | 0x00D -> unitedIdentity(in);
            case ClassIds.CGameCtnGhost | 0x00E -> ghost.uid(in.id());
            case ClassIds.CGameCtnGhost | 0x00F -> ghost.login(in.str());
            case ClassIds.CGameCtnGhost | 0x010 -> ghost.validationMapUid(in.id());
            case ClassIds.CGameCtnGhost | 0x011 -> inputs(in, false);
            case ClassIds.CGameCtnGhost | 0x012 -> ghost.key(in.bytes(20));
            case ClassIds.CGameCtnGhost | 0x013 -> in.skip(8);
            case ClassIds.CGameCtnGhost | 0x014 -> ghost.version(in.i32());
            case ClassIds.CGameCtnGhost | 0x015 -> ghost.nickname(in.id());
            case ClassIds.CGameCtnGhost | 0x017 -> skins(in);
            case ClassIds.CGameCtnGhost | 0x018 -> ghost.vehicle(in.ident());
            case ClassIds.CGameCtnGhost | 0x019 -> inputs(in, true);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** u32 unpacked size, u32 n, n bytes of zlib data. A damaged track costs the samples, not the file. */
    private void samples(BodyReader in) throws GbxFormatException {
        int unpackedSize = in.i32();
        int packedSize = in.length();
        if (in.options().samples() == Samples.SKIP) {
            in.skip(packedSize);
            return;
        }
        byte[] packed = in.bytes(packedSize);
        String label = in.label();
        GbxLimits limits = in.options().limits();
        if (in.grantUnpacked(unpackedSize)) {
            ghost.samples(() -> unpack(label, packed, unpackedSize, limits));
        } else {
            ghost.samples(GhostSamples.damaged(
                    (unpackedSize & 0xFFFF_FFFFL) + " bytes of samples; the limit for a file is "
                            + limits.maxBodyBytes()));
        }
        if (in.options().samples() == Samples.NOW) {
            String damage = ghost.build().samples().damage();
            if (!damage.isEmpty()) {
                in.warn(GbxWarning.Code.CHUNK_SKIPPED, "the ghost's sample track is damaged: " + damage);
            }
        }
    }

    private static GhostSamples unpack(String label, byte[] packed, int unpackedSize, GbxLimits limits) {
        try {
            return SampleData.read(label, packed, unpackedSize, limits);
        } catch (GbxFormatException e) {
            return GhostSamples.damaged(e.detail());
        }
    }

    /** list of (time, u32 stunt score). */
    private void checkpoints(BodyReader in) throws GbxFormatException {
        int n = in.count(8);
        List<CheckpointTime> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(new CheckpointTime(in.i32(), in.i32()));
        }
        ghost.checkpoints(list);
    }

    /** TMU: ident vehicle, str, 4 x u32, str nickname. */
    private void unitedIdentity(BodyReader in) throws GbxFormatException {
        ghost.vehicle(in.ident());
        in.str();
        in.skip(16);
        ghost.nickname(in.str());
    }

    /** list of file references, str nickname, str avatar name. */
    private void skins(BodyReader in) throws GbxFormatException {
        int n = in.count(5);
        List<FileRef> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(in.fileRef());
        }
        ghost.skins(list).skinNickname(in.str()).avatarName(in.str());
    }

    /**
     * u32 duration (0: nothing follows), u32, list of ids, u32 n, u32, n x (u32 time, u8 name, u32 value),
     * str program, u32 check sum, u32 system, u32 processor, str race settings, and from TMF on u32 seed.
     */
    private void inputs(BodyReader in, boolean seed) throws GbxFormatException {
        int duration = in.i32();
        ghost.eventsDurationMs(duration);
        if (duration == 0) {
            return;
        }
        in.i32();
        List<String> names = new ArrayList<>();
        int nameCount = in.count(4);
        for (int i = 0; i < nameCount; i++) {
            names.add(in.id());
        }
        int n = in.i32();
        in.i32();
        if (n < 0 || (long) n * ENTRY_SIZE > in.remaining()) {
            throw in.failure(Reason.LIMIT, n + " inputs where " + in.remaining() + " bytes are left");
        }
        ghost.inputs(tape(in, names, n));
        ghost.program(new RaceProgram(in.str(), in.u32(), in.u32(), in.u32(), in.str(), seed ? in.u32() : 0));
    }

    private static InputTape tape(BodyReader in, List<String> names, int n) throws GbxFormatException {
        int[] times = new int[n];
        byte[] indices = new byte[n];
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            times[i] = in.i32() - STORED_TIME_OFFSET;
            int name = in.u8();
            if (name >= names.size()) {
                throw in.failure(
                        Reason.MALFORMED, "input " + i + " has name " + name + " of " + names.size());
            }
            indices[i] = (byte) name;
            values[i] = in.i32();
        }
        return new InputTape(names, times, indices, values);
    }
}
