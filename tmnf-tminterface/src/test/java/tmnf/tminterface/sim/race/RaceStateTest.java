package tmnf.tminterface.sim.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Quaternion;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.physics.Pose;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.Gate;
import tmnf.tminterface.sim.track.Track;
import tmnf.tminterface.state.CheckpointData;
import tmnf.tminterface.state.SimStateData;

/** Races that are saved and set back, with the real physics on a plane with a wall and a ramp. */
class RaceStateTest {

    private static final int END_MS = 12_000;
    private static final Track TRACK = plane();

    private static Track plane() {
        MeshBuilder mesh = new MeshBuilder();
        mesh.triangle(-500, 0, -500, -500, 0, 1_500, 500, 0, -500, 16);
        mesh.triangle(-500, 0, 1_500, 500, 0, 1_500, 500, 0, -500, 2);
        mesh.triangle(-30, 0.05, 120, -30, 3, 150, 30, 0.05, 120, 6);
        mesh.triangle(-30, 3, 150, 30, 3, 150, 30, 0.05, 120, 6);
        mesh.triangle(14, 0, -500, 14, 0, 1_500, 14, 4, -500, 4);
        mesh.triangle(14, 4, 1_500, 14, 4, -500, 14, 0, 1_500, 4);
        List<Gate> gates = List.of(gate(Gate.Kind.CHECKPOINT, 30), gate(Gate.Kind.CHECKPOINT, 70),
                gate(Gate.Kind.START_FINISH, 110));
        return new Track("plane", "plane", Optional.empty(), mesh.build(),
                Pose.upright(new Vec3(0, 0.2115f, 0), 0), gates, 2, 2);
    }

    private static Gate gate(Gate.Kind kind, float z) {
        return new Gate(kind, new Vec3(0, 0, z), new Vec3(1, 0, 0), new Vec3(0, 1, 0), new Vec3(0, 0, 1),
                200, 20, 0.25f, Pose.upright(new Vec3(0, 0.2115f, z - 5), 0));
    }

    private static Race race() {
        return new Race(TRACK, new StadiumCarEngine());
    }

