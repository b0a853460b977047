package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;

/**
 * A record of a run, as {@link BestRuns} kept it, with the weights that drove it last.
 *
 * @param folder of it
 * @param map short name
 * @param raceTimeMs race time
 * @param frames that the run had played when it was over; 0 where that is not known
 * @param exploring whether some actions were drawn, so that its weights alone may drive otherwise
 * @param versions how many weights drove it, one after the other
 */
public record BestRace(Path folder, String map, int raceTimeMs, long frames, boolean exploring,
        int versions) {

    private static final double MS = 1e3;
    private static final Comparator<BestRace> BEST_FIRST = Comparator.comparing(BestRace::exploring)
            .thenComparing(BestRace::raceTimeMs);

    /**
     * The best one on each map, by the maps' names: the fastest without drawn actions, or the fastest where
     * all had some. Without the {@link #unusable} ones.
     */
    public static List<BestRace> of(Path run) throws IOException {
        Map<String, BestRace> best = new TreeMap<>();
        for (Path each : folders(run)) {
            find(each).ifPresent(race -> best.merge(race.map, race, BinaryOperator.minBy(BEST_FIRST)));
        }
        return List.copyOf(best.values());
    }

    /**
     * Folders of records that {@link #of} leaves out: the weights are gone, or the text is missing, as in the
     * original's, damaged or not to be read.
     */
    public static List<Path> unusable(Path run) throws IOException {
        return folders(run).stream().filter(each -> find(each).isEmpty()).toList();
    }

    private static List<Path> folders(Path run) throws IOException {
        Path records = run.resolve(BestRuns.NAME);
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(records)) {
            return all.filter(each -> !isHidden(each) && Files.isDirectory(each)).sorted().toList();
        }
    }

    private static boolean isHidden(Path folder) {
        return folder.getFileName().toString().startsWith(".");
    }

    /**
     * The record in a folder, if it can be read: nobody's training or evaluation of something else fails for
     * one that is damaged, or that a running training replaces.
     */
    static Optional<BestRace> find(Path folder) {
        try {
            return isOne(folder) ? Optional.of(read(folder)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a folder is a whole record; the original's have no such text. */
    static boolean isOne(Path folder) {
        return !isHidden(folder) && Files.isRegularFile(folder.resolve(BestRuns.RECORD))
                && Files.isRegularFile(folder.resolve(WeightPair.ONLINE));
    }

    private static BestRace read(Path folder) throws IOException {
        Path file = folder.resolve(BestRuns.RECORD);
        SaveJson json = SaveJson.object(file.toString(), Files.readAllBytes(file));
        return new BestRace(folder, json.text("map"), (int) json.integer("race_time_ms"),
                json.integer("frames_played"), json.child("exploring", JsonNode::isBoolean).booleanValue(),
                json.child("weights", JsonNode::isArray).size());
    }

    /** Whether these weights drove it last; not where its own are damaged, or gone meanwhile. */
    public boolean isOf(StateDict weights) {
        try {
            return StateDict.read(folder.resolve(WeightPair.ONLINE)).hasSameBits(weights);
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code straight in 20.64 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s in %.2f s", map, raceTimeMs / MS);
    }
}
