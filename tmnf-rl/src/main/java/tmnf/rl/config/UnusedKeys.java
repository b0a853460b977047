package tmnf.rl.config;

import java.util.ArrayList;
import java.util.List;

import tmnf.tminterface.observation.Action;

/** Keys that are taken because files of the Python tools have them, and that change nothing here. */
final class UnusedKeys {

    private static final Action FORWARD = new Action(true, false, false, false);
    private static final Action BACKWARD = new Action(false, true, false, false);

    private UnusedKeys() {
    }

    /** Those that ask for something that does not happen, a sentence for each. */
    static List<String> asking(TrainSettings settings) {
        PerformanceSettings usual = PerformanceSettings.DEFAULT;
        PerformanceSettings performance = settings.performance();
        InputSettings inputs = settings.inputs();
        List<String> asking = new ArrayList<>();
        add(asking, performance.plotRaceTimeLeftCurves(), "performance.plot_race_time_left_curves",
                "these curves are not drawn");
        add(asking, performance.makeHighestPrioFigures(), "performance.make_highest_prio_figures",
                "these pictures are not drawn");
        add(asking, performance.nTransitionsToPlotInDistributionCurves()
                != usual.nTransitionsToPlotInDistributionCurves(),
                "performance.n_transitions_to_plot_in_distribution_curves", "these curves are not drawn");
        InputSettings shipped = InputSettings.DEFAULT; // an own list of actions may have neither of them
        add(asking, inputs.actionForwardIdx() != shipped.actionForwardIdx()
                && !inputs.actions().get(inputs.actionForwardIdx()).equals(FORWARD),
                "inputs.action_forward_idx", "it names an action that does not only accelerate");
        add(asking, inputs.actionBackwardIdx() != shipped.actionBackwardIdx()
                && !inputs.actions().get(inputs.actionBackwardIdx()).equals(BACKWARD),
                "inputs.action_backward_idx", "it names an action that does not only brake");
        return asking;
    }

    private static void add(List<String> asking, boolean asks, String key, String what) {
        if (asks) {
            asking.add(key + " is read and not used: " + what);
        }
    }
}
