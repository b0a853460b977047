package tmnf.gbx.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.GhostState;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.RaceProgram;
import tmnf.gbx.model.Vec3;

/**
 * Drives a {@link Road} in 10 ms ticks with a simple speed law and records a ghost: samples, checkpoint
 * times, and a keyboard tape that presses what the car does. No simulation of the game: the tape does not
 * reproduce the drive.
 */
final class SyntheticDriver {

    private static final int TICK_MS = 10;
    private static final int PERIOD_MS = 100;
    private static final double CORNER_SPEED = 24;
    private static final double BRAKING = 22;
    private static final double CAR_HEIGHT = 0.4;
    /** Manually saved replays run on after the finish; so do ours. */
    private static final int TAIL_SAMPLES = 8;

    private final Road road;
    private final SplittableRandom random;
    private final List<ControlEntry> entries = new ArrayList<>();
    private final List<GhostState> states = new ArrayList<>();
    private final List<Integer> checkpointTimes = new ArrayList<>();
    private final double topSpeed;
    private final double cornerSpeed;
    private final double wobble;

    private SyntheticDriver(Road road, SplittableRandom random, double skill) {
        this.road = road;
        this.random = random;
        this.topSpeed = 40 + 30 * skill;
        this.cornerSpeed = CORNER_SPEED * (0.7 + 0.3 * skill);
        this.wobble = 0.5 + random.nextDouble() * 2;
    }

    /**
     * A drive; {@code skill} from 0 to 1, {@code extraEntries} steering taps on top of what the road asks
     * for.
     */
    static Ghost drive(Road road, long seed, double skill, int extraEntries, SyntheticReplays.Driver who) {
        SyntheticDriver driver = new SyntheticDriver(road, new SplittableRandom(seed), skill);
        int raceTimeMs = driver.race();
        driver.taps(extraEntries, raceTimeMs);
        int respawns = who.respawns() ? driver.respawn(raceTimeMs) : 0;
        return driver.ghost(raceTimeMs, respawns, who, seed);
    }

    /** Drives from the start block's middle to the finish block's; returns the race time. */
    private int race() {
        double at = road.gates().get(0) * Road.STEP_METRES;
        double speed = 0;
        int nextGate = 1;
        int corner = 0;
        boolean braking = false;
        int stop = Integer.MAX_VALUE;
        key("Accelerate", TICK_MS, true);
        for (int time = 0; at < end() && time <= stop; time += TICK_MS) {
            if (time % PERIOD_MS == 0) {
                states.add(state(at, speed, corner, braking));
            }
            // Brake a little more than needed, then let go, as a driver with a keyboard does.
            boolean brake = speed > targetSpeed(at) - (braking ? 3 : -0.5);
            if (brake != braking) {
                braking = brake;
                key("Brake", time + TICK_MS, braking);
            }
            int turn = road.corner()[index(at)];
            if (turn != corner) {
                steer(corner, time + TICK_MS, false);
                steer(turn, time + TICK_MS, true);
                corner = turn;
            }
            double acceleration = braking ? -BRAKING : 16 * (1 - speed / topSpeed);
            speed = Math.max(0, speed + acceleration * TICK_MS / 1000.0);
            at += speed * TICK_MS / 1000.0;
            if (nextGate < road.gates().size() && at >= road.gates().get(nextGate) * Road.STEP_METRES) {
                checkpointTimes.add(time + TICK_MS);
                nextGate++;
                stop = nextGate < road.gates().size() ? stop : time + TAIL_SAMPLES * PERIOD_MS;
            }
        }
        return checkpointTimes.get(checkpointTimes.size() - 1);
    }

    private double end() {
        return (road.points().size() - 2) * Road.STEP_METRES;
    }

    private int index(double at) {
        return Math.min((int) (at / Road.STEP_METRES), road.points().size() - 2);
    }

    /** Corner speed within braking distance of a corner, else no limit. */
    private double targetSpeed(double at) {
        for (int ahead = 0; ahead < 160; ahead++) {
            int i = index(at) + ahead;
            if (i >= road.corner().length) {
                break;
            }
            if (road.corner()[i] != 0) {
                return Math.sqrt(cornerSpeed * cornerSpeed + 2 * BRAKING * ahead * Road.STEP_METRES);
            }
        }
        return Double.MAX_VALUE;
    }

