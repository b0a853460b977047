package tmnf.tminterface.sim.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Ghost;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.track.ChallengeTracks;
import tmnf.tminterface.sim.track.TrackException;

/**
 * Real races from the start with nothing but their inputs, on the maps built of their blocks. The times to
 * half a metre are those of an independent simulation; the table is in sim-physics.md.
 */
class FreeRunsTest {

    /** Beginning of the file name, and the seconds until that simulation was half a metre off. */
    private static final Map<String, Double> ROADS = Map.of("petrp", 5.4, "3YW7", 6.0, "user_B13", 6.0,
            "Drarker", 5.1, "Bruno", 5.3, "B13-Obstacle_.Rollin", 4.7);
    private static final List<String> OTHERS = List.of(
            "GBX-NET 2", "StadiumA2_", "StadiumA3", "User_Lit", "example_replay (1)", "example_replay (2)");

    private static final Map<String, Run> RUNS = new LinkedHashMap<>();

    /** Errors in metres; {@code halfMetreSeconds} is the first sample that is more than 0.5 m off. */
    private record Run(double afterOneSecond, double halfMetreSeconds, double worst, int finishMs) { }

    @BeforeAll
    static void drive() throws Exception {
        for (SampleReplays.Drive drive : SampleReplays.stadium()) {
            String name = drive.file();
            boolean road = ROADS.keySet().stream().anyMatch(name::startsWith);
            if ((road || OTHERS.stream().anyMatch(name::startsWith)) && !RUNS.containsKey(name)) {
                RUNS.put(name, run(drive, road));
            }
        }
    }

    private static Run run(SampleReplays.Drive drive, boolean whole) throws TrackException {
        Ghost ghost = drive.ghost();
        Race race = new Race(
                ChallengeTracks.of(drive.replay().challenge().orElseThrow()), new StadiumCarEngine());
        race.runTape(ghost.inputs());
        int period = ghost.samples().periodMs();
        int end = whole ? ghost.raceTimeMs() + 1000 : 1000;
        double afterOneSecond = Double.NaN;
        double halfMetre = Double.POSITIVE_INFINITY;
        double worst = 0;
        while (race.tickTimeMs() < end && !race.isFinished()) {
            race.tick();
            int time = race.tickTimeMs();
            if (time <= 0 || time % period != 0 || time > ghost.raceTimeMs()) {
                continue;
            }
            double error = race.car().position().distanceTo(ghost.samples().position(time / period));
            worst = Math.max(worst, error);
            afterOneSecond = time == 1000 ? error : afterOneSecond;
            halfMetre = error > 0.5 ? Math.min(halfMetre, time / 1000.0) : halfMetre;
        }
        return new Run(afterOneSecond, halfMetre, worst, race.isFinished() ? race.raceTimeMs() : -1);
    }

    @Test
    void isWithinTwoCentimetresAfterTheFirstSecondOfEveryRace() {
        assertThat(RUNS).hasSize(ROADS.size() + OTHERS.size());
        RUNS.forEach((name, run) -> assertThat(run.afterOneSecond()).as(name).isLessThanOrEqualTo(0.02));
    }

    @Test
    void staysWithinHalfAMetreNearlyAsLongAsTheModelDoes() {
        ROADS.forEach((start, seconds) -> assertThat(of(start).halfMetreSeconds()).as(start)
                .isGreaterThanOrEqualTo(0.8 * seconds - 1e-9));
    }

    @Test
    void drivesTheTestTrackToItsFinish() {
        Run run = of("petrp");

        assertThat(run.finishMs()).isBetween(6110 - 30, 6110 + 30);
        assertThat(run.worst()).isLessThanOrEqualTo(1);
    }

    private static Run of(String start) {
        return RUNS.entrySet().stream().filter(run -> run.getKey().startsWith(start)).findFirst()
                .orElseThrow().getValue();
    }
}
