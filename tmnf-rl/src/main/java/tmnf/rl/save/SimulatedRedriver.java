package tmnf.rl.save;

import java.util.List;
import java.util.Optional;

import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.Track;

/** Drives scripts on a track of the simulated game, without the game around it, and records them. */
public final class SimulatedRedriver implements Redriver {

    /** How long a race is recorded behind its finish, as the game does. */
    private static final int AFTER_FINISH_MS = 300;
    private static final int AFTER_INPUTS_MS = 100;

    private final Track track;
    private final String driver;

    /**
     * On a track.
     *
     * @param driver login and name in the replay
     */
    public SimulatedRedriver(Track track, String driver) {
        this.track = track;
        this.driver = driver;
    }

    @Override
    public Result redrive(List<ActionKeys> actions, int firstMs, int actionMs) {
        Race race = new Race(track, new StadiumCarEngine());
        RaceRecorder recorder = new RaceRecorder(race);
        race.runScript(InputTimeline.of(InputTexts.commands(actions, firstMs, actionMs)), command -> { });
        race.restart();
        int end = firstMs + actions.size() * actionMs + AFTER_INPUTS_MS;
        while (!race.isFinished() && race.tickTimeMs() < end) {
            race.tick();
            recorder.tick();
        }
        if (!race.isFinished()) {
            return new Result(Optional.empty(), replay(recorder));
        }
        int time = race.raceTimeMs();
        for (int left = AFTER_FINISH_MS; left > 0; left -= Race.TICK_MS) {
            race.tick();
            recorder.tick();
        }
        return new Result(Optional.of(time), replay(recorder));
    }

    private Optional<byte[]> replay(RaceRecorder recorder) {
        return track.challenge().isPresent() ? Optional.of(recorder.file(driver, driver)) : Optional.empty();
    }
}
