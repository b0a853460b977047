package tmnf.pretrain.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings that a run keeps for all its life: with others, what follows would not belong to it. */
final class FixedSettings {

    private FixedSettings() {
    }

    static Map<String, String> of(PretrainSettings settings, TrainingData data, int batch) {
        PretrainSettings.Model model = settings.model();
        PretrainSettings.Optimisation optimisation = settings.optimisation();
        Map<String, String> fixed = new TreeMap<>();
        fixed.put("task", model.task().name());
        fixed.put("image_size", settings.data().width() + "x" + settings.data().height());
        fixed.put("n_stack", Integer.toString(settings.data().stack()));
        fixed.put("stack_mode", model.stackMode().name());
        fixed.put("image_normalization", model.normalization().label());
        fixed.put("decoder", model.decoder().name());
        fixed.put("vae_latent", Integer.toString(model.vaeLatent()));
        fixed.put("kl_weight", Double.toString(model.klWeight()));
        fixed.put("proj_dim", Integer.toString(model.projection()));
        fixed.put("temperature", Double.toString(model.temperature()));
        if (model.task().needsActions()) {
            fixed.put("steps", Integer.toString(model.steps()));
            fixed.put("variance_weight", Double.toString(model.latent().varianceWeight()));
            fixed.put("covariance_weight", Double.toString(model.latent().covarianceWeight()));
        }
        fixed.put("batch_size", Integer.toString(batch));
        fixed.put("lr", Double.toString(optimisation.lr()));
        fixed.put("grad_clip", Double.toString(optimisation.gradientLimit()));
        fixed.put("checkpoint_monitor", optimisation.monitor());
        fixed.put("seed", Long.toString(optimisation.seed()));
        fixed.put("val_fraction", Double.toString(settings.data().validationFraction()));
        fixed.put("frames", data.signature());
        return fixed;
    }

    /** Refuses other settings than those of the checkpoint. */
    static void requireSame(Map<String, String> before, Map<String, String> now) throws PretrainException {
        List<String> differences = new ArrayList<>();
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(now);
        for (String name : all.keySet()) {
            String then = before.getOrDefault(name, "nothing");
            String wanted = now.getOrDefault(name, "nothing");
            if (!then.equals(wanted)) {
                differences.add(name.equals("frames") ? "the frames of the dataset have changed"
                        : name + " was " + then + " and is to be " + wanted);
            }
        }
        if (!differences.isEmpty()) {
            throw new PretrainException(PretrainException.Kind.CHECKPOINT, "the run cannot go on with other "
                    + "settings: " + String.join("; ", differences)
                    + ". Give those that it began with, or begin another run");
        }
    }
}
