package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;
import tmnf.pretrain.torch.WeightsFile;

/**
 * An encoder in a file: the file of a pretraining run, a checkpoint with more than the encoder, a whole
 * network of a driver; of {@code torch.save} or safetensors. What it was made for is told by {@link
 * EncoderText}.
 *
 * @param file that it was read from
 * @param all tensors of the file, the encoder's too
 * @param tensors those of the encoder, under its own names such as {@code 0.weight}
 * @param prefix what the file puts before these names; empty for nothing
 * @param settings of the run, if the file is a checkpoint of ours; else empty
 */
public record EncoderFile(Path file, StateDict all, StateDict tensors, String prefix,
        Map<String, String> settings) {

    private static final String FIRST = "0.weight";
    private static final List<String> PREFIXES = List.of("", StackedEncoder.ENCODER, IqnNetwork.IMAGE_HEAD,
            "model." + StackedEncoder.ENCODER, "model." + IqnNetwork.IMAGE_HEAD);
    /** Files of a run folder that have an encoder, the one that is meant first. */
    private static final List<String> OF_RUN = List.of(RunFolder.ENCODER, "iqn_bc.pt", "weights1.torch");
    private static final int CONVOLUTION = 4;

    /** Copies the map. */
    public EncoderFile {
        settings = Map.copyOf(settings);
    }

    /**
     * Reads a file.
     *
     * @throws NoEncoderException if there is none in it
     * @throws tmnf.pretrain.torch.TorchFormatException if it is damaged, or holds several networks
     * @throws IOException if it cannot be read
     */
    public static EncoderFile read(Path file) throws IOException {
        WeightsFile saved = WeightsFile.read(file);
        StateDict all = saved.tensors();
        for (String prefix : PREFIXES) {
            StateDict under = prefix.isEmpty() ? all : all.under(prefix);
            if (under.names().contains(FIRST) && under.get(FIRST).shape().size() == CONVOLUTION) {
                return new EncoderFile(file, all, under, prefix,
                        saved.whole().map(CheckpointFile::settings).orElse(Map.of()));
            }
        }
        throw new NoEncoderException(file, "no encoder in it: no convolution named " + FIRST
                + ", with or without " + String.join(", ", PREFIXES.subList(1, PREFIXES.size()))
                + " before it");
    }

    /**
     * The file that is meant by a file or by the folder of a run.
     *
     * @throws NoEncoderException if the folder has none
     */
    public static Path within(Path given) throws NoEncoderException {
        if (!Files.isDirectory(given)) {
            return given;
        }
        return OF_RUN.stream().map(given::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new NoEncoderException(given, "has none of " + String.join(", ", OF_RUN)
                        + "; a run writes its encoder at the end, also after Ctrl+C"));
    }

    /** Whether the file holds the encoder and nothing else, as the one that a run exports. */
    public boolean isBare() {
        return prefix.isEmpty();
    }

    /** Whether it is a part of the network that drives. */
    public boolean isOfDriver() {
        return prefix.endsWith(IqnNetwork.IMAGE_HEAD);
    }

    /** Frames that it sees at once. */
    public int channels() {
        return Math.toIntExact(tensors.get(FIRST).shape().get(1));
    }

    /** The four convolutions in their order, without what else a file puts beside them. */
    public StateDict convolutions() {
        Map<String, TorchTensor> own = new LinkedHashMap<>();
        new Encoder(1, Encoder.SMALLEST, Encoder.SMALLEST).specs("").forEach(spec -> {
            if (tensors.names().contains(spec.name())) {
                own.put(spec.name(), tensors.get(spec.name()));
            }
        });
        return StateDict.of(own);
    }

    /** The same as a run exports them: float32, each in a storage of its own. */
    StateDict exported() {
        Map<String, TorchTensor> plain = new LinkedHashMap<>();
        convolutions().tensors().forEach((name, tensor) ->
                plain.put(name, TorchTensor.of(tensor.shape(), tensor.floats())));
        return StateDict.of(plain);
    }
}
