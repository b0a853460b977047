package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.inspect.TensorStats;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.SaveException.Reason;

/** Reads weights that must be those of a network. */
final class WeightCheck {

    private static final String ADVICE = "give the configuration that this run was made with, or another"
            + " --run-name; nothing was changed";

    private WeightCheck() {
    }

    /** All ways in which they differ, a line for each. */
    static List<String> differences(String file, StateDict dict, List<WeightSpec> network) {
        List<String> lines = new ArrayList<>();
        Map<String, TorchTensor> rest = new LinkedHashMap<>(dict.tensors());
        for (WeightSpec spec : network) {
            TorchTensor tensor = rest.remove(spec.name());
            if (tensor == null) {
                lines.add(file + ": " + spec.name() + " " + spec.shape() + " is missing");
            } else if (!tensor.shape().equals(spec.shape())) {
                lines.add(file + ": " + spec.name() + " is " + tensor.shape() + ", the network's is "
                        + spec.shape());
            } else if (!tensor.type().isFloating()) {
                lines.add(file + ": " + spec.name() + " is of " + tensor.type());
            }
        }
        rest.forEach((name, tensor) ->
                lines.add(file + ": " + name + " " + tensor.shape() + " is not in the network"));
        return lines;
    }

    /** Refuses if there is any difference. */
    static void require(Path folder, List<String> differences) throws SaveException {
        if (!differences.isEmpty()) {
            throw new SaveException(Reason.MISMATCH, folder + ": what is saved there belongs to another"
                    + " network than the configuration's", differences, ADVICE);
        }
    }

    /**
     * Refuses weights that are infinite or no numbers: nothing can be decided by them, and nothing learned.
     *
     * @param dicts by the names of their files
     */
    static void requireNumbers(Path folder, Map<String, StateDict> dicts, String advice)
            throws SaveException {
        List<String> lines = new ArrayList<>();
        dicts.forEach((file, dict) -> dict.tensors().forEach((name, tensor) -> {
            TensorStats stats = TensorStats.of(tensor);
            if (!stats.isFinite()) {
                lines.add(file + ": " + name + " has " + (stats.nan() + stats.infinite()) + " of "
                        + stats.count() + " values that are infinite or no numbers");
            }
        }));
        if (!lines.isEmpty()) {
            throw new SaveException(Reason.DAMAGED, folder + ": the training went wrong before these weights"
                    + " were saved", lines, advice);
        }
    }

    /** The pair of a folder; refuses half a pair. */
    static WeightPair pair(Path folder) throws SaveException {
        WeightPair pair = new WeightPair(folder);
        if (pair.state() == WeightPair.State.INCOMPLETE) {
            boolean online = Files.exists(pair.file(WeightPair.ONLINE));
            throw new SaveException(Reason.INCOMPLETE, folder + ": there is "
                    + (online ? WeightPair.ONLINE : WeightPair.TARGET) + " without "
                    + (online ? WeightPair.TARGET : WeightPair.ONLINE), List.of(),
                    "get the other one back, or name another run with --run-name");
        }
        return pair;
    }

    /** Reads both files of a pair and checks them. */
    static List<StateDict> read(WeightPair pair, Path folder, List<WeightSpec> network)
            throws IOException {
        StateDict online = pair.read(WeightPair.ONLINE);
        StateDict target = pair.read(WeightPair.TARGET);
        List<String> lines = differences(WeightPair.ONLINE, online, network);
        lines.addAll(differences(WeightPair.TARGET, target, network));
        require(folder, lines);
        requireNumbers(folder, Map.of(WeightPair.ONLINE, online, WeightPair.TARGET, target),
                "take older weights; nothing was changed");
        return List.of(online, target);
    }
}
