package tmnf.tminterface.observation;

import java.util.Optional;
import tmnf.tminterface.state.HmsDynaState;
import tmnf.tminterface.state.SimStateData;

/**
 * Everything that features take their numbers from: the state of the game and what was remembered of the
 * drive. Belongs to an {@link ObservationBuilder}; confined to its thread.
 */
public final class ObservationInput {

    private final ObservationConfig config;
    private final PreviousActions previousActions;
    private final GearboxCounter gearboxCounter = new GearboxCounter();
    private final ContactMaterials materials = new ContactMaterials();
    /** Null without a reference line: there are no zones then. */
    private final ZoneTracker zones;
    /** From the world's frame to the car's, row by row: the transpose of the car's rotation. */
    private final float[] toCar = new float[9];

    /** Null before the first state. */
    private SimStateData state;

    ObservationInput(ObservationConfig config, ZoneTracker zones) {
        this.config = config;
        this.zones = zones;
        previousActions = new PreviousActions(config.previousActions());
    }

    void update(SimStateData newState) {
        state = newState;
        HmsDynaState car = newState.dyna().currentState();
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                toCar[3 * column + row] = car.rotation(row, column);
            }
        }
        gearboxCounter.count(newState.sceneMobil().gearboxState());
        if (zones != null) {
            zones.update(car.position(0), car.position(1), car.position(2));
        }
    }

    void reset() {
        previousActions.clear();
        gearboxCounter.reset();
        if (zones != null) {
            zones.reset();
        }
    }

    /** The state of the game that is observed. */
    public SimStateData state() {
        if (state == null) {
            throw new IllegalStateException("no state was given yet; call update first");
        }
        return state;
    }

    public PreviousActions previousActions() {
        return previousActions;
    }

    /** Already counts the current state. */
    public GearboxCounter gearboxCounter() {
        return gearboxCounter;
    }

    public ContactMaterials materials() {
        return materials;
    }

    /** Where on the line the car is, or empty without a line. */
    public Optional<ZoneTracker> zones() {
        return Optional.ofNullable(zones);
    }

    /** Writes a direction of the world as the car sees it. */
    public void toCarFrame(double x, double y, double z, float[] target, int at) {
        for (int row = 0; row < 3; row++) {
            target[at + row] = (float) (toCar[3 * row] * x + toCar[3 * row + 1] * y + toCar[3 * row + 2] * z);
        }
    }

    /** The matrix from the world's frame to the car's, row by row; a copy. */
    float[] orientation() {
        return toCar.clone();
    }

    /** Metres to the finish, capped; 0 without a line. */
    float margin() {
        return zones == null ? 0 : (float) zones.margin();
    }

    /** Writes the next zone centres as the car sees them, zeros without a line. */
    void writeZoneCentres(float[] target, int at) {
        HmsDynaState car = state().dyna().currentState();
        for (int i = 0; i < config.zoneCentres(); i++) {
            if (zones == null) {
                toCarFrame(0, 0, 0, target, at + 3 * i);
                continue;
            }
            int zone = zones.zone() + i * config.everyNthCentre();
            toCarFrame(
                    zones.line().centre(zone, 0) - car.position(0),
                    zones.line().centre(zone, 1) - car.position(1),
                    zones.line().centre(zone, 2) - car.position(2),
                    target,
                    at + 3 * i);
        }
    }
}
