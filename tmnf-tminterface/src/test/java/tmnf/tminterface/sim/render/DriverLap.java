package tmnf.tminterface.sim.render;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.sim.driver.BestParameters;
import tmnf.tminterface.sim.driver.Driver;
import tmnf.tminterface.sim.driver.DriverSettings;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/**
 * Grey frames of a driver's race, with where the car was in them.
 *
 * @param frames means of four by four of 64x64 grey pixels, 0 to 1
 * @param left metres to the left of the road's middle
 * @param turn radians that the car is turned to the left of the road's direction beside it
 */
record DriverLap(double[][] frames, double[] left, double[] turn) {

    private static final int SIDE = 64;
    private static final int TIED = 4;
    private static final int FRAME_MS = 100;
    /** Longer races than this get half as many frames: they are enough, and take time. */
    private static final double LONG_METRES = 1_000;
    private static final int LIMIT_MS = 200_000;
    /** Where along the road to look, points behind and ahead of where the car was. */
    private static final int BEHIND = 30;
    private static final int AHEAD = 80;

    /** What takes the pictures of a track. */
    static final class TrackCamera {

        private final Track track;
        private final RoadLine line;
        private final int frameMs;
        private final FrameRenderer renderer;
        private final RaceView view = new RaceView();
        private final byte[] bgra = new byte[4 * SIDE * SIDE];

        TrackCamera(String name) {
            track = BuiltInTracks.track(name);
            line = BuiltInTracks.line(name);
            frameMs = line.lengthMetres() * track.laps() > LONG_METRES ? 2 * FRAME_MS : FRAME_MS;
            renderer = new FrameRenderer(TrackScene.of(track));
        }

        private double[] grey(Race race) {
            CarState car = race.car();
            view.car(new Pose(car.position(), car.left(), car.up(), car.forward()))
                    .steer(car.steerFiltered());
            for (int wheel = 0; wheel < RaceView.WHEELS; wheel++) {
                view.damper(wheel, car.wheelAbsorb(wheel));
            }
            for (int gate = 0; gate < track.gates().size(); gate++) {
                view.gatePassed(gate, race.isPassed(gate));
            }
            renderer.render(view, Camera.BEHIND_NEAR, SIDE, SIDE, bgra);
            int side = SIDE / TIED;
            double[] grey = new double[side * side];
            for (int i = 0; i < SIDE * SIDE; i++) {
                int value = (int) Math.round(0.114 * (bgra[4 * i] & 0xFF)
                        + 0.587 * (bgra[4 * i + 1] & 0xFF) + 0.299 * (bgra[4 * i + 2] & 0xFF));
                grey[i / SIDE / TIED * side + i % SIDE / TIED] += value / 255.0 / (TIED * TIED);
            }
            return grey;
        }
    }

    /** A race to its finish, or to where the driver got lost. */
    static DriverLap of(TrackCamera camera, DriverSettings who) {
        Race race = new Race(camera.track, new StadiumCarEngine());
        Driver driver =
                new Driver(race, camera.line, BestParameters.of(camera.track.name()), who);
        List<double[]> frames = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        int at = 0;
        while (driver.outcome() == Driver.Outcome.DRIVING && race.tickTimeMs() < LIMIT_MS) {
            driver.drive();
            race.tick();
            if (race.tickTimeMs() > 0 && race.tickTimeMs() % camera.frameMs == 0 && !race.isFinished()) {
                RoadLine.Place place = place(camera.line, race.car(), at);
                at = place.point();
                double heading = StrictMath.atan2(race.car().forward().x(), race.car().forward().z());
                frames.add(camera.grey(race));
                states.add(new double[] {place.offset(),
                    Math.IEEEremainder(heading - camera.line.heading(at), 2 * Math.PI)});
            }
        }
        return of(frames, states);
    }

    private static RoadLine.Place place(RoadLine line, CarState car, int before) {
        int last = line.size() - 1;
        boolean near = before >= BEHIND && before <= last - AHEAD;
        // Near the ends of a closed road the next lap begins.
        int first = near || !line.closed() ? Math.max(0, before - BEHIND) : 0;
        int end = near || !line.closed() ? Math.min(last, before + AHEAD) : last;
        return line.locate(car.position(0), car.position(1), car.position(2), first, end);
    }

    private static DriverLap of(List<double[]> frames, List<double[]> states) {
        return new DriverLap(frames.toArray(new double[0][]),
                states.stream().mapToDouble(state -> state[0]).toArray(),
                states.stream().mapToDouble(state -> state[1]).toArray());
    }

    static DriverLap joined(List<DriverLap> laps) {
        List<double[]> frames = new ArrayList<>();
        List<double[]> states = new ArrayList<>();
        for (DriverLap lap : laps) {
            for (int i = 0; i < lap.frames.length; i++) {
                frames.add(lap.frames[i]);
                states.add(new double[] {lap.left[i], lap.turn[i]});
            }
        }
        return of(frames, states);
    }
}
