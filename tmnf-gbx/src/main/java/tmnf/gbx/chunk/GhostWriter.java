package tmnf.gbx.chunk;

import java.util.List;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceProgram;

/**
 * Writes ghosts with all chunks that TrackMania Forever writes, in its order. Layout: gbx-format note,
 * section 5.
 */
public final class GhostWriter {

    private static final int GHOST = ClassIds.CGameCtnGhost;

    private GhostWriter() {}

    /** A stand-alone ghost file. */
    public static byte[] file(Ghost ghost) {
        BodyWriter out = new BodyWriter();
        chunks(out, ghost);
        out.endOfNode();
        return ContainerWriter.file(GHOST, List.of(), out.nodeCount(), out.toByteArray());
    }

    static void chunks(BodyWriter out, Ghost ghost) {
        out.chunk(ClassIds.CGameGhost | 0x005, o -> SampleData.write(o, ghost.samples()));
        out.skippable(GHOST | 0x005, o -> o.i32(ghost.raceTimeMs()));
        out.skippable(GHOST | 0x008, o -> o.i32(ghost.respawns()));
        out.skippable(GHOST | 0x009, o -> o.vec3(ghost.lightTrailColour()));
        out.skippable(GHOST | 0x00A, o -> o.i32(ghost.stuntsScore()));
        out.skippable(GHOST | 0x00B, o -> checkpoints(o, ghost.checkpoints()));
        out.chunk(GHOST | 0x00C, o -> o.i32(0));
        out.chunk(GHOST | 0x00E, o -> o.generatedId(ghost.uid()));
        out.chunk(GHOST | 0x00F, o -> o.str(ghost.login()));
        out.chunk(GHOST | 0x010, o -> o.id(ghost.validationMapUid()));
        out.chunk(GHOST | 0x012, o -> o.bytes(ghost.key()));
        out.skippable(GHOST | 0x013, o -> {
            o.i32(0);
            o.i32(0);
        });
        out.skippable(GHOST | 0x014, o -> o.i32(ghost.version()));
        out.chunk(GHOST | 0x015, o -> o.generatedId(ghost.nickname()));
        out.skippable(GHOST | 0x017, o -> skins(o, ghost));
        out.chunk(GHOST | 0x018, o -> o.ident(ghost.vehicle()));
        out.chunk(GHOST | 0x019, o -> inputs(o, ghost));
    }

    private static void checkpoints(BodyWriter out, List<CheckpointTime> checkpoints) {
        out.i32(checkpoints.size());
        for (CheckpointTime checkpoint : checkpoints) {
            out.i32(checkpoint.timeMs());
            out.i32(checkpoint.stuntsScore());
        }
    }

    private static void skins(BodyWriter out, Ghost ghost) {
        out.i32(ghost.skins().size());
        for (FileRef skin : ghost.skins()) {
            out.fileRef(skin);
        }
        out.str(ghost.skinNickname());
        out.str(ghost.avatarName());
    }

    private static void inputs(BodyWriter out, Ghost ghost) {
        out.i32(ghost.eventsDurationMs());
        if (ghost.eventsDurationMs() == 0) {
            return;
        }
        out.i32(0);
        InputTape tape = ghost.inputs();
        out.i32(tape.controlNames().size());
        tape.controlNames().forEach(out::id);
        out.i32(tape.size());
        out.i32(0);
        for (int i = 0; i < tape.size(); i++) {
            out.i32(tape.timeMs(i) + GhostReader.STORED_TIME_OFFSET);
            out.u8(tape.nameIndex(i));
            out.i32(tape.value(i));
        }
        RaceProgram program = ghost.program();
        out.str(program.exeVersion());
        out.i32((int) program.exeChecksum());
        out.i32((int) program.osKind());
        out.i32((int) program.cpuKind());
        out.str(program.raceSettings());
        out.i32((int) program.validationSeed());
    }
}
