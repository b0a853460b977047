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
        add(asking, performance.updateInferenceNetworkEveryNActions()
                != usual.updateInferenceNetworkEveryNActions(),
                "performance.update_inference_network_every_n_actions",
                "each decision of a race that explores takes the newest weights, a greedy race keeps those"
                        + " of its first one");
        add(asking, performance.forceWindowFocusOnInput(), "performance.force_window_focus_on_input",
                "no window is put in front");
        add(asking, settings.environment().timeoutBetweenRunsMs()
                != EnvironmentSettings.DEFAULT.timeoutBetweenRunsMs(), "environment.timeout_between_runs_ms",
                "between races the game is held by a lease that is renewed");
        Staircase<String> suffixes = settings.training().tensorboardSuffixSchedule();
        add(asking, !suffixes.equals(TrainingSettings.DEFAULT.tensorboardSuffixSchedule())
                && suffixes.steps().stream().anyMatch(step -> !step.value().isEmpty()),
                "training.tensorboard_suffix_schedule", "the logs of a run are in one folder");
        InputSettings shipped = InputSettings.DEFAULT; // an own list of actions may have neither of them
        add(asking, inputs.actionForwardIdx() != shipped.actionForwardIdx()
                && !names(inputs, inputs.actionForwardIdx(), FORWARD),
                "inputs.action_forward_idx", "it names no action that only accelerates");
        add(asking, inputs.actionBackwardIdx() != shipped.actionBackwardIdx()
                && !names(inputs, inputs.actionBackwardIdx(), BACKWARD),
                "inputs.action_backward_idx", "it names no action that only brakes");
        return asking;
    }

    private static boolean names(InputSettings inputs, int index, Action action) {
        return index >= 0 && index < inputs.actions().size() && inputs.actions().get(index).equals(action);
    }

    private static void add(List<String> asking, boolean asks, String key, String what) {
        if (asks) {
            asking.add(key + " is read and not used: " + what);
        }
    }
}
