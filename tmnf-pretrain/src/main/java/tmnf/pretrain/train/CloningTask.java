package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import tmnf.pretrain.cloning.ActionColumns;
import tmnf.pretrain.cloning.BehaviouralCloning;
import tmnf.pretrain.cloning.CloningException;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.cloning.CloningNetwork;
import tmnf.pretrain.cloning.CloningStart;
import tmnf.pretrain.cloning.CloningTally;
import tmnf.pretrain.cloning.PolicyNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.optim.AdamSettings;
import tmnf.pretrain.run.ActionFigures;
import tmnf.pretrain.run.CloningFacts;
import tmnf.pretrain.run.ConfusionFile;
import tmnf.pretrain.run.PolicyFacts;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.run.PretrainReport;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.train.PretrainException.Kind;

/** A network that learns to choose the actions that were pressed. */
record CloningTask(CloningSettings settings, BehaviouralCloning objective) implements RunTask {

    static CloningTask of(CloningSettings settings) throws PretrainException {
        try {
            return new CloningTask(settings, new BehaviouralCloning(network(settings),
                    settings.network().normalization(),
                    new ActionColumns(settings.labels().targets().offsetsMs()),
                    settings.labels().weights()));
        } catch (IllegalArgumentException e) {
            throw new PretrainException(Kind.SETTINGS, e.getMessage(), e);
        }
    }

    private static PolicyNetwork network(CloningSettings settings) {
        CloningSettings.Network wanted = settings.network();
        CloningSettings.Driver driver = settings.driver();
        PretrainSettings.Data data = settings.data();
        StackedEncoder encoder = new StackedEncoder(data.stack(), wanted.stackMode(), data.height(),
                data.width());
        int heads = settings.labels().targets().offsetsMs().size();
        int actions = driver.actions().size();
        CloningIqn.Sizes sizes = driver.sizes();
        if (wanted.fullIqn()) {
            return new CloningIqn(encoder, driver.scaling(), sizes, heads, actions, wanted.dropout(),
                    wanted.randomTau());
        }
        return new CloningNetwork(encoder, wanted.floats()
                ? Optional.of(new CloningNetwork.Floats(driver.scaling(), sizes.floatHidden()))
                : Optional.empty(), heads, wanted.actionsHead() ? sizes.dense() / 2 : 0, actions,
                wanted.dropout());
    }

    @Override
    public TrainingSource source() throws PretrainException, IOException {
        return TrainingSource.of(settings, new CloningLabelling(settings));
    }

    @Override
    public AdamSettings adam() {
        return AdamSettings.DEFAULT.withLr(settings.optimisation().lr())
                .withWeightDecay(settings.weightDecay());
    }

    @Override
    public boolean dropsLast(int samples, int batch) {
        return samples > batch;
    }

