package tmnf.pretrain.cloning;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/**
 * Weights of a policy as files have them, sorted into heads and the rest: our checkpoints, upstream's with
 * {@code model.} before every name, and {@code iqn_bc.pt}.
 *
 * @param heads by index, the names as behind {@link PolicyNetwork#head}
 * @param rest under the names of our networks
 * @param buffers that are no weights: how numbers are scaled
 */
record SavedHeads(SortedMap<Integer, Map<String, TorchTensor>> heads, Map<String, TorchTensor> rest,
        Map<String, TorchTensor> buffers) {

    private static final String MODEL = "model.";
    /** Of two layers the one before the outputs. */
    private static final String HIDDEN = "0.";
    private static final Pattern BUFFER = Pattern.compile("float_inputs_(mean|std)|_float_(mean|std)");
    /** Of the whole network: with an index, or without. */
    private static final Pattern OF_IQN =
            Pattern.compile("A_heads\\.(\\d{1,4})\\.(.+)|A_head_offset_(\\d{1,4})\\.(.+)|A_head\\.(.+)");
    /** Of two layers, the second called 3 where something is dropped before it. */
    private static final Pattern OF_TWO_LAYERS =
            Pattern.compile("action_head\\.(?:(\\d{1,4})\\.)?([023]\\.(?:weight|bias))");
    private static final Pattern OF_ONE_LAYER =
            Pattern.compile("action_head\\.(?:(\\d{1,4})\\.)?(weight|bias)");

    static SavedHeads of(StateDict dict, PolicyNetwork network) {
        SavedHeads saved = new SavedHeads(new TreeMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        Map<String, TorchTensor> single = new LinkedHashMap<>();
        boolean listed = dict.names().stream().anyMatch(name -> withoutModel(name).startsWith("A_heads."));
        dict.tensors().forEach((given, tensor) -> {
            String name = withoutModel(given);
            Matcher buffer = BUFFER.matcher(name);
            if (buffer.matches()) {
                saved.buffers.put(buffer.group(1) == null ? buffer.group(2) : buffer.group(1), tensor);
            } else if (!(network instanceof CloningNetwork plain ? saved.put(name, tensor, single, plain)
                    : saved.put(name, tensor, single, listed))) {
                saved.rest.put(name.startsWith(IqnNetwork.IMAGE_HEAD) ? StackedEncoder.ENCODER
                        + name.substring(IqnNetwork.IMAGE_HEAD.length()) : name, tensor);
            }
        });
        if (!single.isEmpty()) {
            int free = 0; // the only index that is not there under its number
            while (saved.heads.containsKey(free)) {
                free++;
            }
            saved.heads.put(free, single);
        }
        return saved;
    }

    private static String withoutModel(String name) {
        return name.startsWith(MODEL) ? name.substring(MODEL.length()) : name;
    }

    private boolean put(String name, TorchTensor tensor, Map<String, TorchTensor> single,
            CloningNetwork plain) {
        Matcher matcher = (plain.hasTwoLayers() ? OF_TWO_LAYERS : OF_ONE_LAYER).matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        String part = matcher.group(2).replace("3.", "2.");
        if (matcher.group(1) == null) {
            single.put(part, tensor);
        } else {
            put(matcher.group(1), part, tensor);
        }
        return true;
    }

    /** A list of heads has all of them; what is beside it is what they were made of. */
    private boolean put(String name, TorchTensor tensor, Map<String, TorchTensor> single, boolean listed) {
        Matcher matcher = OF_IQN.matcher(name);
        if (!matcher.matches()) {
            return false;
        }
        if (matcher.group(1) != null) {
            put(matcher.group(1), matcher.group(2), tensor);
        } else if (!listed && matcher.group(3) != null) {
            put(matcher.group(3), matcher.group(4), tensor);
        } else if (!listed) {
            single.put(matcher.group(5), tensor);
        }
        return true;
    }

    private void put(String index, String part, TorchTensor tensor) {
        heads.computeIfAbsent(Integer.parseInt(index), key -> new LinkedHashMap<>()).put(part, tensor);
    }

    /** The same with outputs of all heads in another order. */
    SavedHeads inOrder(OutputOrder order) {
        SavedHeads changed = new SavedHeads(new TreeMap<>(), rest, buffers);
        heads.forEach((index, head) -> {
            Map<String, TorchTensor> ordered = new LinkedHashMap<>(head);
            ordered.replaceAll((name, tensor) -> name.startsWith(HIDDEN) ? tensor : order.of(tensor));
            changed.heads.put(index, ordered);
        });
        return changed;
    }
}
