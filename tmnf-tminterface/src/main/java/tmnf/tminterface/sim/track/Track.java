package tmnf.tminterface.sim.track;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tmnf.gbx.model.Challenge;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.Pose;

/**
 * What a race takes place on.
 *
 * @param name as the game shows it
 * @param uid of the challenge
 * @param challenge the map, if there is one: not for tracks made from a reference line
 * @param surfaces what the car may touch
 * @param spawn where the car hangs at race time 0
 * @param gates all of them, in no order that matters
 * @param checkpoints how many different checkpoints a lap needs before its finish counts
 * @param laps from 1 on
 */
public record Track(
        String name, String uid, Optional<Challenge> challenge, SurfaceMesh surfaces, Pose spawn,
        List<Gate> gates, int checkpoints, int laps) {

    public Track {
        Objects.requireNonNull(name);
        Objects.requireNonNull(uid);
        Objects.requireNonNull(challenge);
        Objects.requireNonNull(surfaces);
        Objects.requireNonNull(spawn);
        gates = List.copyOf(gates);
    }
}
