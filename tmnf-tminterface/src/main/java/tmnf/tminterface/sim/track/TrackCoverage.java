package tmnf.tminterface.sim.track;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.Challenge;

/**
 * How much of a challenge's road is known. Decoration, terrain and its joints don't count.
 *
 * @param checked blocks whose surface was checked on real ghosts
 * @param guessed blocks whose surface is guessed
 * @param missing names of those without a known surface, and how often each occurs, the most frequent first;
 *     the ground lies where they stand
 */
public record TrackCoverage(int checked, int guessed, Map<String, Integer> missing) {

    public TrackCoverage {
        missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
    }

    /** That of a Stadium challenge. */
    public static TrackCoverage of(Challenge challenge) {
        return of(challenge, BlockCatalogue.stadium());
    }

    static TrackCoverage of(Challenge challenge, BlockCatalogue catalogue) {
        int checked = 0;
        int guessed = 0;
        Map<String, Integer> missing = new TreeMap<>();
        for (Block block : challenge.blocks()) {
            if (!ChallengeTracks.stands(block, challenge.size()) || Terrain.isTerrain(block.name())) {
                continue;
            }
            switch (catalogue.evidence(block.name())) {
                case CHECKED -> checked++;
                case GUESSED -> guessed++;
                case NONE -> missing.merge(block.name(), 1, Integer::sum);
                default -> {
                    // Decoration is not driven on.
                }
            }
        }
        Map<String, Integer> byCount = new LinkedHashMap<>();
        missing.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> byCount.put(entry.getKey(), entry.getValue()));
        return new TrackCoverage(checked, guessed, byCount);
    }

    /** Blocks without a known surface. */
    public int missingCount() {
        return missing.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** All blocks that a car may drive on. */
    public int drivable() {
        return checked + guessed + missingCount();
    }

    /** Whether every block has a surface. */
    public boolean complete() {
        return missing.isEmpty();
    }

    /** The share of blocks with a surface, 0 to 1; 1 where there is nothing to drive on. */
    public double share() {
        return drivable() == 0 ? 1 : (double) (checked + guessed) / drivable();
    }

    /** One line: shares, and what is missing. */
    @Override
    public String toString() {
        if (drivable() == 0) {
            return "no block to drive on";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%d blocks to drive on: %d %% checked on ghosts, %d %% guessed, %d %% unknown", drivable(),
                percent(checked), percent(guessed), percent(missingCount())));
        String separator = " (plain ground instead: ";
        for (Map.Entry<String, Integer> entry : missing.entrySet()) {
            text.append(separator).append(entry.getValue()).append(" x ").append(entry.getKey());
            separator = ", ";
        }
        return text.append(missing.isEmpty() ? "" : ")").toString();
    }

    private long percent(int count) {
        return Math.round(100.0 * count / drivable());
    }
}
