package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import tmnf.rl.inject.InjectionException.Reason;

/**
 * What {@code pretrain_meta.json} says about an encoder, as far as it matters here; a key that is missing is
 * no error.
 *
 * @param imageSize side of the pictures, pixels
 * @param channels frames of a sample ({@code in_channels})
 * @param features {@code enc_dim}
 * @param archHash names and shapes of the encoder
 * @param sha256 of the encoder's file; ours has it, upstream's does not
 * @param normalization word for what the encoder was given
 */
record EncoderMeta(OptionalLong imageSize, OptionalLong channels, OptionalLong features,
        Optional<String> archHash, Optional<String> sha256, Optional<String> normalization) {

    static final String FILE = "pretrain_meta.json";
    private static final long LARGEST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    static EncoderMeta read(Path file) throws IOException, InjectionException {
        if (Files.size(file) > LARGEST) {
            throw wrong(file, "larger than 1 MiB");
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw wrong(file, "no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw wrong(file, "no JSON object");
        }
        return new EncoderMeta(number(file, root, "image_size"), number(file, root, "in_channels"),
                number(file, root, "enc_dim"), text(file, root, "arch_hash"),
                text(file, root, "encoder_sha256"), text(file, root, "image_normalization"));
    }

    private static OptionalLong number(Path file, JsonNode root, String key) throws InjectionException {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()) {
            throw wrong(file, key + " is no whole number: " + value);
        }
        return OptionalLong.of(value.longValue());
    }

    private static Optional<String> text(Path file, JsonNode root, String key) throws InjectionException {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(file, key + " is no text: " + value);
        }
        return Optional.of(value.textValue());
    }

    private static InjectionException wrong(Path file, String what) {
        return new InjectionException(Reason.META, file + ": " + what,
                "name the " + FILE + " of the pretraining run, or move this one away");
    }
}
