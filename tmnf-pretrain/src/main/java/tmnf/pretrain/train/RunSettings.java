package tmnf.pretrain.train;

import java.util.Map;

/** What the settings of all runs have, whatever is learned. */
public sealed interface RunSettings permits PretrainSettings, CloningSettings {

    /** What is learned from. */
    PretrainSettings.Data data();

    /** How it is learned. */
    PretrainSettings.Optimisation optimisation();

    /** What is written. */
    PretrainSettings.Output output();

    /** All keys with their values as the user would write them, for the run folder. */
    Map<String, Object> effective();
}
