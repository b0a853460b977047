package tmnf.rl.save;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;
import tmnf.rl.rollout.Rollout;

/**
 * A folder for each record, which appears whole or not at all:
 *
 * <pre>
 * best_runs/A01_23700/A01_23700.inputs        the original's format
 *                     A01_23700.txt           a script that drives it again tick by tick
 *                     A01_23700.Replay.Gbx    where the game, or its simulation, makes one
 *                     weights1.torch          those that made the last decision
 *                     weights_v17.torch       of a greedy race, those that made earlier ones, where they are
 *                                             still there
 *                     q_values.npy            decisions x actions
 *                     config_snapshot.yaml
 *                     record.json             time, re-driven time, which weights drove from where
 * </pre>
 *
 * <p>Its name is that of {@link MapFiles}; {@code record.json} has the map's own. A race with drawn actions
 * sees other weights all the time, and nobody repeats it with them: it keeps the last ones, and of each map
 * there are {@value #MOST_EXPLORING} such races at most, the newest and the fastest. Confined to one
 * thread. Source: training note, section 9.4.
 */
public final class BestRuns {

    /** Name of the folder in that of a run. */
    public static final String NAME = "best_runs";

    /** Records with drawn actions that are kept of a map; greedy ones are all kept. */
    public static final int MOST_EXPLORING = 10;

    /** What is told of a race, in its folder. */
    static final String RECORD = "record.json";

    /** End of the name of what is not whole: it is deleted before the next record. */
    static final String NEW = ".new";

    private final Path folder;
    private final List<ActionKeys> actions;
    private final int firstMs;
    private final int actionMs;

    /**
     * Of a run.
     *
     * @param run folder of the run
     * @param actions keys of each action of the network
     * @param firstMs race time of the first decision, milliseconds
     * @param actionMs from one decision to the next, milliseconds
     */
    public BestRuns(Path run, List<ActionKeys> actions, int firstMs, int actionMs) {
        this.folder = run.resolve(NAME);
        this.actions = List.copyOf(actions);
        this.firstMs = firstMs;
        this.actionMs = actionMs;
    }

    /**
     * What was kept.
     *
     * @param folder of the race
     * @param redrivenMs empty: nobody drove it again, or it did not finish then
     * @param verified whether it was driven again in the same time
     * @param path where the car was then; empty where it is not known
     */
    public record Kept(Path folder, Optional<Integer> redrivenMs, boolean verified,
            List<Redriver.Place> path) {
    }

    /** Name of the folder of a record. */
    static String name(String map, int raceTimeMs) {
        return MapFiles.name(map) + "_" + raceTimeMs;
    }

    /** Where a race is kept. */
    public Path place(Rollout race) {
        return folder.resolve(name(race.map(), race.raceTimeMs()));
    }

    /** The keys of a race. */
    public List<ActionKeys> keys(Rollout race) {
        List<ActionKeys> keys = new ArrayList<>();
        for (int action : race.actions()) {
            keys.add(actions.get(action));
        }
        return keys;
    }

    /**
     * Keeps a race, in the place of an earlier one of the same map and time.
     *
     * @param frames that the run had played
     * @param weights by their version; empty where they are gone
     * @param redriver drives it once more; empty: there is none
     * @throws IOException if it cannot be kept; then nothing is left of it
     */
    public Kept keep(Rollout race, long frames, String config, LongFunction<Optional<StateDict>> weights,
            Optional<Redriver> redriver) throws IOException {
        Path place = place(race);
        Path into = folder.resolve("." + place.getFileName() + NEW);
        deleteUnfinished();
        Kept kept;
        try {
            kept = write(race, frames, config, weights, redriver, into);
            FileTrees.delete(place);
            FileTrees.move(into, place);
        } catch (IOException | UncheckedIOException e) {
            discard(into, e); // half of it would take room on a full disk
            throw e;
        }
        if (race.exploring()) {
            prune(race.map(), place);
        }
        return kept;
    }

