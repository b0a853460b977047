package tmnf.tminterface.sim.game;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.gbx.model.Vec3;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;
import tmnf.tminterface.sim.physics.CarEngine;
import tmnf.tminterface.sim.physics.CarInputs;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;

/**
 * A straight line and a car that drives along it at 10 m/s, or slower while it brakes: gates come at times
 * that are known beforehand, whatever the physics are.
 */
final class LineTrack implements GameMap {

    private static final float NOSE = 2.13f;
    private static final float METRES_A_MS = 0.01f;

    private final Track track;

    private LineTrack(Track track) {
        this.track = track;
    }

    /** Gates that are passed at these times if nobody brakes; the last one of each lap is its finish. */
    static LineTrack withGates(String name, int laps, int... passageMs) {
        List<Gate> gates = new ArrayList<>();
        int lapPassages = passageMs.length / laps;
        for (int i = 0; i < passageMs.length; i++) {
            boolean finish = (i + 1) % lapPassages == 0;
            // A little behind the place where the tick of that time begins.
            float z = NOSE + passageMs[i] * METRES_A_MS + 0.05f;
            gates.add(new Gate(finish ? Gate.Kind.START_FINISH : Gate.Kind.CHECKPOINT, new Vec3(0, 0, z),
                    new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1), 10, 10, 0.001f,
                    Pose.upright(new Vec3(0, 0, z), 0)));
        }
        SurfaceMesh mesh = new MeshBuilder().triangle(-9, -1, 0, 9, -1, 0, 0, -1, 99, 16).build();
        return new LineTrack(new Track(name, "LINE_" + name, Optional.empty(), mesh,
                Pose.upright(new Vec3(0, 0, 0), 0), gates, lapPassages - 1, laps));
    }

    @Override
    public ServerReply.Challenge challenge() {
        return new ServerReply.Challenge(track.uid(), track.name(), "nobody");
    }

    @Override
    public boolean hasIntro() {
        return track.name().startsWith("intro");
    }

    @Override
    public Race newRace() {
        return new Race(track, new Line());
    }

    /** The race time in the first pixel, the camera in the next, then where the car is. */
    @Override
    public FramePainter newPainter() {
        return (race, picture, bgra) -> {
            ByteBuffer out = ByteBuffer.wrap(bgra).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < picture.width() * picture.height(); i++) {
                out.putInt(i == 0 ? race.raceTimeMs() : i == 1 ? picture.camera() : picture.hud() ? 1 : 0);
            }
        };
    }

    /** The engine. */
    private static final class Line implements CarEngine {

        @Override
        public void place(CarState car, Pose pose, int atMs) {
            car.setPosition(pose.position());
            car.setVelocity(Vec3.ZERO);
        }

        @Override
        public void tick(CarState car, CarInputs inputs, SurfaceMesh surfaces, int startMs) {
            float speed = inputs.brake() ? 5 : 10;
            Vec3 at = car.position();
            car.setInputs(inputs);
            car.setVelocity(new Vec3(0, 0, speed));
            car.setPosition(new Vec3(at.x() + 0.01f * (float) inputs.steer(), at.y(), at.z() + speed / 100));
        }
    }
}
