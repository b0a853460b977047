package tmnf.rl.demonstration;

import tmnf.gbx.model.Vec3;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.GearboxCounter;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.ObservationSnapshot;
import tmnf.tminterface.observation.PreviousActions;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.StoredObservations;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.observation.ZoneTracker;

/**
 * Observations of stored states along the line that the driver races along. What depends on how often the car
 * is looked at, or on the line, is not taken from the capture: zone, margin, counter of the gearbox, previous
 * actions. One observation for each decision, in their order. Confined to one thread.
 */
final class LineObserver {

    private static final int AXES = 3;
    private static final String ORIENTATION = "orientation_flat";

    private final ObservationLayout layout;
    private final StoredObservations stored;
    private final ZoneLine line;
    private final ZoneTracker zones;
    private final PreviousActions previous;
    private final GearboxCounter gearbox = new GearboxCounter();
    private final int gearboxState;
    private final int gearboxCounter;
    private final int margin;
    private double metresFromStart;

    LineObserver(ObservationLayout layout, MapTarget target, TrainSettings settings) {
        this.layout = layout;
        stored = new StoredObservations(layout);
        line = ZoneLine.of(target.line(), layout.config());
        zones = new ZoneTracker(line, settings.environment().syncVirtualAndRealCheckpoints()
                ? RealCheckpoints.along(line, target.checkpoints()) : RealCheckpoints.none());
        previous = new PreviousActions(layout.config().previousActions());
        gearboxState = layout.offset(ObservationLayout.GEARBOX_STATE);
        gearboxCounter = layout.offset(ObservationLayout.GEARBOX_COUNTER);
        margin = layout.offset(ObservationLayout.MARGIN);
    }

    /** A race begins. */
    void begin() {
        zones.reset();
        previous.clear();
        gearbox.reset();
    }

    /** Writes the observation of a state. */
    void observe(ObservationSnapshot snapshot, float[] target, int at) {
        stored.build(snapshot, previous, target, at);
        Vec3 car = snapshot.position();
        zones.update(car.x(), car.y(), car.z());
        target[at + gearboxCounter] = gearbox.count((int) target[at + gearboxState]);
        target[at + margin] = (float) zones.margin();
        float[] toCar = snapshot.field(ORIENTATION).orElseThrow();
        for (int i = 0; i < layout.config().zoneCentres(); i++) {
            int zone = zones.zone() + i * layout.config().everyNthCentre();
            double x = line.centre(zone, 0) - car.x();
            double y = line.centre(zone, 1) - car.y();
            double z = line.centre(zone, 2) - car.z();
            for (int row = 0; row < AXES; row++) {
                target[at + layout.zoneCentre(i) + row] = (float) (toCar[AXES * row] * x
                        + toCar[AXES * row + 1] * y + toCar[AXES * row + 2] * z);
            }
        }
        int start = line.startZone();
        metresFromStart = Math.sqrt(square(line.centre(start, 0) - car.x())
                + square(line.centre(start, 1) - car.y()) + square(line.centre(start, 2) - car.z()));
    }

    private static double square(double value) {
        return value * value;
    }

    /** This action was decided on. */
    void sent(int action) {
        previous.push(action);
    }

    /** How far the car of the last observation is from where the line starts. */
    double metresFromStart() {
        return metresFromStart;
    }

    int zone() {
        return zones.zone();
    }

    double metres() {
        return zones.distanceAlong();
    }

    int finishZone() {
        return line.lastZone() + 1;
    }

    double finishMetres() {
        return line.finishDistance();
    }
}