    /** What the driver does at a run step depends on nothing but its time. */
    private static void drive(Race race, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + race.tickTimeMs());
        if (race.tickTimeMs() == -2_600) {
            race.setStartRespawn(true);
            race.setKeys(false, false, true, false);
        }
        switch (random.nextInt(24)) {
            case 0 -> race.setKeys(
                    random.nextInt(3) == 0, random.nextInt(3) == 0, random.nextInt(5) != 0, false);
            case 1 -> race.setInput(InputType.STEER, random.nextInt(131_073) - 65_536);
            case 2 -> race.setInput(InputType.GAS, random.nextInt(131_073) - 100_000);
            case 3 -> race.setInput(InputType.DOWN, random.nextInt(2));
            case 4 -> race.logInput(InputType.HORN, 1, race.tickTimeMs());
            case 5 -> race.setInput(InputType.RESPAWN, random.nextInt(6) == 0 ? 1 : 0);
            default -> { }
        }
    }

    private static void runTo(Race race, long seed, int untilMs) {
        while (race.tickTimeMs() < untilMs) {
            drive(race, seed);
            race.tick();
        }
    }

    @Test
    void aThousandRandomRewindsLeaveNoTrace() throws Exception {
        int rewinds = 0;
        for (long seed = 1; rewinds < 1_000; seed++) {
            Race plain = race();
            runTo(plain, seed, END_MS);
            Race race = race();
            SplittableRandom random = new SplittableRandom(seed);
            List<SimStateData> states = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int ahead = race.tickTimeMs() + 10 * random.nextInt(40);
                runTo(race, seed, Math.min(END_MS, ahead));
                states.add(race.save());
                SimStateData back = states.get(random.nextInt(5) == 0
                        ? random.nextInt(states.size()) : Math.max(0, states.size() - 1 - random.nextInt(3)));
                byte[] before = back.toBytes();
                race.rewind(back);
                assertThat(back.toBytes()).as("the state itself").isEqualTo(before);
                rewinds++;
            }
            runTo(race, seed, END_MS);
            assertThat(race.fingerprint()).as("race " + seed).isEqualTo(plain.fingerprint());
            assertThat(race.save()).isEqualTo(plain.save());
        }
    }

    @Test
    void theInputsOfARaceSurviveRewindsIntoItsPast() throws Exception {
        Race plain = race();
        runTo(plain, 21, END_MS);
        Race race = race();
        List<SimStateData> states = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(21);
        for (int i = 0; i < 50; i++) {
            runTo(race, 21, race.tickTimeMs() + 10 * random.nextInt(40));
            states.add(race.save());
            int back = Math.max(0, states.size() - 1 - random.nextInt(3));
            race.rewind(states.get(back));
            states.subList(back + 1, states.size()).clear();
        }
        runTo(race, 21, END_MS);
        assertThat(race.inputScript()).isEqualTo(plain.inputScript());
    }

    @Test
    void aSavedStateIsTheSameAgainAfterTheRewind() throws Exception {
        Race race = race();
        runTo(race, 7, 3_330);
        SimStateData state = race.save();
        Race other = race();
        other.rewind(SimStateData.wrap(state.toBytes()));
        assertThat(other.save()).isEqualTo(state);
    }

    @Test
    void anotherGameGoesOnFromTheBytesAlone() throws Exception {
        for (long seed = 1; seed <= 12; seed++) {
            Race race = race();
            runTo(race, seed, 500 + (int) seed * 390);
            Race other = race();
            runTo(other, 99, 2_000);
            other.setStartRespawn(true);
            other.rewind(SimStateData.wrap(race.save().toBytes()));
            runTo(race, seed, END_MS);
            runTo(other, seed, END_MS);
            assertThat(other.fingerprint()).as("race " + seed).isEqualTo(race.fingerprint());
        }
    }

    @Test
    void inputsThatWaitArePartOfAState() throws Exception {
        Race race = race();
        runTo(race, 3, 200);
        race.setKeys(true, false, true, false);
        SimStateData state = race.save();
        race.setKeys(false, true, false, true);
        race.rewind(state);
        race.tick();
        race.tick();
        race.tick();
        assertThat(race.inputs().steer()).isEqualTo(-1);
        assertThat(race.inputs().brake()).isFalse();
    }

    @Test
    void aStateWhoseLastTimeTheClientTookBackDoesNotFinish() throws Exception {
        Race race = race();
        List<String> heard = new ArrayList<>();
        race.setListener(new RaceListener() {
            @Override
            public void checkpoint(int current, int target) {
                if (current == target && heard.isEmpty()) {
                    heard.add("finish turn");
                    assertThat(race.isFinished()).isFalse();
                    SimStateData state = race.save();
                    assertThat(state.checkpointData().preventFinish()).isTrue();
                    rewind(race, state);
                }
            }

            @Override
            public void finish(int raceTimeMs) {
                heard.add("finish");
            }
        });
        finishBy(race, heard);
        int time = race.tickTimeMs();
        assertThat(heard).containsExactly("finish turn");
        assertThat(race.checkpoint()).isEqualTo(race.checkpointTarget() - 1);
        race.tick();
        assertThat(race.raceTimeMs()).isEqualTo(time + 10);
    }

    @Test
    void aFinishedStateStaysFinishedUnlessItsLastTimeIsTakenBack() throws Exception {
        Race race = race();
        finishBy(race, List.of());
        race.tick();
        SimStateData state = race.save();
        int finish = race.raceTimeMs();
        assertThat(state.raceTimeMs()).isEqualTo(finish);
        assertThat(state.timeMs()).isEqualTo(race.tickTimeMs()).isGreaterThan(finish);
        race.restart();
        race.rewind(state);
        assertThat(race.isFinished()).isTrue();
        assertThat(race.raceTimeMs()).isEqualTo(finish);
        state.checkpointData().preventFinish();
        race.rewind(state);
        assertThat(race.isFinished()).isFalse();
        assertThat(race.raceTimeMs()).isEqualTo(state.timeMs());
    }

    /** Puts the car before each gate in turn until the race is over or something was heard. */
    private static void finishBy(Race race, List<String> heard) {
        runTo(race, 99, 10);
        for (int i = 0; i < 40 && !race.isFinished() && heard.isEmpty(); i++) {
            int next = race.checkpoint() % 3;
            race.car().setPosition(new Vec3(0, 0.2f, 30 + 40 * next - 3));
            race.car().setVelocity(new Vec3(0, 0, 30));
            for (int tick = 0; tick < 5; tick++) {
                race.tick();
            }
        }
    }

    private static void rewind(Race race, SimStateData state) {
        try {
            race.rewind(state);
        } catch (RaceStateException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStateSavedBetweenATickAndItsReportStillReports() throws Exception {
        Race race = race();
        runTo(race, 99, 10);
        race.car().setPosition(new Vec3(0, 0.2f, 27));
        race.car().setVelocity(new Vec3(0, 0, 30));
        while (race.checkpoint() == 0) {
            race.advance();
        }
        SimStateData state = race.save();
        Race other = race();
        List<String> heard = new ArrayList<>();
        other.setListener(new RaceListener() {
            @Override
            public void checkpoint(int current, int target) {
                heard.add(current + "/" + target);
            }
        });
        other.rewind(state);
        other.report();
        assertThat(heard).containsExactly("1/6");
        state.checkpointData().setCpTimeMs(0, CheckpointData.NOT_PASSED);
        other.rewind(state);
        other.report();
        assertThat(heard).hasSize(1);
        assertThat(other.checkpoint()).isZero();
    }

    @Test
    void everyFieldThatObservationsReadIsAlive() {
        Race race = race();
        runTo(race, 99, 0);
        race.setKeys(false, false, true, false);
        boolean sliding = false;
        boolean ground = false;
        int materials = 0;
        int gears = 0;
        for (int i = 0; i < 1_500; i++) {
            race.setKeys(false, i % 200 > 120, true, i % 200 > 180);
            race.tick();
            SimStateData state = race.save();
            sliding |= state.wheel(0).realTimeState().isSliding();
            ground |= state.wheel(2).realTimeState().hasGroundContact();
            materials |= 1 << state.wheel(1).realTimeState().contactSurface();
            gears |= 1 << state.sceneMobil().engine().gear();
            assertThat(state.timeMs()).isEqualTo(race.tickTimeMs());
            assertThat(state.playerInfo().displaySpeed()).isEqualTo((int) (race.car().speed() * 3.6));
            assertThat(state.inputAccelerateEvent().binaryValue()).isEqualTo(i > 0);
        }
        assertThat(sliding && ground).isTrue();
        assertThat(materials & (1 << 16)).isNotZero();
        assertThat(Integer.bitCount(gears)).isGreaterThan(1);
    }

    @Test
    void statesOfOtherTracksAreRefusedAndTheRaceStaysAsItWas() {
        Race race = race();
        runTo(race, 4, 800);
        long before = race.fingerprint();
        assertThatThrownBy(() -> race.rewind(SimStateData.blank(7, 1)))
                .isInstanceOf(RaceStateException.class).hasMessageContaining("7 checkpoints");
        SimStateData partial = race.save();
        partial.setFlags(SimStateData.HAS_TIMERS);
        assertThatThrownBy(() -> race.rewind(partial)).isInstanceOf(RaceStateException.class);
        SimStateData broken = race.save();
        broken.setPosition(new Vec3(Float.NaN, 0, 0));
        assertThatThrownBy(() -> race.rewind(broken)).isInstanceOf(RaceStateException.class)
                .hasMessageContaining("no usable numbers");
        SimStateData late = race.save();
        late.setTimeMs(Integer.MIN_VALUE);
        assertThatThrownBy(() -> race.rewind(late)).isInstanceOf(RaceStateException.class);
        assertThat(race.fingerprint()).isEqualTo(before);
    }

    @Test
    void aStateOfTheGameItselfGivesItsCarTimesAndControls() throws Exception {
        SimStateData foreign = SimStateData.blank(3, 2);
        foreign.setPosition(new Vec3(1, 0.1f, 40));
        foreign.setVelocity(new Vec3(0, 0, 20));
        foreign.dyna().currentState().setQuat(new Quaternion(0, 0, 0, 1));
        foreign.playerInfo().setRaceTime(4_560);
        foreign.checkpointData().setCpTimeMs(0, 2_000);
        foreign.checkpointData().setCpState(0, true);
        foreign.inputAccelerateEvent().setTime(103_000);
        foreign.inputAccelerateEvent().setBinaryValue(true);
        Race race = race();
        race.rewind(foreign);
        assertThat(race.tickTimeMs()).isEqualTo(4_560);
        assertThat(race.checkpoint()).isEqualTo(1);
        assertThat(race.isPassed(0)).isTrue();
        race.tick();
        assertThat(race.car().position(2)).isGreaterThan(40.1f);
        assertThat(race.car().gas()).isTrue();
        assertThat(race.inputScript()).isEqualTo("2990 press up\n");
    }

    @Test
    void randomBytesAreRefusedOrGiveARaceThatGoesOn() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        Race race = race();
        runTo(race, 5, 1_000);
        byte[] good = race.save().toBytes();
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = good.clone();
            int from = random.nextInt(8_344);
            int length = 1 + random.nextInt(60);
            for (int at = from; at < Math.min(8_344, from + length); at++) {
                bytes[at] = (byte) random.nextInt();
            }
            try {
                race.rewind(SimStateData.wrap(bytes));
                race.tick();
                race.tick();
                race.save();
            } catch (RaceStateException e) {
                assertThat(e).hasMessageContaining("cannot go on from this state");
            }
        }
    }
}