    @Override
    public Map<String, String> fixed(TrainingData data) {
        CloningSettings.Network network = settings.network();
        CloningSettings.Driver driver = settings.driver();
        Map<String, String> fixed = new TreeMap<>();
        fixed.put(FixedSettings.TASK, FixedSettings.CLONING);
        fixed.put("stack_mode", network.stackMode().name());
        fixed.put("image_normalization", network.normalization().label());
        fixed.put("bc_target", settings.labels().targets().target().toString());
        fixed.put("bc_time_offsets_ms", settings.labels().targets().offsetsMs().toString());
        fixed.put("bc_offset_weights", settings.labels().weights().toString());
        fixed.put("track_ids", settings.labels().tracks().map(List::toString).orElse("all"));
        fixed.put(FixedSettings.USE_FLOATS, Boolean.toString(network.floats()));
        fixed.put("use_actions_head", Boolean.toString(network.actionsHead()));
        fixed.put("use_full_iqn", Boolean.toString(network.fullIqn()));
        fixed.put("full_iqn_random_tau", Boolean.toString(network.randomTau()));
        fixed.put("dropout", network.dropout().toString());
        fixed.put("weight_decay", Double.toString(settings.weightDecay()));
        fixed.put("sizes of the network", driver.sizes().toString());
        fixed.put(PolicyFacts.INPUTS, driver.observation().toString());
        fixed.put(PolicyFacts.ACTIONS, driver.actions().toString());
        fixed.put("labels", data.labelling().signature());
        if (network.floats()) {
            fixed.put(PolicyFacts.SCALING, PolicyFacts.signature(driver.scaling()));
            fixed.put(FixedSettings.FLOATS, LabelSignature.ofFloats(data));
        }
        return fixed;
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<Integer> offsets = settings.labels().targets().offsetsMs();
        List<String> forDriver = CloningFiles.names(objective.network(), settings.files()).stream()
                .filter(CloningFiles.OF_DRIVERS_HEAD::contains).toList();
        if (!offsets.contains(0) && !forDriver.isEmpty()) {
            warnings.add("no offset is 0, so none of the heads is what the driver needs at a frame; "
                    + String.join(" and ", forDriver) + " will have the head of "
                    + offsets.get(objective.columns().driver()) + " ms in its place. Add 0 to "
                    + "bc_time_offsets_ms");
        }
        if (settings.data().stack() > 1 && !forDriver.isEmpty()) {
            warnings.add("n_stack is " + settings.data().stack() + ": what is right is counted with "
                    + settings.data().stack() + " frames at a time, and the driver sees one, so with "
                    + String.join(" and ", forDriver) + " it will drive worse than the accuracy says. Take"
                    + " n_stack 1 for a network to drive with");
        }
        lacking().ifPresent(lack -> warnings.add("bc_mode is " + settings.network().mode() + ", but "
                + lack));
        return warnings;
    }

    /** What explicit settings take away from what the mode is for. */
    private Optional<String> lacking() {
        CloningSettings.Network network = settings.network();
        return switch (network.mode()) {
            case BACKBONE -> Optional.empty();
            case FULL_POLICY -> network.fullIqn() && network.randomTau() ? Optional.empty()
                    : Optional.of(network.fullIqn() ? "full_iqn_random_tau is false: the network will know "
                            + "the median quantile alone, and the driver decides by the mean over quantiles"
                            : "use_full_iqn is false: there will be no network to drive with");
            case AUXILIARY_HEAD -> network.actionsHead() || network.fullIqn() ? Optional.empty()
                    : Optional.of("use_actions_head is false: heads of one layer have no place in the "
                            + "driver's network");
        };
    }

    @Override
    public List<String> check() throws PretrainException, IOException {
        List<String> warnings = new ArrayList<>();
        try {
            if (settings.network().encoder().isPresent()) {
                warnings.addAll(CloningStart.initialEncoder(objective, settings.network().encoder().get())
                        .warnings());
            }
            if (settings.network().resumed().isPresent()) {
                warnings.addAll(CloningStart.resume(objective, settings.network().resumed().get(), policy())
                        .warnings());
            }
            return warnings;
        } catch (CloningException e) {
            throw new PretrainException(Kind.WEIGHTS, e.getMessage(), e);
        }
    }

    @Override
    public void begin(TrainedModel model, PretrainListener listener) throws PretrainException, IOException {
        try {
            if (settings.network().encoder().isPresent()) {
                tell(CloningStart.initialEncoder(objective, settings.network().encoder().get())
                        .into(model.weights()), "the encoder begins with ", listener);
            }
            if (settings.network().resumed().isPresent()) {
                tell(CloningStart.resume(objective, settings.network().resumed().get(), policy())
                        .into(model.weights()), "all weights begin with ", listener);
            }
        } catch (CloningException e) {
            throw new PretrainException(Kind.WEIGHTS, e.getMessage(), e);
        }
    }

    private static void tell(CloningStart.Taken taken, String what, PretrainListener listener) {
        listener.note(what + taken.file());
        taken.notes().forEach(listener::note);
        taken.warnings().forEach(listener::warning);
    }

    @Override
    public boolean keepsCounts() {
        return true;
    }

