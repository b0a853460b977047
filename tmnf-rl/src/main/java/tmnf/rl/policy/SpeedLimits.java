package tmnf.rl.policy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

import tmnf.rl.config.TrainSettings;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ObservationLayout;

/**
 * Brakes in races that explore, whenever the car is faster than a limit that holds for a while. A driver who
 * gets furthest at full throttle never sees what a bend is like at half of the speed, and so never learns
 * that it is worth braking for; single actions that are drawn do not slow a car down. With limits every part
 * of a track is driven at all speeds, and slowed down for everywhere. Steering stays that of the decider. A
 * limit, evenly from 10 to 90 m/s, or none, is drawn for 2 to 10 s. Of one game: it remembers its limit, also
 * into the next race. A prior of ours for exploration, of no paper: it knows that there are brakes, and
 * nothing of the track.
 */
public final class SpeedLimits extends ChangedDecisions {

    private static final double LEAST_S = 2;
    private static final double MOST_S = 10;
    private static final double SLOWEST = 10;
    private static final double FASTEST = 90;
    private static final double MS = 1e3;

    private final DoubleSupplier share;
    private final int velocity;
    private final int[] braking;
    private final double perSecond;
    private final SplittableRandom random;
    private double limit; // m/s; infinite: none
    private int left; // decisions for which it holds

    /**
     * Around a decider.
     *
     * @param share of the time in which there is a limit, as it is now, from 0 to 1
     * @param settings say what actions and observations are
     */
    public static SpeedLimits of(Decider decider, DoubleSupplier share, TrainSettings settings,
            SplittableRandom random) {
        return new SpeedLimits(decider, share, settings.inputs().actions(),
                ObservationLayout.of(settings.observation()), settings.environment().msPerAction(), random);
    }

    /**
     * Around a decider.
     *
     * @param share of the time in which there is a limit, from 0 to 1; asked whenever one is drawn
     * @param actions keys of each of the network's actions
     * @param layout of the observations
     * @param decisionMs race time between two decisions
     */
    SpeedLimits(Decider decider, DoubleSupplier share, List<Action> actions, ObservationLayout layout,
            int decisionMs, SplittableRandom random) {
        super(decider);
        this.share = share;
        this.velocity = layout.offset(ObservationLayout.VELOCITY);
        this.braking = braking(actions);
        this.perSecond = MS / decisionMs;
        this.random = random;
    }

    /** For each action the one that brakes and steers alike; itself where there is none. */
    private static int[] braking(List<Action> actions) {
        int[] braking = new int[actions.size()];
        for (int i = 0; i < braking.length; i++) {
            Action keys = actions.get(i);
            int found = actions.indexOf(new Action(false, true, keys.left(), keys.right()));
            braking[i] = found < 0 ? i : found;
        }
        return braking;
    }

    @Override
    Decision decide(Decider by, ByteBuffer frame, float[] numbers, Exploration exploration)
            throws InterruptedException {
        Decision decision = by.decide(frame, numbers, exploration);
        if (exploration.equals(Exploration.NONE)) {
            left = 0;
            return decision;
        }
        if (left == 0) {
            left = (int) Math.ceil(random.nextDouble(LEAST_S, MOST_S) * perSecond);
            limit = random.nextDouble() < share.getAsDouble() ? random.nextDouble(SLOWEST, FASTEST)
                    : Double.POSITIVE_INFINITY;
        }
        left--;
        int action = braking[decision.action()];
        if (numbers[velocity + 2] <= limit || action == decision.action()) {
            return decision;
        }
        return new Decision(action, action == ActionChoice.best(decision.values()), decision.values(),
                decision.version());
    }
}
