package tmnf.tminterface.sim.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;

/** Tracks along +z from the origin: gates 40 m wide across the way, no surfaces. */
final class TestTracks {

    private static final float HALF_DEPTH = 0.25f;

    private TestTracks() {}

    /** A track with checkpoints at these z and the finish at the last of them. */
    static Track straight(int laps, int... gates) {
        List<Gate> list = new ArrayList<>();
        for (int i = 0; i < gates.length; i++) {
            boolean last = i == gates.length - 1;
            Gate.Kind end = laps > 1 ? Gate.Kind.START_FINISH : Gate.Kind.FINISH;
            Gate.Kind kind = last ? end : Gate.Kind.CHECKPOINT;
            list.add(gate(kind, gates[i]));
        }
        return of(list, laps);
    }

    static Track of(List<Gate> gates, int laps) {
        int checkpoints = (int) gates.stream().filter(gate -> gate.kind() == Gate.Kind.CHECKPOINT).count();
        return new Track("test", "uid", Optional.empty(), new MeshBuilder().build(),
                Pose.upright(Vec3.ZERO, 0), gates, checkpoints, laps);
    }

    static Gate gate(Gate.Kind kind, float z) {
        Pose respawn = kind == Gate.Kind.FINISH ? null : Pose.upright(new Vec3(1, 2, z - 5), 0);
        return new Gate(kind, new Vec3(0, 0, z), new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1),
                20, 20, HALF_DEPTH, respawn);
    }
}
