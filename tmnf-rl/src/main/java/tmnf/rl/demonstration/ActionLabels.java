package tmnf.rl.demonstration;

import java.util.List;

import tmnf.rl.demonstration.DemonstrationException.Reason;
import tmnf.tminterface.observation.Action;
import tmnf.tminterface.observation.ActionIndex;

/** From the labels of a captured race to what the driver would have decided. */
final class ActionLabels {

    /**
     * A label says what a script presses at its time; what the driver presses at a decision acts as if a
     * script pressed it this much later.
     */
    static final int DELAY_MS = 10;
    private static final int TICK_MS = 10;

    private ActionLabels() {
    }

    /**
     * The number of the action held longest while each decision acts, of two as long the earlier one, as
     * {@link ActionIndex} counts.
     *
     * @param labels one for each {@code stepMs} from race time 0 on
     * @param decisions how many
     * @param decisionMs from one to the next
     */
    static int[] decisions(String race, List<Integer> labels, int stepMs, int decisions, int decisionMs)
            throws DemonstrationException {
        if ((long) labels.size() * stepMs <= (long) (decisions - 1) * decisionMs) {
            throw new DemonstrationException(Reason.ACTIONS, race + ": has " + labels.size()
                    + " labels of actions, which end before the race does; tmnf backfill-actions makes them "
                    + "of the replay");
        }
        int[] chosen = new int[decisions];
        for (int i = 0; i < decisions; i++) {
            int[] held = new int[ActionIndex.COUNT];
            int best = -1;
            int from = i * decisionMs + DELAY_MS;
            for (int at = from; at < from + decisionMs; at += TICK_MS) {
                int label = labels.get(Math.min(at / stepMs, labels.size() - 1));
                if (!ActionIndex.isValid(label)) {
                    throw new DemonstrationException(Reason.ACTIONS, race + ": has a label " + label + " at "
                            + at + " ms; actions are 0 to " + (ActionIndex.COUNT - 1));
                }
                held[label]++;
            }
            for (int at = from; at < from + decisionMs; at += TICK_MS) {
                int label = labels.get(Math.min(at / stepMs, labels.size() - 1));
                best = best < 0 || held[label] > held[best] ? label : best;
            }
            chosen[i] = best;
        }
        return chosen;
    }

    /** The network's numbers of actions. */
    static int[] ofNetwork(String race, int[] actions, List<Action> network) throws DemonstrationException {
        int[] numbers = new int[actions.length];
        for (int i = 0; i < actions.length; i++) {
            numbers[i] = network.indexOf(ActionIndex.action(actions[i]));
            if (numbers[i] < 0) {
                throw new DemonstrationException(Reason.ACTIONS, race + ": presses "
                        + ActionIndex.action(actions[i]) + ", which is not among inputs.actions");
            }
        }
        return numbers;
    }
}
