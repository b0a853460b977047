package tmnf.rl.train;

import java.util.ArrayList;
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
        if (start == RunStart.Kind.INITIAL) {
            settings.driver().specs().stream().map(WeightSpec::name).filter(name -> !drawn.contains(name))
                    .forEach(known::add);
        }
        return warnings(settings, known);
    }

    private static List<String> warnings(TrainSettings settings, Set<String> pretrained) {
        List<String> warnings = new ArrayList<>();
        TrainingSettings training = settings.training();
        add(warnings, training.pretrainEncoderFreeze() && settings.network().useIqnImageHead(),
                "pretrain_encoder_freeze", "img_head.", "pretrain_encoder_path or " + HEADS, pretrained);
        add(warnings, training.pretrainFloatHeadFreeze(), "pretrain_float_head_freeze",
                "float_feature_extractor.", "pretrain_float_head_path or " + HEADS, pretrained);
        add(warnings, training.pretrainIqnFcFreeze(), "pretrain_iqn_fc_freeze", "iqn_fc.", HEADS, pretrained);
        add(warnings, training.pretrainActionsHeadFreeze(), "pretrain_actions_head_freeze", "A_head.",
                "pretrain_actions_head_path or " + HEADS, pretrained);
        add(warnings, training.pretrainValueHeadFreeze(), "pretrain_V_head_freeze", "V_head.", HEADS,
                pretrained);
        return warnings;
    }

    private static void add(List<String> warnings, boolean frozen, String key, String part, String paths,
            Set<String> pretrained) {
        if (frozen && pretrained.stream().noneMatch(name -> name.startsWith(part))) {
            warnings.add("training." + key + " is true, and no file has " + part + "*: it will stay for the"
                    + " whole run as it was drawn. Name what was pretrained with " + paths + ", or set " + key
                    + ": false");
        }
    }
}
