package tmnf.rl.rollout;

import java.util.Objects;

import tmnf.tminterface.observation.ObservationLayout;

/** Rewards and potentials of a race. Immutable. Source: training note, section 6. */
public final class Rewards {

    private static final int AXES = 3;
    private static final int WHEELS = 4;
    private static final double NEOSLIDE_SPEED = 2;
    private static final int LAST_THROTTLE_ACTION = 2;

    private final RewardWeights weights;
    private final int floats;
    private final int contact;
    private final int velocity;
    private final int centre;
    private final boolean ahead;

    /**
     * Rewards of races whose observations have a layout.
     *
     * @throws IllegalArgumentException for a potential of the line ahead where only one zone centre is seen
     */
    public Rewards(RewardWeights weights, ObservationLayout layout) {
        this.weights = Objects.requireNonNull(weights, "weights");
        floats = layout.size();
        contact = layout.offset(ObservationLayout.WHEEL_CONTACT);
        velocity = layout.offset(ObservationLayout.VELOCITY);
        centre = layout.zoneCentre(0);
        ahead = weights.pointAhead() != 0;
        if (ahead && layout.config().zoneCentres() < 2) {
            throw new IllegalArgumentException("shaped_reward_point_to_vcp_ahead needs two zone centres in "
                    + "the "
                    + "observation; set n_zone_centers_in_inputs to 2 or more");
        }
    }

    /**
     * Rewards for arriving at each entry of a race; the first is 0.
     *
     * @throws IllegalArgumentException if its observations are of another size
     */
    public double[] of(Rollout race) {
        require(race);
        double[] rewards = new double[race.entries()];
        for (int i = 1; i < rewards.length; i++) {
            boolean finish = race.finished() && i == rewards.length - 1;
            double ms = finish ? race.raceTimeMs() - (rewards.length - 2.0) * weights.msPerAction()
                    : weights.msPerAction();
            rewards[i] = weights.perMs() * ms
                    + weights.perMetre() * (race.meters()[i] - race.meters()[i - 1]);
            // As upstream: the last entry, finish or not, has none of the terms of a state.
            if (i < rewards.length - 1) {
                rewards[i] += ofState(race.states(), i * floats, race.actions()[i]);
            }
        }
        return rewards;
    }

    /**
     * The reward of each decision for which a car stands where it is in the last state of a race. What speed
     * it still has is not taken back.
     */
    double standing(Rollout race) {
        int last = race.decisions() - 1;
        int at = last * floats;
        return weights.perMs() * weights.msPerAction()
                + ofPlace(race.states(), at, race.actions()[last], wheels(race.states(), at));
    }

    private int wheels(float[] s, int at) {
        int wheels = 0;
        for (int i = 0; i < WHEELS; i++) {
            wheels += s[at + contact + i] != 0 ? 1 : 0;
        }
        return wheels;
    }

    private double ofState(float[] s, int at, int action) {
        double reward = 0;
        if (weights.finalSpeed() != 0 && s[at + velocity + 2] > 0) {
            reward += weights.finalSpeed()
                    * (length(s, at + velocity) - length(s, at - floats + velocity));
        }
        int wheels = wheels(s, at);
        if (weights.speedslide() != 0 && wheels == WHEELS) {
            double quality = SpeedSlide.quality(s[at + velocity], s[at + velocity + 2]);
            reward += weights.speedslide() * Math.max(0, 1 - Math.abs(quality - 1));
        }
        if (weights.neoslide() != 0 && Math.abs(s[at + velocity]) >= NEOSLIDE_SPEED) {
            reward += weights.neoslide();
        }
        return reward + ofPlace(s, at, action, wheels);
    }

    /** What does not depend on the speed. */
    private double ofPlace(float[] s, int at, int action, int wheels) {
        double reward = 0;
        if (weights.kamikaze() != 0 && (action <= LAST_THROTTLE_ACTION || wheels <= 1)) {
            reward += weights.kamikaze();
        }
        if (weights.closeToLine() != 0) {
            reward += weights.closeToLine()
                    * clamp(length(s, at + centre), weights.closeLeast(), weights.closeMost());
        }
        return reward;
    }

    /**
     * The potential of a state of a race; that of the finish is 0 and not asked for.
     *
     * @param state its number, from 0
     */
    public double potential(Rollout race, int state) {
        float[] s = race.states();
        int at = state * floats + centre;
        double potential = weights.distance()
                * clamp(length(s, at), weights.distanceLeast(), weights.distanceMost());
        if (ahead) {
            double x = s[at + AXES] - s[at];
            double y = s[at + AXES + 1] - s[at + 1];
            double z = s[at + AXES + 2] - s[at + 2];
            double length = Math.sqrt(x * x + y * y + z * z);
            // Two centres at one place point nowhere.
            potential += weights.pointAhead() * ((length > 0 ? z / length : 0) - 1);
        }
        return potential;
    }

    private void require(Rollout race) {
        if (race.floats() != floats) {
            throw new IllegalArgumentException("the race's observations have " + race.floats()
                    + " numbers, the layout " + floats);
        }
    }

    private static double length(float[] s, int at) {
        return Math.sqrt((double) s[at] * s[at] + (double) s[at + 1] * s[at + 1]
                + (double) s[at + 2] * s[at + 2]);
    }

    private static double clamp(double value, double least, double most) {
        return Math.min(most, Math.max(least, value));
    }
}
