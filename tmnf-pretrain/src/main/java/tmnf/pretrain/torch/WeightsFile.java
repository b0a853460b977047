package tmnf.pretrain.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import tmnf.pretrain.torch.TorchFormatException.Reason;

/**
 * The weights of a network in a file of either kind, {@code torch.save}'s or safetensors; which, its first
 * bytes say.
 *
 * @param tensors without the prefixes {@code _orig_mod.} and {@code module.}
 * @param whole all that is saved with them, of {@code torch.save}
 */
public record WeightsFile(StateDict tensors, Optional<TorchFile> whole) {

    /**
     * Reads a file.
     *
     * @throws TorchFormatException if it is damaged, or it is not clear which of its tensors are meant, as
     *     {@link TorchFile#weights} says
     * @throws IOException if it cannot be read
     */
    public static WeightsFile read(Path file) throws IOException {
        if (!SafetensorsFile.isOne(file)) {
            TorchFile whole = TorchFile.read(file);
            return new WeightsFile(whole.weights(), Optional.of(whole));
        }
        try {
            return new WeightsFile(SafetensorsFile.read(file).tensors().withoutPrefixes(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new TorchFormatException(Reason.WRONG_CONTENT, file.toString(),
                    "is no state dict: " + e.getMessage());
        }
    }
}
