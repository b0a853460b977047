package tmnf.tminterface.sim.game;

import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.race.Race;

/**
 * Records a race, and puts it among the personal bests once it is finished, as the real game does when it
 * shows the medals. Confined to one thread.
 */
public final class BestRaceKeeper {

    private final Race race;
    private final RaceRecorder recorder;
    private final PersonalBests bests;

    BestRaceKeeper(Race race, PersonalBests bests) {
        this.race = race;
        this.recorder = new RaceRecorder(race);
        this.bests = bests;
    }

    /** After each tick. */
    void tick() {
        recorder.tick();
    }

    /** The race is over: keeps it if it is finished, was recorded in full, and is the best of that driver. */
    void keep(String user) {
        if (race.isFinished() && recorder.isComplete() && race.track().challenge().isPresent()) {
            bests.keep(recorder, race, user);
        }
    }
}
