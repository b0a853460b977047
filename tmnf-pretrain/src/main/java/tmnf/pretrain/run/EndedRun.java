package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchFormatException;

/**
 * What a run left when it ended, as far as it is whole and nothing was changed since. Looked at without the
 * lock of the folder: its files are replaced whole, and whether they belong together is compared.
 *
 * @param reason why it ended, as {@code pretrain_meta.json} has it
 * @param epochs that were done
 * @param exportedEpoch whose weights the encoder has; 0 for those that were drawn
 * @param monitor metric that decided
 * @param unreadable number of frames that could not be read
 * @param unreadableNames some of them, with the reason
 * @param encoder the weights in its file
 */
public record EndedRun(String reason, int epochs, int exportedEpoch, String monitor, int unreadable,
        List<String> unreadableNames, StateDict encoder) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public EndedRun {
        unreadableNames = List.copyOf(unreadableNames);
    }

    /**
     * Looks for one; changes nothing.
     *
     * @param run its folder
     * @param effective configuration; with another one a run would write other files
     * @param weights names of the files of weights that there are beside the encoder's
     * @return empty where something is missing, damaged or of other settings
     */
    public static Optional<EndedRun> find(Path run, Map<String, ?> effective, List<String> weights)
            throws IOException {
        Path encoder = run.resolve(RunFolder.ENCODER);
        boolean there = Stream.of(RunFolder.ENCODER, RunFolder.META, RunFolder.METRICS, RunFolder.REPORT)
                .allMatch(name -> Files.isRegularFile(run.resolve(name)));
        if (!there || RunFiles.hasCache(run)
                || !ConfigFile.holds(run.resolve(RunFolder.CONFIG), effective)) {
            return Optional.empty();
        }
        try {
            JsonNode meta = JSON.readTree(Files.readAllBytes(run.resolve(RunFolder.META)));
            if (lacksMeaning(meta)
                    || !meta.path("encoder_sha256").asText().equals(PretrainMeta.sha256(encoder))) {
                return Optional.empty();
            }
            for (String name : weights) {
                TorchFile.read(run.resolve(name));
            }
            List<String> names = new ArrayList<>();
            meta.path("unreadable_frames").forEach(name -> names.add(name.asText()));
            return Optional.of(new EndedRun(meta.path("ended").asText(),
                    meta.path("epochs_trained").asInt(-1), meta.path("exported_epoch").asInt(-1),
                    meta.path("checkpoint_monitor").asText(), meta.path("n_unreadable_frames").asInt(),
                    names, StateDict.read(encoder)));
        } catch (JsonProcessingException | TorchFormatException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Of a policy by an earlier version, which did not write what its outputs stand for. */
    private static boolean lacksMeaning(JsonNode meta) {
        return meta.has(PolicyFacts.ACTIONS) && !meta.has(PolicyFacts.DECISION);
    }
}
