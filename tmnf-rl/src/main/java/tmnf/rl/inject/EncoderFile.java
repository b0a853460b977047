package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.inspect.TensorFile;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.rl.inject.InjectionException.Reason;

/**
 * An encoder in a file: the file of a pretraining run, a checkpoint with more than the encoder, a whole
 * network of a driver; of {@code torch.save} or safetensors.
 *
 * @param tensors under the encoder's own names, such as {@code 0.weight}
 * @param prefix what the file puts before these names; empty for nothing
 */
record EncoderFile(StateDict tensors, String prefix) {

    private static final String CHECKPOINT = "state_dict";
    private static final String FIRST = "0.weight";
    private static final List<String> PREFIXES = List.of("", "encoder.", "img_head.", "model.encoder.",
            "model.img_head.");
    private static final int CONVOLUTION = 4;

    /** Whether it is not a part of a whole network, whose file is another than {@code encoder.pt}. */
    boolean isAlone() {
        return !prefix.endsWith(IqnNetwork.IMAGE_HEAD);
    }

    static EncoderFile read(Path file) throws IOException, InjectionException {
        StateDict all = tensors(file);
        for (String prefix : PREFIXES) {
            StateDict under = prefix.isEmpty() ? all : all.under(prefix);
            if (under.names().contains(FIRST) && under.get(FIRST).shape().size() == CONVOLUTION) {
                return new EncoderFile(under, prefix);
            }
        }
        throw new InjectionException(Reason.NO_ENCODER, file + ": no encoder in it: no convolution named "
                + FIRST + ", with or without " + String.join(", ", PREFIXES.subList(1, PREFIXES.size()))
                + " before it", "name the encoder.pt of a pretraining run, or one of its checkpoints");
    }

    /** All tensors of a file, of its {@code state_dict} if it has one. */
    static StateDict tensors(Path file) throws IOException, InjectionException {
        if (TensorFile.kind(file) == TensorFile.Kind.SAFETENSORS) {
            try {
                return SafetensorsFile.read(file).tensors().withoutPrefixes();
            } catch (IllegalArgumentException e) {
                throw new InjectionException(Reason.NO_ENCODER, file + ": " + e.getMessage(),
                        "name the encoder.pt of a pretraining run");
            }
        }
        TorchFile read = TorchFile.read(file);
        return read.root() instanceof Map<?, ?> root && root.get(CHECKPOINT) instanceof Map
                ? read.stateDict(CHECKPOINT) : read.stateDict();
    }

    /** The parts of a file that is a dict of state dicts, by name; none of any other file. */
    static Map<String, StateDict> several(Path file) throws IOException {
        Map<String, StateDict> parts = new LinkedHashMap<>();
        if (TensorFile.kind(file) != TensorFile.Kind.SAFETENSORS) {
            TorchFile read = TorchFile.read(file);
            if (read.root() instanceof Map<?, ?> root) {
                for (Map.Entry<?, ?> part : root.entrySet()) {
                    if (part.getKey() instanceof String name && part.getValue() instanceof Map) {
                        parts.put(name, read.stateDict(name));
                    }
                }
            }
        }
        return parts;
    }
}
