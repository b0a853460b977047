package tmnf.rl.train;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.config.TrainingSettings;
import tmnf.rl.save.RunStart;

/**
 * Parts of the network that the configuration keeps as they are, and that are as they were drawn: a run
 * learns for hours against them, which hardly anybody wants. It is a warning and no fault, as features that
 * were drawn are something to compare with.
 */
public final class FrozenParts {

    private static final String HEADS = "pretrain_bc_heads_path";
    private static final String HEADS_OPTION = "--bc-heads";

    private FrozenParts() {
    }

    /**
     * A sentence for each of them.
     *
     * @param start where the run begins; weights that are there count as nothing that was drawn
     * @param drawn weights among them that were drawn all the same
     * @param pretrained names of weights that files have
     */
    public static List<String> warnings(TrainSettings settings, RunStart.Kind start, Set<String> drawn,
            Set<String> pretrained) {
        if (start.goesOn()) {
            return List.of();
        }
        Set<String> known = new HashSet<>(pretrained);
        boolean there = start == RunStart.Kind.INITIAL;
        if (there) {
            settings.driver().specs().stream().map(WeightSpec::name).filter(name -> !drawn.contains(name))
                    .forEach(known::add);
        }
        return parts(settings).stream().filter(part -> part.frozen()
                && known.stream().noneMatch(name -> name.startsWith(part.prefix())))
                .map(part -> part.warning(there)).toList();
    }

    /**
     * A part of the network that the configuration can keep as it is.
     *
     * @param frozen whether it does
     * @param key that says so
     * @param prefix of its weights
     * @param paths keys that name a file with it
     * @param options of {@code init-iqn} that take such a file
     */
    private record Part(boolean frozen, String key, String prefix, String paths, String options) {

        /** Where weights are there the keys that name files are not looked at: they would be no advice. */
        String warning(boolean there) {
            String who = there ? "tmnf init-iqn drew " : "no file has ";
            String what = there ? "Put what was pretrained in there with tmnf init-iqn --no-fresh and "
                    + options + ", begin where no weights are," : "Name what was pretrained with " + paths
                    + ",";
            return "training." + key + " is true, and " + who + prefix + "*: it will stay for the whole run"
                    + " as it was drawn. " + what + " or set " + key + ": false";
        }
    }

    private static List<Part> parts(TrainSettings settings) {
        TrainingSettings training = settings.training();
        return List.of(new Part(training.pretrainEncoderFreeze() && settings.network().useIqnImageHead(),
                "pretrain_encoder_freeze", "img_head.", "pretrain_encoder_path or " + HEADS,
                "an encoder or " + HEADS_OPTION),
                new Part(training.pretrainFloatHeadFreeze(), "pretrain_float_head_freeze",
                        "float_feature_extractor.", "pretrain_float_head_path or " + HEADS,
                        "--float-head or " + HEADS_OPTION),
                new Part(training.pretrainIqnFcFreeze(), "pretrain_iqn_fc_freeze", "iqn_fc.", HEADS,
                        HEADS_OPTION),
                new Part(training.pretrainActionsHeadFreeze(), "pretrain_actions_head_freeze", "A_head.",
                        "pretrain_actions_head_path or " + HEADS, "--actions-head or " + HEADS_OPTION),
                new Part(training.pretrainValueHeadFreeze(), "pretrain_V_head_freeze", "V_head.", HEADS,
                        HEADS_OPTION));
    }
}