    private Kept write(Rollout race, long frames, String config, LongFunction<Optional<StateDict>> weights,
            Optional<Redriver> redriver, Path into) throws IOException {
        Path place = place(race);
        String name = place.getFileName().toString();
        List<ActionKeys> keys = keys(race);
        AtomicFile.write(into.resolve(name + ".inputs"), InputTexts.inputs(keys, actionMs));
        AtomicFile.write(into.resolve(name + ".txt"), InputTexts.script(keys, firstMs, actionMs));
        AtomicFile.write(into.resolve("q_values.npy"), values(race));
        AtomicFile.write(into.resolve(SaveFolder.CONFIG), config);
        List<Object> drove = weights(race, into, weights);
        Optional<Redriver.Result> again = redriver.map(each -> each.redrive(keys, firstMs, actionMs));
        Optional<byte[]> replay = again.flatMap(Redriver.Result::replay);
        if (replay.isPresent()) {
            AtomicFile.write(into.resolve(name + ".Replay.Gbx"), replay.get());
        }
        Optional<Integer> redriven = again.flatMap(Redriver.Result::raceTimeMs);
        Kept kept = new Kept(place, redriven, race.finished() && redriven.isPresent()
                && redriven.get() == race.raceTimeMs(), again.map(Redriver.Result::path).orElse(List.of()));
        AtomicFile.write(into.resolve(RECORD), PythonJson.bytes(facts(race, frames, again.isPresent(), kept,
                drove)));
        return kept;
    }

    private static Map<String, Object> facts(Rollout race, long frames, boolean again, Kept kept,
            List<Object> drove) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", race.map());
        facts.put("race_time_ms", race.raceTimeMs());
        facts.put("end", race.end().name());
        facts.put("exploring", race.exploring());
        facts.put("decisions", race.decisions());
        facts.put("frames_played", frames);
        facts.put("redriven", again);
        facts.put("redriven_ms", kept.redrivenMs().orElse(null));
        facts.put("verified", kept.verified());
        facts.put("weights", drove);
        if (again) {
            facts.put("path_ms_x_y_z", kept.path().stream()
                    .map(at -> List.of(at.ms(), at.x(), at.y(), at.z())).toList());
        }
        return facts;
    }

    private static void discard(Path half, Exception failure) {
        try {
            FileTrees.delete(half);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The race is kept, whatever becomes of those before it. */
    private void prune(String map, Path newest) {
        try {
            new BeatenRecords(folder).prune(map, newest, MOST_EXPLORING);
        } catch (IOException | UncheckedIOException e) {
            return; // the next record tries again
        }
    }

    /** What a killed program was about to keep. */
    private void deleteUnfinished() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> unfinished;
        try (Stream<Path> all = Files.list(folder)) {
            unfinished = all.filter(each -> each.getFileName().toString().startsWith(".")
                    && each.getFileName().toString().endsWith(NEW)).toList();
        }
        for (Path each : unfinished) {
            FileTrees.delete(each);
        }
    }

    private static List<Object> weights(Rollout race, Path into, LongFunction<Optional<StateDict>> weights)
            throws IOException {
        Set<Long> versions = new LinkedHashSet<>();
        for (long version : race.versions()) {
            versions.add(version);
        }
        long last = race.versions()[race.decisions() - 1];
        List<Object> list = new ArrayList<>();
        for (long version : versions) {
            String file = version == last ? WeightPair.ONLINE : "weights_v" + version + ".torch";
            Optional<StateDict> found = version == last || !race.exploring() ? weights.apply(version)
                    : Optional.empty();
            if (found.isPresent()) {
                ChannelsLast.of(found.get()).write(into.resolve(file));
            }
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("version", version);
            entry.put("first_decision", first(race, version));
            entry.put("file", found.isPresent() ? file : null);
            list.add(entry);
        }
        return list;
    }

    private static int first(Rollout race, long version) {
        int at = 0;
        while (race.versions()[at] != version) {
            at++;
        }
        return at;
    }

    private static byte[] values(Rollout race) {
        long count = race.decisions();
        byte[] header = NpyHeader.of("<f4", List.of(count, race.values().length / count)).bytes();
        ByteBuffer file = ByteBuffer.allocate(header.length + Float.BYTES * race.values().length)
                .order(ByteOrder.LITTLE_ENDIAN).put(header);
        for (float value : race.values()) {
            file.putFloat(value);
        }
        return file.array();
    }
}
