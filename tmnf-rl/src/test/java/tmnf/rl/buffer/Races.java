package tmnf.rl.buffer;

import java.util.Arrays;

import tmnf.rl.rollout.RaceEnd;
import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/** Races whose entries tell their number: in every pixel, and in the last number of an observation. */
final class Races {

    static final int SIDE = 4;
    static final int FLOATS = 3;
    static final int STEPS = 3;
    static final MiniRace MINI_RACE = new MiniRace(140, 40, 5);

    private int entries;

    static BufferSettings settings(double testRatio, double power, int crop) {
        return new BufferSettings(SIDE, SIDE, FLOATS, STEPS, MINI_RACE, testRatio, power, 2e-3, 1, crop,
                true);
    }

    /** The next race, with as many steps as there can be; the reward of m steps is 3 * number + m. */
    Transitions next(int decisions, boolean finished) {
        int pixels = SIDE * SIDE;
        byte[] frames = new byte[decisions * pixels];
        float[] states = new float[decisions * FLOATS];
        int[] actions = new int[decisions];
        for (int i = 0; i < decisions; i++) {
            Arrays.fill(frames, i * pixels, (i + 1) * pixels, (byte) entries);
            states[i * FLOATS + FLOATS - 1] = entries;
            actions[i] = entries++ % 12;
        }
        int count = finished ? decisions : decisions - 1;
        Rollout race = new Rollout("m", true, finished ? RaceEnd.FINISHED : RaceEnd.NO_PROGRESS,
                50 * decisions, FLOATS, pixels, frames, states, actions, new boolean[decisions],
                new float[decisions], new long[decisions], new double[count + 1], new int[count + 1], 0, 1);
        int[] steps = new int[count];
        int[] remaining = new int[count];
        float[] rewards = new float[count * STEPS];
        for (int i = 0; i < count; i++) {
            steps[i] = Math.min(STEPS, count - i);
            remaining[i] = finished ? count - i : Transitions.NO_FINISH;
            for (int j = 0; j < STEPS; j++) {
                rewards[i * STEPS + j] = STEPS * states[i * FLOATS + FLOATS - 1] + j + 1;
            }
        }
        return new Transitions(race, STEPS, 1, steps, rewards, remaining, new float[count], new float[count]);
    }

    /** Entries that all races had so far. */
    int entries() {
        return entries;
    }
}
