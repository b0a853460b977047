package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.rl.inject.KeyAction.Origin;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.DrawnWeights;

/** The text beside a pair: which inputs and which settings made it. The same inputs give the same text. */
final class OriginText {

    private OriginText() {
    }

    /**
     * Reads what it was made from; the text is made once the pair is written.
     *
     * @param drawnBefore tensors of the pair that is there, if the parts go into one, that nobody has trained
     */
    static WeightPair.Origin of(InjectionSettings settings, PretrainedParts parts, List<KeyAction> actions,
            Set<String> drawnBefore) throws IOException {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("tool", "tmnf " + settings.target().toolVersion());
        PretrainedFiles files = settings.files();
        put(text, "encoder", files.encoder());
        if (files.heads().isPresent()) {
            put(text, "bc_heads", files.heads());
        }
        if (files.floatHead().isPresent()) {
            put(text, "float_head", files.floatHead());
        }
        if (files.actionsHead().isPresent()) {
            put(text, "actions_head", files.actionsHead());
        }
        text.put("meta", parts.metaFile().map(Object::toString).orElse(null));
        text.put("fresh", settings.target().fresh());
        text.put("seed", settings.target().fresh() ? settings.target().seed() : null);
        text.put("combine", settings.rules().combine().toString());
        text.put("fold", settings.fold().toString());
        text.put("first_layer", parts.change(IqnNetwork.IMAGE_HEAD + PreparedEncoder.FIRST_WEIGHT));
        text.put("allow_mismatch", settings.allowMismatch());
        text.put("network", network(settings.network()));
        Map<String, Object> tensors = new LinkedHashMap<>();
        actions.forEach(action -> tensors.put(action.key(), (action.origin() == Origin.KEPT
                && drawnBefore.contains(action.key()) ? Origin.DRAWN : action.origin()).toString()));
        return sha256 -> {
            text.put(DrawnWeights.OF_WEIGHTS, sha256);
            text.put(DrawnWeights.TENSORS, tensors);
            return json(text);
        };
    }

    private static String json(Map<String, Object> text) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return new ObjectMapper().writer(printer).writeValueAsString(text) + "\n";
    }

    private static void put(Map<String, Object> text, String key, Optional<Path> file) throws IOException {
        text.put(key, file.map(Path::toString).orElse(null));
        text.put(key + "_sha256", file.isPresent() ? PretrainMeta.sha256(file.get()) : null);
    }

    private static Map<String, Object> network(IqnNetwork network) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        sizes.put("w_downsized", network.image().map(Encoder::width).orElse(null));
        sizes.put("h_downsized", network.image().map(Encoder::height).orElse(null));
        sizes.put("float_input_dim", network.floats());
        sizes.put("float_hidden_dim", network.floatHidden());
        sizes.put("dense_hidden_dimension", network.dense());
        sizes.put("iqn_embedding_dimension", network.embedding());
        sizes.put("n_actions", network.actions());
        return sizes;
    }
}