    @Override
    public List<String> exports() {
        return CloningFiles.names(objective.network(), settings.files());
    }

    @Override
    public void export(RunFolder folder, Ended ended) throws IOException {
        StateDict encoder = StateDicts.of(ended.model().weights(), StackedEncoder.ENCODER);
        encoder.write(folder.encoder());
        CloningFiles.write(folder.path(), objective, ended.model().weights(), settings.files());
        StackedEncoder stack = objective.encoder();
        PretrainMeta meta = new PretrainMeta(
                new PretrainMeta.Encoder(FixedSettings.CLONING, stack.height(), stack.width(),
                        settings.network().normalization().label(), stack.frames(),
                        stack.mode().name().toLowerCase(Locale.ROOT),
                        stack.encoder().channels(), stack.features(), encoder.archHash(),
                        PretrainMeta.sha256(folder.encoder())),
                ended.data().facts(settings), ended.result().ending(), ended.rows(),
                settings.output().toolVersion(), settings.effective(), ended.made(),
                Optional.of(facts(ended.data())));
        List<ActionFigures> figures = figures(ended.counts());
        ConfusionFile.write(folder.confusion(), meta, figures);
        PretrainReport.write(folder.report(), meta, figures,
                "tmnf pretrain bc --config " + folder.config());
        meta.write(folder.meta());
    }

    private CloningFacts facts(TrainingData data) {
        CloningSettings.Network network = settings.network();
        List<Integer> offsets = settings.labels().targets().offsetsMs();
        return new CloningFacts(network.mode().toString(), settings.labels().targets().target().toString(),
                offsets, policy(),
                network.encoder().map(Path::toString), extras(offsets), data.labelling().leftOut());
    }

    private PolicyFacts policy() {
        PolicyFacts driver = settings.driver().policy();
        return settings.network().floats() ? driver : driver.withoutNumbers();
    }

    /** Upstream's keys that are there only in some runs, in its order. */
    private Map<String, Object> extras(List<Integer> offsets) {
        CloningSettings.Network network = settings.network();
        CloningIqn.Sizes sizes = settings.driver().sizes();
        List<String> files = CloningFiles.names(objective.network(), settings.files());
        boolean merged = settings.files().merged() && offsets.size() > 1;
        Map<String, Object> extras = new LinkedHashMap<>();
        if (offsets.size() > 1) {
            extras.put("bc_offset_weights", settings.labels().weights());
        }
        if (network.fullIqn()) {
            extras.put("use_full_iqn", true);
            extras.put("full_iqn_random_tau", network.randomTau());
            extras.put("dense_hidden_dimension", sizes.dense());
            extras.put("iqn_embedding_dimension", sizes.embedding());
            extras.put("merge_actions_head", merged);
            extras.put("full_iqn_file", CloningFiles.IQN);
        }
        if (files.contains(CloningFiles.FLOAT_HEAD)) {
            extras.put("float_head_file", CloningFiles.FLOAT_HEAD);
            extras.put("float_hidden_dim", sizes.floatHidden());
        }
        if (files.contains(CloningFiles.ACTIONS_HEAD)) {
            extras.put("actions_head_file", CloningFiles.ACTIONS_HEAD);
            extras.put("actions_head_merged", merged);
            extras.put("actions_head_offsets", merged ? offsets
                    : List.of(offsets.get(objective.columns().driver())));
        }
        return extras;
    }

    /** For each offset what was right; empty where nothing was counted. */
    private List<ActionFigures> figures(double[] counts) {
        if (counts.length == 0) {
            return List.of();
        }
        CloningTally tally = CloningTally.of(objective.columns(), objective.network().actions(), counts);
        List<Integer> offsets = objective.columns().offsetsMs();
        return IntStream.range(0, offsets.size()).mapToObj(head -> new ActionFigures(
                offsets.get(head), tally.accuracy(head), tally.majority(head), tally.repeated(head),
                tally.gainOverRepeated(head), tally.confusion(head))).toList();
    }
}
