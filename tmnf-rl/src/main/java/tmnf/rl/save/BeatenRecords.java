package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import tmnf.gbx.file.FileTrees;

/**
 * Takes away the folders of records with drawn actions that faster ones have beaten, each of which is as
 * large as the network. Those of greedy races stay, and so do folders that {@link BestRuns} did not make.
 */
final class BeatenRecords {

    private final Path folder;

    /** A record with drawn actions. */
    private record Explored(Path folder, int raceTimeMs) {
    }

    BeatenRecords(Path folder) {
        this.folder = folder;
    }

    /**
     * Leaves so many of a map: that one and the fastest others. What cannot be deleted is tried again with
     * the next record.
     */
    void prune(String map, Path newest, int most) throws IOException {
        List<Explored> beaten;
        try (Stream<Path> all = Files.list(folder)) {
            beaten = all.filter(each -> !each.equals(newest)).flatMap(each -> explored(each, map).stream())
                    .sorted(Comparator.comparing(Explored::raceTimeMs)).skip(most - 1L).toList();
        }
        for (Explored each : beaten) {
            // Under that name the rest goes with the next record, should something in it be in use now.
            Path going = folder.resolve("." + each.folder.getFileName() + BestRuns.NEW);
            FileTrees.delete(going);
            FileTrees.move(each.folder, going);
            FileTrees.delete(going);
        }
    }

    /** Empty for everything else, and for what is damaged. */
    private static Optional<Explored> explored(Path folder, String map) {
        Path file = folder.resolve(BestRuns.RECORD);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            SaveJson json = SaveJson.object(file.toString(), Files.readAllBytes(file));
            int timeMs = (int) json.integer("race_time_ms");
            boolean ours = json.text("map").equals(map)
                    && json.child("exploring", JsonNode::isBoolean).booleanValue()
                    && folder.getFileName().toString().equals(BestRuns.name(map, timeMs));
            return ours ? Optional.of(new Explored(folder, timeMs)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
