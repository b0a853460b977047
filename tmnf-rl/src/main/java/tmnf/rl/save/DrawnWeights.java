package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.rl.net.WeightPair;

/** Which weights of a pair are as {@code tmnf init-iqn} drew them, by the text that it leaves beside it. */
public final class DrawnWeights {

    private static final String TENSORS = "tensors";
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
        Path text = folder.resolve(WeightPair.ORIGIN);
        // A run that began with a pair leaves the text beside its copies of what it learned since.
        if (Files.exists(folder.resolve(Manifest.NAME)) || !Files.exists(text)) {
            return Set.of();
        }
        try {
            Set<String> drawn = new TreeSet<>();
            JsonNode tensors = new ObjectMapper().readTree(text.toFile()).path(TENSORS);
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
