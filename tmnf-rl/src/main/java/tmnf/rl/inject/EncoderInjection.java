package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.inject.InjectionException.Reason;
import tmnf.rl.inject.InjectionPlan.Change;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.rl.inject.KeyAction.Origin;
import tmnf.rl.net.WeightPair;

/**
 * Puts a pretrained encoder into the driver's network: into a fresh pair, whose two networks are the same, or
 * into a pair that is there, whose two networks keep all else. Planning does all the work and all checks; so
 * a plan that is made is one that can be written.
 */
public final class EncoderInjection {

    private static final String OPTIMIZER = "optimizer1.torch";

    private EncoderInjection() {
    }

    /**
     * Reads, checks and computes; changes nothing.
     *
     * @throws InjectionException if the encoder does not fit, or the pair is not what the settings expect
     * @throws IOException if a file cannot be read, or is damaged
     */
    public static InjectionPlan plan(InjectionSettings settings) throws IOException, InjectionException {
        PreparedEncoder encoder = PreparedEncoder.of(settings);
        WeightPair pair = new WeightPair(settings.target().folder());
        List<String> notes = new ArrayList<>(encoder.notes());
        List<Warning> warnings = new ArrayList<>(encoder.warnings());
        if (pair.isPending()) {
            notes.add("a change of the pair that was not finished is finished first");
        }
        WeightPair.State state = pair.state();
        StateDict online;
        StateDict target;
        Change change;
        if (settings.target().fresh()) {
            online = drawn(settings, encoder);
            target = online;
            change = freshChange(settings, pair, state, online);
        } else {
            StateDict before = existing(settings, pair, WeightPair.ONLINE, state, warnings);
            StateDict targetBefore = existing(settings, pair, WeightPair.TARGET, state, warnings);
            online = withEncoder(before.tensors(), settings.network(), encoder);
            target = withEncoder(targetBefore.tensors(), settings.network(), encoder);
            change = online.hasSameBits(before) && target.hasSameBits(targetBefore) ? Change.NONE
                    : Change.UPDATE;
        }
        Path optimizer = settings.target().folder().resolve(OPTIMIZER);
        if (change != Change.NONE && Files.exists(optimizer)) {
            warnings.add(new Warning("OPTIMIZER", optimizer + " belongs to other weights: move it away"
                    + " before training"));
        }
        List<KeyAction> actions = actions(online, settings, encoder);
        return new InjectionPlan(actions, notes, warnings, change, online, target,
                OriginText.of(settings, encoder, actions), pair);
    }

    private static StateDict drawn(InjectionSettings settings, PreparedEncoder encoder) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : settings.network().specs()) {
            boolean head = spec.name().startsWith(IqnNetwork.IMAGE_HEAD);
            tensors.put(spec.name(), head ? null // replaced below, in its place
                    : TorchTensor.of(spec.shape(), spec.draw(settings.target().seed())));
        }
        return withEncoder(tensors, settings.network(), encoder);
    }

    private static StateDict withEncoder(Map<String, TorchTensor> network, IqnNetwork shape,
            PreparedEncoder encoder) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>(network);
        Encoder image = shape.image().orElseThrow();
        for (WeightSpec spec : image.specs("")) {
            tensors.put(IqnNetwork.IMAGE_HEAD + spec.name(), encoder.tensor(spec));
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
                    + " the encoder with --no-fresh, or name another folder");
        }
        return Change.REPLACE;
    }

    private static StateDict existing(InjectionSettings settings, WeightPair pair, String name,
            WeightPair.State state, List<Warning> warnings) throws IOException, InjectionException {
        Path folder = settings.target().folder();
        if (state == WeightPair.State.ABSENT) {
            throw new InjectionException(Reason.NO_PAIR, folder + ": there is no pair of weights to put the"
                    + " encoder into", "name the folder of a run, or make a fresh pair without --no-fresh");
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
            PreparedEncoder encoder) {
        List<KeyAction> actions = new ArrayList<>();
        List<String> first = List.of(IqnNetwork.IMAGE_HEAD + PreparedEncoder.FIRST_WEIGHT,
                IqnNetwork.IMAGE_HEAD + PreparedEncoder.FIRST_BIAS);
        Origin rest = settings.target().fresh() ? Origin.DRAWN : Origin.KEPT;
        network.tensors().forEach((name, tensor) -> {
            boolean head = name.startsWith(IqnNetwork.IMAGE_HEAD);
            actions.add(new KeyAction(name, tensor.shape(), head ? Origin.ENCODER : rest,
                    first.contains(name) ? encoder.change() : ""));
        });
        return actions;
    }
}
