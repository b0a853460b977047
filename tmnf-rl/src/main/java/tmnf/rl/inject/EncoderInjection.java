package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Change;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.rl.inject.KeyAction.Origin;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.DrawnWeights;
import tmnf.rl.save.RunStart;

/**
 * Puts pretrained parts into the driver's network, an encoder or what behavioural cloning left: into a fresh
 * pair, whose two networks are the same, or into a pair that is there, whose two networks keep all else.
 * Planning does all the work and all checks; so a plan that is made is one that can be written.
 */
public final class EncoderInjection {

    /** What the original leaves beside its weights, and goes on with. */
    private static final List<String> OF_A_RUN = List.of("optimizer1.torch", "scaler.torch",
            "accumulated_stats.joblib");

    private EncoderInjection() {
    }

    /**
     * Reads, checks and computes; changes nothing.
     *
     * @throws InjectionException if the encoder does not fit, or the pair is not what the settings expect
     * @throws IOException if a file cannot be read, or is damaged
     */
    public static InjectionPlan plan(InjectionSettings settings) throws IOException, InjectionException {
        PretrainedParts parts = PretrainedParts.read(settings.files(), settings.network(), settings.rules(),
                settings.target().driver());
        settings.target().driver().scaling().ifPresent(parts::fold);
        requireNoRun(settings.target().folder());
        WeightPair pair = new WeightPair(settings.target().folder());
        List<String> notes = new ArrayList<>(parts.notes());
        List<Warning> warnings = new ArrayList<>(parts.warnings());
        if (pair.isPending()) {
            notes.add("a change of the pair that was not finished is finished first");
        }
        WeightPair.State state = pair.state();
        StateDict online;
        StateDict target;
        Change change;
        if (settings.target().fresh()) {
            online = parts.into(drawn(settings, parts));
            target = online;
            change = freshChange(settings, pair, state, online);
        } else {
            StateDict before = existing(settings, pair, WeightPair.ONLINE, state, warnings);
            StateDict targetBefore = existing(settings, pair, WeightPair.TARGET, state, warnings);
            online = parts.into(before);
            target = parts.into(targetBefore);
            change = online.hasSameBits(before) && target.hasSameBits(targetBefore) ? Change.NONE
                    : Change.UPDATE;
        }
        if (change != Change.NONE) {
            foreign(settings.target().folder()).ifPresent(warnings::add);
        }
        List<KeyAction> actions = actions(online, settings, parts);
        return new InjectionPlan(actions, notes, warnings, change, online, target,
                OriginText.of(settings, parts, actions, DrawnWeights.of(settings.target().folder())), pair);
    }

    /** The training takes no weights there that are not of the run's own checkpoints. */
    private static void requireNoRun(Path folder) throws InjectionException {
        if (RunStart.beside(folder) == RunStart.Kind.CHECKPOINT) {
            throw new InjectionException(Reason.RUN, folder + ": a checkpoint of a training lies there, whose"
                    + " other files belong to its own weights", "name the folder of a new run; to keep the"
                    + " rest of these weights, copy weights1.torch and weights2.torch alone to it, and put"
                    + " the parts in there with --no-fresh");
        }
    }

    private static Optional<Warning> foreign(Path folder) {
        List<String> there = OF_A_RUN.stream().map(folder::resolve).filter(Files::exists).map(Path::toString)
                .toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(new Warning("OPTIMIZER", String.join(", ",
                there) + (there.size() == 1 ? " belongs" : " belong") + " to other weights: move "
                + (there.size() == 1 ? "it" : "them") + " away before training, which else goes on with that"
                + " run, its counters and its scaling of the inputs"));
    }

    private static StateDict drawn(InjectionSettings settings, PretrainedParts parts) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : settings.network().specs()) {
            tensors.put(spec.name(), parts.names().contains(spec.name()) ? null // replaced, in its place
                    : TorchTensor.of(spec.shape(), spec.draw(settings.target().seed())));
        }
        return StateDict.of(tensors);
    }

    private static Change freshChange(InjectionSettings settings, WeightPair pair, WeightPair.State state,
            StateDict drawn) throws IOException, InjectionException {
        if (state == WeightPair.State.ABSENT) {
            return Change.CREATE;
        }
        if (!settings.target().overwrite()) {
            if (state == WeightPair.State.COMPLETE && pair.read(WeightPair.ONLINE).hasSameBits(drawn)
                    && pair.read(WeightPair.TARGET).hasSameBits(drawn)) {
                return Change.NONE;
            }
            throw new InjectionException(Reason.EXISTS, settings.target().folder() + ": there is "
                    + (state == WeightPair.State.COMPLETE ? "a pair of weights" : "half a pair of weights")
                    + " already, and it is another one", "replace it with --overwrite, keep all of it but"
                    + " these parts with --no-fresh, or name another folder");
        }
        return Change.REPLACE;
    }

    private static StateDict existing(InjectionSettings settings, WeightPair pair, String name,
            WeightPair.State state, List<Warning> warnings) throws IOException, InjectionException {
        Path folder = settings.target().folder();
        if (state == WeightPair.State.ABSENT) {
            throw new InjectionException(Reason.NO_PAIR, folder + ": there is no pair of weights to put them"
                    + " into", "name the folder of a run, or make a fresh pair without --no-fresh");
        }
        if (state == WeightPair.State.INCOMPLETE) {
            throw new InjectionException(Reason.HALF_PAIR, folder + ": there is "
                    + (Files.exists(pair.file(WeightPair.ONLINE)) ? WeightPair.ONLINE + " without "
                    + WeightPair.TARGET : WeightPair.TARGET + " without " + WeightPair.ONLINE),
                    "get the other one back, or make a fresh pair with --overwrite");
        }
        StateDict read = pair.read(name);
        List<Difference> differences = Shapes.differences(read, settings.network().specs());
        if (differences.isEmpty()) {
            return read;
        }
        boolean head = differences.stream().anyMatch(each -> each.key().startsWith(IqnNetwork.IMAGE_HEAD));
        if (head || !settings.allowMismatch()) {
            throw new InjectionException(Reason.SHAPES, pair.file(name) + ": these are weights of another"
                    + " network than the configuration's", "give the configuration of that run with"
                    + " --rl-config", differences);
        }
        differences.forEach(difference -> warnings.add(new Warning("MISMATCH", name + ": "
                + difference.key() + " is " + difference.is() + " and should be " + difference.shouldBe()
                + "; taken all the same")));
        return read;
    }

    private static List<KeyAction> actions(StateDict network, InjectionSettings settings,
            PretrainedParts parts) {
        List<KeyAction> actions = new ArrayList<>();
        Origin rest = settings.target().fresh() ? Origin.DRAWN : Origin.KEPT;
        network.tensors().forEach((name, tensor) -> actions.add(new KeyAction(name, tensor.shape(),
                parts.origin(name).orElse(rest), parts.change(name))));
        return actions;
    }
}
