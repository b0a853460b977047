package tmnf.tminterface.sim.game;

import java.util.Optional;

import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;

/** A second car in the picture, which drives as a ghost did and touches nothing. Confined to one thread. */
final class GhostCar {

    private final GhostSamples samples;
    private final CarState turned = new CarState();

    GhostCar(Ghost ghost) {
        this.samples = ghost.samples();
    }

    /** Where it is, between two samples; it waits before the start and is gone after the end. */
    Optional<Pose> at(int raceTimeMs) {
        int period = samples.periodMs();
        int before = period > 0 ? Math.max(0, raceTimeMs) / period : samples.size();
        if (before + 1 >= samples.size()) {
            return Optional.empty();
        }
        float part = (float) (Math.max(0, raceTimeMs) % period) / period;
        Vec3 from = samples.position(before);
        Vec3 to = samples.position(before + 1);
        turned.setQuaternion(samples.rotation(part < 0.5f ? before : before + 1));
        return Optional.of(new Pose(new Vec3(from.x() + part * (to.x() - from.x()),
                from.y() + part * (to.y() - from.y()), from.z() + part * (to.z() - from.z())),
                turned.left(), turned.up(), turned.forward()));
    }
}
