package tmnf.rl.collect;

import java.util.Locale;

import tmnf.tminterface.observation.ObservationBuilder;
import tmnf.tminterface.observation.ObservationLayout;
import tmnf.tminterface.observation.RealCheckpoints;
import tmnf.tminterface.observation.ZoneLine;
import tmnf.tminterface.observation.ZoneTracker;
import tmnf.tminterface.state.SimStateData;

/** A target with what is made of it once: its zones, its observations, its start. Confined to one thread. */
final class Course {

    /** How far the car may stand from where the line begins, metres: half of the original's road. */
    private static final double START_METRES = 45;

    private final MapTarget target;
    private final ZoneLine line;
    private final ObservationBuilder observations;
    private byte[] start; // the state at race time 0; null: not known yet

    Course(MapTarget target, RaceSettings settings, ObservationLayout layout) {
        this.target = target;
        this.line = ZoneLine.of(target.line(), settings.observation());
        this.observations = ObservationBuilder.along(layout, line, settings.checkpointGating()
                ? RealCheckpoints.along(line, target.checkpoints()) : RealCheckpoints.none());
    }

    MapTarget target() {
        return target;
    }

    ObservationBuilder observations() {
        return observations;
    }

    ZoneTracker zones() {
        return observations.input().zones().orElseThrow();
    }

    /** Where the terminal entry of a finished race is: zone and metres. */
    int finishZone() {
        return line.lastZone() + 1;
    }

    double finishMetres() {
        return line.finishDistance();
    }

    boolean knowsStart() {
        return start != null;
    }

    byte[] start() {
        return start;
    }

    /** Another game may have another version. */
    void forgetStart() {
        start = null;
    }

    /** Keeps the state of race time 0, unless the car is elsewhere than the line begins. */
    void start(byte[] bytes, SimStateData state) throws RaceBrokenException {
        int zone = line.startZone();
        double distance = Math.sqrt(square(line.centre(zone, 0) - state.position(0))
                + square(line.centre(zone, 1) - state.position(1))
                + square(line.centre(zone, 2) - state.position(2)));
        if (distance > START_METRES) {
            throw new RaceBrokenException(RaceBrokenException.Reason.WRONG_MAP, String.format(Locale.ROOT,
                    "%s: the car starts %.0f m from where the reference line does; the line is of another"
                            + " map, or the game runs another one than %s", target.name(), distance,
                    target.map()));
        }
        start = bytes;
    }

    private static double square(double value) {
        return value * value;
    }
}
