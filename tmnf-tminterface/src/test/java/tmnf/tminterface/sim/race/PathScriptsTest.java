package tmnf.tminterface.sim.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.physics.CarState;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.ChallengeTracks;
import tmnf.tminterface.sim.track.Track;

/** What right and wrong scripts come to on the paths of the sample replays that do not respawn. */
class PathScriptsTest {

    private static final int TICK_MS = 10;
    private static final double TWO_TICKS = 0.02;

    /** A sample with its track and its script. */
    private record Sample(String file, Ghost ghost, Track track, List<String> script) {

        /** A race up to shortly after the ghost's time: who has not finished by then cannot have it. */
        Race race(List<String> lines) throws Exception {
            Race race = newRace(lines);
            while (!race.isFinished() && race.tickTimeMs() <= ghost.raceTimeMs() + TICK_MS) {
                race.tick();
            }
            return race;
        }

        Race newRace(List<String> lines) throws Exception {
            Race race = new Race(track, PathEngine.of(ghost, new StadiumCarEngine()));
            String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
            race.runScript(InputTimeline.of(CommandList.parse(text)), command -> { });
            return race;
        }

        boolean passes(List<String> lines) throws Exception {
            Race race = race(lines);
            return race.isFinished() && race.raceTimeMs() == ghost.raceTimeMs();
        }
    }

    private static List<Sample> samples() throws Exception {
        List<Sample> samples = new ArrayList<>();
        for (SampleReplays.Drive drive : SampleReplays.stadium()) {
            Ghost ghost = drive.ghost();
            if (!ghost.inputs().isEmpty() && ghost.respawns() == 0) {
                String text = ReplayScripts.of(ghost, ScriptOptions.DEFAULT).text();
                List<String> lines = text.lines().filter(line -> Character.isDigit(line.charAt(0))).toList();
                samples.add(new Sample(drive.file() + " of " + ghost.login(), ghost,
                        ChallengeTracks.of(drive.replay().challenge().orElseThrow()), lines));
            }
        }
        assertThat(samples).hasSizeGreaterThan(8);
        return samples;
    }

    private static List<String> shifted(List<String> lines, int byMs) {
        return lines.stream().map(line -> {
            int blank = line.indexOf(' ');
            return Math.max(0, Integer.parseInt(line.substring(0, blank)) + byMs) + line.substring(blank);
        }).toList();
    }

    /** The lines that release a key or let go of the axis, by their places in the script. */
    private static List<Integer> releases(List<String> lines) {
        List<Integer> releases = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" rel ") || lines.get(i).endsWith(" steer 0")) {
                releases.add(i);
            }
        }
        return releases;
    }

    private static List<String> without(List<String> lines, int line) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(line);
        return rest;
    }

    @Test
    void onlyTheGhostsOwnScriptFinishesAtItsTime() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Sample sample : samples()) {
            Race own = sample.race(sample.script);
            int[] splits = IntStream.range(0, own.checkpointTarget()).map(own::checkpointTimeMs).toArray();
            if (!own.isOnPath() || own.raceTimeMs() != sample.ghost.raceTimeMs()
                    || !Arrays.equals(splits, sample.ghost.checkpointTimesMs())) {
                wrong.add(sample.file + " does not finish with its own script");
            }
            if (sample.passes(shifted(sample.script, TICK_MS))) {
                wrong.add(sample.file + " finishes a tick late");
            }
            if (sample.passes(shifted(sample.script, -TICK_MS))) {
                wrong.add(sample.file + " finishes a tick early");
            }
            if (sample.passes(without(sample.script, releases(sample.script).get(0)))) {
                wrong.add(sample.file + " finishes without the first release");
            }
            if (sample.passes(List.of())) {
                wrong.add(sample.file + " finishes without a script");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * Whoever leaves the path drives on real physics. A late difference that does not cost a hundredth gives
     * the same time then, as in the game; that is rare.
     */
    @Test
    void aMissingReleaseLeavesThePathWhereverItIs() throws Exception {
        int same = 0;
        int all = 0;
        for (Sample sample : samples()) {
            List<Integer> releases = releases(sample.script);
            for (int i = 0; i < releases.size(); i += Math.max(1, releases.size() / 6)) {
                String release = sample.script.get(releases.get(i));
                int time = Integer.parseInt(release.substring(0, release.indexOf(' ')));
                if (time + TICK_MS >= sample.ghost.raceTimeMs()) {
                    continue;
                }
                Race race = sample.race(without(sample.script, releases.get(i)));
                assertThat(race.isOnPath()).as(sample.file + " without " + release).isFalse();
                all++;
                same += race.isFinished() && race.raceTimeMs() == sample.ghost.raceTimeMs() ? 1 : 0;
            }
        }
        assertThat(all).isGreaterThan(50);
        assertThat(same).isLessThanOrEqualTo(all / 25);
    }

    @Test
    void bothKindsOfSpeedAreThoseOfTheWayOnEveryPath() throws Exception {
        for (Sample sample : samples()) {
            Race race = sample.newRace(sample.script);
            List<CarState> cars = new ArrayList<>();
            while (!race.isFinished() && race.tickTimeMs() < sample.ghost.raceTimeMs()) {
                race.tick();
                if (race.tickTimeMs() > 0) {
                    cars.add(race.car().copy());
                }
            }
            double[] velocity = new double[cars.size() - 2];
            double[] spin = new double[cars.size() - 2];
            for (int i = 1; i + 1 < cars.size(); i++) {
                velocity[i - 1] = velocityError(cars.get(i - 1), cars.get(i), cars.get(i + 1));
                spin[i - 1] = spinError(cars.get(i - 1), cars.get(i), cars.get(i + 1));
            }
            Arrays.sort(velocity);
            Arrays.sort(spin);
            int last = velocity.length - 1;
            assertThat(velocity[last / 2]).as("median, m/s, " + sample.file).isLessThan(0.015);
            assertThat(velocity[last]).as("worst, m/s, " + sample.file).isLessThan(1.2);
            assertThat(spin[last / 2]).as("median, rad/s, " + sample.file).isLessThan(0.006);
            assertThat(spin[last]).as("worst, rad/s, " + sample.file).isLessThan(0.25);
        }
    }

    /** Of the centre of mass, against the difference of its places. */
    private static double velocityError(CarState before, CarState now, CarState after) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            double error = (centre(after, axis) - centre(before, axis)) / TWO_TICKS - now.velocity(axis);
            sum += error * error;
        }
        return Math.sqrt(sum);
    }

    private static double centre(CarState car, int axis) {
        return car.position(axis) + 0.438502 * car.rotation(axis, 1) + 0.288293 * car.rotation(axis, 2);
    }

    /** Against the turn from one rotation to the other: twice its sine times its axis. */
    private static double spinError(CarState before, CarState now, CarState after) {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            int j = (axis + 1) % 3;
            int k = (axis + 2) % 3;
            double turn = 0;
            for (int column = 0; column < 3; column++) {
                turn += after.rotation(k, column) * before.rotation(j, column)
                        - after.rotation(j, column) * before.rotation(k, column);
            }
            double error = turn / 2 / TWO_TICKS - now.angularVelocity(axis);
            sum += error * error;
        }
        return Math.sqrt(sum);
    }
}
