package tmnf.pretrain.cloning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.tminterface.observation.Normalisation;

/**
 * What cloning leaves for the driver's network beside {@code encoder.pt}, in upstream's format:
 *
 * <pre>
 * iqn_bc.pt        of a {@link CloningIqn}: float_inputs_mean, float_inputs_std, img_head.*,
 *                  float_feature_extractor.*, iqn_fc.*, V_head.*, A_head.* of the driver's head; merged also
 *                  A_head_offset_I.* of the other heads, by their index
 * float_head.pt    0.*, 2.*
 * actions_head.pt  0.*, 2.* of the driver's head; merged {"offset_0": {0.*, 2.*}, ...}, by index
 * </pre>
 *
 * <p>The driver's head is {@link ActionColumns#driver}. (Upstream takes the first one.) Heads of one linear
 * layer, and those on several frames of mode {@code concat}, have no place in the driver's network and are
 * not written.
 */
public final class CloningFiles {

    /** The whole network. */
    public static final String IQN = "iqn_bc.pt";
    /** What looks at the numbers. */
    public static final String FLOAT_HEAD = "float_head.pt";
    /** The head of the actions. */
    public static final String ACTIONS_HEAD = "actions_head.pt";

    /** Those with the head that the driver takes. */
    public static final List<String> OF_DRIVERS_HEAD = List.of(IQN, ACTIONS_HEAD);

    static final String MEAN = "float_inputs_mean";
    static final String STD = "float_inputs_std";
    static final String OTHER_HEAD = "A_head_offset_";
    private static final String HEAD_OF_SEVERAL = "offset_";

    private final BehaviouralCloning objective;
    private final Weights weights;

    /**
     * What is wanted, as far as the network has it.
     *
     * @param floatHead whether {@code float_head.pt} is written
     * @param actionsHead whether {@code actions_head.pt} is written
     * @param merged whether all heads are in the files, where there are several
     */
    public record Wanted(boolean floatHead, boolean actionsHead, boolean merged) {
    }

    private CloningFiles(BehaviouralCloning objective, Weights weights) {
        this.objective = objective;
        this.weights = weights;
    }

    /**
     * Writes or replaces the files, each whole or not at all. Those of an earlier state that is not written
     * now are taken away: they would belong to other weights than what stands beside them.
     *
     * @return what was written
     */
    public static List<Path> write(Path folder, BehaviouralCloning objective, Weights weights, Wanted wanted)
            throws IOException {
        forget(folder, names(objective.network(), wanted));
        List<Path> written = new ArrayList<>();
        CloningFiles files = new CloningFiles(objective, weights);
        for (Map.Entry<String, Object> each : files.contents(wanted).entrySet()) {
            Path file = folder.resolve(each.getKey());
            TorchFile.write(file, each.getValue());
            written.add(file);
        }
        return written;
    }

    /**
     * Takes away what an earlier state of a run left.
     *
     * @param kept names of files that stay
     */
    public static void forget(Path folder, List<String> kept) throws IOException {
        for (String name : List.of(IQN, FLOAT_HEAD, ACTIONS_HEAD)) {
            if (!kept.contains(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    /** Names of the files that {@link #write} writes. */
    public static List<String> names(PolicyNetwork network, Wanted wanted) {
        List<String> names = new ArrayList<>();
        if (network instanceof CloningIqn) {
            names.add(IQN);
        }
        if (wanted.floatHead() && network.scaling().isPresent()) {
            names.add(FLOAT_HEAD);
        }
        if (wanted.actionsHead() && hasHeadOfDriver(network)) {
            names.add(ACTIONS_HEAD);
        }
        return names;
    }

    private static boolean hasHeadOfDriver(PolicyNetwork network) {
        return !(network instanceof CloningNetwork plain) || plain.hasHeadsOfDriver();
    }

    private Map<String, Object> contents(Wanted wanted) {
        Map<String, Object> contents = new LinkedHashMap<>();
        boolean merged = wanted.merged() && objective.network().heads() > 1;
        for (String name : names(objective.network(), wanted)) {
            contents.put(name, switch (name) {
                case IQN -> whole(merged);
                case FLOAT_HEAD -> StateDicts.of(weights, objective.network() instanceof CloningIqn
                        ? CloningIqn.FLOAT_HEAD : CloningNetwork.FLOAT_HEAD);
                default -> merged ? heads() : head(objective.columns().driver());
            });
        }
        return contents;
    }

    private StateDict head(int index) {
        return StateDicts.of(weights, objective.network().head(index));
    }

    private Map<String, StateDict> heads() {
        Map<String, StateDict> heads = new LinkedHashMap<>();
        for (int i = 0; i < objective.network().heads(); i++) {
            heads.put(HEAD_OF_SEVERAL + i, head(i));
        }
        return heads;
    }

    private StateDict whole(boolean merged) {
        Normalisation scaling = objective.network().scaling().orElseThrow();
        Map<String, TorchTensor> all = new LinkedHashMap<>();
        List<Long> length = List.of((long) scaling.size());
        all.put(MEAN, TorchTensor.of(length, scaling.mean()));
        all.put(STD, TorchTensor.of(length, scaling.std()));
        put(all, StateDicts.of(weights, StackedEncoder.ENCODER), IqnNetwork.IMAGE_HEAD);
        for (String part : List.of(CloningIqn.FLOAT_HEAD, CloningIqn.QUANTILE, CloningIqn.VALUE_HEAD)) {
            put(all, StateDicts.of(weights, part), part);
        }
        int driver = objective.columns().driver();
        put(all, head(driver), CloningIqn.ACTIONS_HEAD);
        for (int i = 0; merged && i < objective.network().heads(); i++) {
            if (i != driver) {
                put(all, head(i), OTHER_HEAD + i + ".");
            }
        }
        return StateDict.of(all);
    }

    private static void put(Map<String, TorchTensor> all, StateDict part, String prefix) {
        all.putAll(part.prefixed(prefix).tensors());
    }
}
