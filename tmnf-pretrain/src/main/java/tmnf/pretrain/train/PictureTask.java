package tmnf.pretrain.train;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.net.SpatialDecoder;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.objective.Objective;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.run.PretrainReport;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.torch.StateDict;

/** An encoder that learns from pictures alone. */
record PictureTask(PretrainSettings settings, Objective objective) implements RunTask {

    @Override
    public TrainingSource source() throws PretrainException, IOException {
        return TrainingSource.of(settings, settings.model().task().needsActions()
                ? new TransitionLabelling(settings) : Labelling.none(settings));
    }

    @Override
    public AdamSettings adam() {
        return AdamSettings.DEFAULT.withLr(settings.optimisation().lr());
    }

    @Override
    public Map<String, String> fixed(TrainingData data) {
        PretrainSettings.Model model = settings.model();
        Map<String, String> fixed = new TreeMap<>();
        fixed.put(FixedSettings.TASK, model.task().name());
        fixed.put("stack_mode", model.stackMode().name());
        fixed.put("image_normalization", model.normalization().label());
        fixed.put("decoder", model.decoder().name());
        if (Objectives.decoder(objective).orElse(null) instanceof SpatialDecoder mirrored) {
            putMirrored(fixed, mirrored);
        }
        fixed.put("vae_latent", Integer.toString(model.vaeLatent()));
        fixed.put("kl_weight", Double.toString(model.klWeight()));
        fixed.put("proj_dim", Integer.toString(model.projection()));
        fixed.put("temperature", Double.toString(model.temperature()));
        if (model.task().needsActions()) {
            fixed.put("steps", Integer.toString(model.steps()));
            fixed.put("variance_weight", Double.toString(model.latent().varianceWeight()));
            fixed.put("covariance_weight", Double.toString(model.latent().covarianceWeight()));
            fixed.put("labels", data.labelling().signature());
        }
        return fixed;
    }

    /** Only what an earlier version did otherwise, so that its other checkpoints are gone on with. */
    private static void putMirrored(Map<String, String> fixed, SpatialDecoder decoder) {
        if (decoder.repeatsEdges()) {
            fixed.put(FixedSettings.BORDER, "repeated");
        }
        if (decoder.widened() && decoder.features() == decoder.encoder().features()) {
            fixed.put(FixedSettings.INPUT, "linear");
        }
    }

    @Override
    public void export(RunFolder folder, Ended ended) throws IOException {
        StateDict encoder = StateDicts.of(ended.model().weights(), StackedEncoder.ENCODER);
        encoder.write(folder.encoder());
        CloningFiles.forget(folder.path(), List.of()); // of a run of cloning that had no epoch yet
        StackedEncoder stack = objective.encoder();
        PretrainMeta meta = new PretrainMeta(
                new PretrainMeta.Encoder(settings.model().task().name().toLowerCase(Locale.ROOT),
                        stack.height(), stack.width(), settings.model().normalization().label(),
                        stack.frames(), stack.mode().name().toLowerCase(Locale.ROOT),
                        stack.encoder().channels(), stack.features(), encoder.archHash(),
                        PretrainMeta.sha256(folder.encoder())),
                ended.data().facts(settings), ended.result().ending(), ended.rows(),
                settings.output().toolVersion(), settings.effective(), ended.made());
        PretrainReport.write(folder.report(), meta, ended.pictures(),
                "tmnf pretrain --config " + folder.config());
        meta.write(folder.meta());
    }
}
