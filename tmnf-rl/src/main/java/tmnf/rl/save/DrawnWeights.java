package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.rl.net.WeightPair;

/**
 * Which weights of a pair are as {@code tmnf init-iqn} drew them, by the text that it leaves beside it. Where
 * other weights were copied to the pair's place the text is not about them.
 */
public final class DrawnWeights {

    /** Key of the text: what became of each tensor. */
    public static final String TENSORS = "tensors";
    /** Key of the text: hash of the online file that it is about. Texts of early versions have none. */
    public static final String OF_WEIGHTS = "weights1_sha256";
    private static final String DRAWN = "drawn";

    private DrawnWeights() {
    }

    /**
     * Of the pair that a run begins with, where it begins with weights alone; nothing where nobody knows.
     *
     * @param saveDir folder of all runs
     * @param runName name of the folder in it
     */
    public static Set<String> of(Path saveDir, String runName) {
        return RunStart.place(saveDir, runName).map(DrawnWeights::of).orElse(Set.of());
    }

    /** Of the pair in a folder; nothing where nobody knows. */
    public static Set<String> of(Path folder) {
        WeightPair pair = new WeightPair(folder);
        Path text = pair.file(WeightPair.ORIGIN);
        // A run that began with a pair leaves the text beside its copies of what it learned since.
        if (Files.exists(folder.resolve(Manifest.NAME)) || !Files.exists(text)) {
            return Set.of();
        }
        try {
            Set<String> drawn = new TreeSet<>();
            JsonNode json = new ObjectMapper().readTree(text.toFile());
            String weights = json.path(OF_WEIGHTS).asText();
            if (!weights.isEmpty() && !weights.equals(Manifest.hash(pair.file(WeightPair.ONLINE)).sha256())) {
                return drawn;
            }
            JsonNode tensors = json.path(TENSORS);
            tensors.fieldNames().forEachRemaining(name -> {
                if (tensors.path(name).asText().equals(DRAWN)) {
                    drawn.add(name);
                }
            });
            return drawn;
        } catch (IOException e) {
            return Set.of(); // a text for people: no training fails for it
        }
    }
}
