package tmnf.rl.inject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private static StateDict tensors(Path file) throws IOException {
        if (!isZip(file)) {
            return isSafetensors(file) ? SafetensorsFile.read(file).tensors() : StateDict.read(file);
        }
        TorchFile read = TorchFile.read(file);
        return read.root() instanceof Map<?, ?> root && root.get(CHECKPOINT) instanceof Map
                ? read.stateDict(CHECKPOINT) : read.stateDict();
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(2), StandardCharsets.ISO_8859_1).equals("PK");
        }
    }

    /** Behind the length of the header, eight bytes, comes JSON. */
    private static boolean isSafetensors(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Long.BYTES + 1);
            return start.length > Long.BYTES && start[Long.BYTES] == '{';
        }
    }
}