    private GhostState state(double at, double speed, int corner, boolean braking) {
        int i = index(at);
        Vec3 a = road.points().get(i);
        Vec3 b = road.points().get(i + 1);
        double t = Math.min(1, at / Road.STEP_METRES - i);
        double length = Math.max(1e-6, a.distanceTo(b));
        double dirX = (b.x() - a.x()) / length;
        double dirZ = (b.z() - a.z()) / length;
        // Off the middle by a metre or so, differently for every driver.
        double aside = Math.sin(at / 37 + wobble * 3) * wobble * Math.min(1, speed / 10);
        Vec3 position = new Vec3(
                (float) (a.x() + (b.x() - a.x()) * t - dirZ * aside),
                (float) (a.y() + CAR_HEIGHT),
                (float) (a.z() + (b.z() - a.z()) * t + dirX * aside));
        double yaw = Math.atan2(dirX, dirZ);
        Quaternion rotation = new Quaternion(0, (float) Math.sin(yaw / 2), 0, (float) Math.cos(yaw / 2));
        Vec3 velocity = new Vec3((float) (dirX * speed), 0, (float) (dirZ * speed));
        return new GhostState(
                position, rotation, velocity, (float) speed, corner, braking ? 0 : 1, braking ? 1 : 0);
    }

    private void key(String name, int timeMs, boolean pressed) {
        entries.add(new ControlEntry(name, timeMs, pressed ? 1 : 0));
    }

    private void steer(int turn, int timeMs, boolean pressed) {
        if (turn != 0) {
            key(turn < 0 ? "SteerLeft" : "SteerRight", timeMs, pressed);
        }
    }

    /** Short steering taps at random times, as keyboard drivers make on straights. */
    private void taps(int extraEntries, int raceTimeMs) {
        for (int i = 0; i + 1 < extraEntries; i += 2) {
            int press = (1 + random.nextInt(raceTimeMs / TICK_MS - 10)) * TICK_MS;
            String name = random.nextBoolean() ? "SteerLeft" : "SteerRight";
            key(name, press, true);
            key(name, press + (1 + random.nextInt(6)) * TICK_MS, false);
        }
    }

    private int respawn(int raceTimeMs) {
        int press = raceTimeMs / 2 + random.nextInt(raceTimeMs / 4);
        key(InputTape.RESPAWN, press, true);
        key(InputTape.RESPAWN, press + 80, false);
        return 1;
    }

    private Ghost ghost(int raceTimeMs, int respawns, SyntheticReplays.Driver who, long seed) {
        entries.add(0, new ControlEntry(InputTape.RACE_RUNNING, 0, 1));
        entries.sort(Comparator.comparingInt(ControlEntry::timeMs));
        entries.removeIf(entry -> entry.timeMs() > raceTimeMs);
        entries.add(new ControlEntry(InputTape.FINISH_LINE, raceTimeMs, 1));
        byte[] samples = new byte[states.size() * GhostSamples.STATE_SIZE];
        for (int i = 0; i < states.size(); i++) {
            states.get(i).encode(samples, i * GhostSamples.STATE_SIZE);
        }
        return Ghost.builder()
                .raceTimeMs(raceTimeMs)
                .respawns(respawns)
                .checkpointTimesMs(checkpointTimes.stream().mapToInt(Integer::intValue).toArray())
                .uid(Uids.make(seed))
                .login(who.login())
                .nickname(who.nickname())
                .skinNickname(who.nickname())
                .vehicle(new Ident("StadiumCar", "Vehicles", "Nadeo"))
                .eventsDurationMs(raceTimeMs)
                .inputs(InputTape.of(entries))
                .program(new RaceProgram(
                        "TmForever.2.11.26", 0, 0, 0, "<id>Unassigned</id><laps>1</laps>", 0))
                .samples(GhostSamples.packed(PERIOD_MS, samples))
                .build();
    }
}
