package tmnf.pretrain.cloning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.run.EncoderFile;
import tmnf.pretrain.run.EncoderText;
import tmnf.pretrain.run.MetaException;
import tmnf.pretrain.run.NoEncoderException;
import tmnf.pretrain.torch.TorchFormatException;

/**
 * An encoder that cloning may begin with.
 *
 * @param encoder as its file has it
 * @param normalization what it got of a pixel, if that is told; a driver's network gets the driver's
 * @param warnings what the user should know, a sentence each
 */
record InitialEncoder(EncoderFile encoder, Optional<String> normalization, List<String> warnings) {

    /** What is read of files that somebody else may have made. */
    interface Reading<T> {

        T read() throws IOException;
    }

    /** Reads; what is damaged or unclear becomes a refusal. */
    static <T> T understood(Reading<T> reading) throws CloningException, IOException {
        try {
            return reading.read();
        } catch (TorchFormatException | MetaException e) {
            throw new CloningException(e.getMessage(), e);
        }
    }

    /** Of a file, or of the folder of a run. */
    static InitialEncoder read(Path given) throws CloningException, IOException {
        EncoderFile encoder = encoder(given);
        Optional<EncoderText> text = understood(() -> EncoderText.of(encoder));
        boolean isOther = text.isPresent()
                && !understood(() -> text.get().contradictions(encoder)).isEmpty();
        Optional<String> normalization = text.isPresent() ? text.get().facts().normalization()
                : encoder.isOfDriver() ? Optional.of(Normalization.RL.label()) : Optional.empty();
        return new InitialEncoder(encoder, normalization, isOther ? List.of(encoder.file() + " is not the"
                + " encoder that " + text.get().source() + " describes; it is taken all the same")
                : List.of());
    }

    private static EncoderFile encoder(Path given) throws CloningException, IOException {
        String advice = "; name an encoder.pt of tmnf pretrain, or leave it out";
        if (!Files.exists(given)) {
            throw new CloningException(given + ": there is no such file to begin the encoder with" + advice);
        }
        try {
            return understood(() -> EncoderFile.read(EncoderFile.within(given)));
        } catch (NoEncoderException e) {
            throw new CloningException(e.getMessage() + advice, e);
        }
    }
}
