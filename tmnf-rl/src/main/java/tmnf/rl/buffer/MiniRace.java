package tmnf.rl.buffer;

import java.util.random.RandomGenerator;

import tmnf.rl.config.TrainSettings;

/**
 * The time within a mini-race that a transition is given when it is sampled, in actions. Source: training
 * note, section 7.
 *
 * @param actions of a mini-race, D
 * @param longTerm times below this are drawn twice as often
 * @param maximumTerm draws that become time 0 on each side
 */
public record MiniRace(int actions, int longTerm, int maximumTerm) {

    /** Checks the order. */
    public MiniRace {
        if (actions < 1 || maximumTerm < 0 || longTerm < maximumTerm || longTerm > actions) {
            throw new IllegalArgumentException("a mini-race of " + actions + " actions with " + longTerm
                    + " and " + maximumTerm + " drawn more often must have 0 <= " + maximumTerm + " <= "
                    + longTerm + " <= " + actions);
        }
    }

    /** Of a configuration. */
    public static MiniRace of(TrainSettings settings) {
        return new MiniRace(settings.environment().miniRaceActions(),
                settings.training().oversampleLongTermSteps(),
                settings.training().oversampleMaximumTermSteps());
    }

    int lowest() {
        return maximumTerm - longTerm;
    }

    int highestExclusive() {
        return actions + maximumTerm;
    }

    /** A time. */
    int draw(RandomGenerator random) {
        return time(random.nextInt(lowest(), highestExclusive()));
    }

    int time(int drawn) {
        return Math.max(0, Math.abs(drawn) - maximumTerm);
    }

    /** Times from here on say too little of a priority. */
    int priorityHorizon() {
        return actions - longTerm;
    }
}
