package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.CheckpointInfo.FileHash;
import tmnf.rl.save.SaveException.Reason;
import tmnf.tminterface.observation.Normalisation;

/**
 * Weights that a driver was left with, to race with them: those of a file, or of the newest checkpoint of a
 * run. Read without a lock, so that the run may go on meanwhile; nothing is changed.
 *
 * @param file with the weights
 * @param name for people and folders, such as that of the run
 * @param weights as they were read
 * @param config the configuration's snapshot beside them, if there is one
 * @param scaling of the inputs that they were trained with, if a file beside them says so
 * @param frames that were played until then, if a file beside them says so
 * @param version batches that were learned from until then, 0 where nothing says it
 * @param upstream whether they lie in a run of the original program, whose scaling of the dampers is another
 */
public record SavedWeights(Path file, String name, StateDict weights, Optional<Path> config,
        Optional<Normalisation> scaling, Optional<Long> frames, long version, boolean upstream) {

    private static final String ENDING = ".torch";
    private static final int MOST_RUNS = 10;

    /** Whether a folder is that of a run of ours, which has checkpoints. */
    public static boolean isRun(Path folder) {
        return Files.exists(folder.resolve(Manifest.NAME));
    }

    /** Finds the weights of the online network, or those of a file. */
    public static SavedWeights find(Path place) throws IOException {
        return find(place, false);
    }

    /**
     * Finds weights.
     *
     * @param place a file of weights, the folder of a run, of a checkpoint, of a record, or another with
     *     {@code weights1.torch}
     * @param target of a folder, those of the target network where there are any
     * @throws SaveException if there are none, or they are damaged
     */
    public static SavedWeights find(Path place, boolean target) throws IOException {
        if (!Files.isDirectory(place)) {
            return read(place, place.getParent(), nameOf(place));
        }
        if (isRun(place)) {
            CheckpointInfo newest = Manifest.read(place.resolve(Manifest.NAME)).get(0);
            Path folder = SaveFolder.checkpoint(place, newest);
            String name = target ? WeightPair.TARGET : WeightPair.ONLINE;
            requireWhole(newest, folder, name);
            return read(folder.resolve(name), folder, fileName(place));
        }
        WeightPair pair = new WeightPair(place);
        Path online = pair.file(WeightPair.ONLINE);
        if (!Files.exists(online)) {
            throw new SaveException(Reason.INCOMPLETE, place + ": there is neither " + Manifest.NAME + " nor "
                    + WeightPair.ONLINE, runs(place), "name a file of weights, the folder of a run, or that"
                    + " of a checkpoint");
        }
        Path delayed = pair.file(WeightPair.TARGET);
        Path file = target && Files.exists(delayed) ? delayed : online;
        return read(file, place, nameOf(file));
    }

    /** Runs in a folder of runs, for whoever named that one. */
    private static List<String> runs(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(each -> Files.exists(each.resolve(Manifest.NAME))
                    || Files.exists(each.resolve(WeightPair.ONLINE))).sorted().limit(MOST_RUNS)
                    .map(each -> "a run: " + each).toList();
        }
    }

    /** The file's name, or where all weights are called the same that of their folder. */
    private static String nameOf(Path file) {
        String name = fileName(file);
        Path folder = file.getParent();
        if (!name.startsWith(WeightPair.ONLINE) && !name.startsWith(WeightPair.TARGET)) {
            return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        }
        Path above = folder.getParent();
        boolean checkpoint = above != null && fileName(above).equals(SaveFolder.CHECKPOINTS);
        return checkpoint && above.getParent() != null ? fileName(above.getParent()) + "_" + fileName(folder)
                : fileName(folder);
    }

    private static String fileName(Path path) {
        return path.getFileName() == null ? "weights" : path.getFileName().toString();
    }

    private static void requireWhole(CheckpointInfo info, Path folder, String weights)
            throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String name : List.of(weights, SaveFolder.STATISTICS, SaveFolder.CONFIG)) {
            FileHash saved = info.files().get(name);
            Path file = folder.resolve(name);
            if (saved == null || !Files.isRegularFile(file)) {
                wrong.add(name + " is missing");
            } else if (!Manifest.hash(file).equals(saved)) {
                wrong.add(name + " is not what was saved: its hash differs");
            }
        }
        if (!wrong.isEmpty()) {
            throw new SaveException(Reason.DAMAGED, folder + ": the newest checkpoint is damaged", wrong,
                    "name the folder of an earlier one");
        }
    }

    private static SavedWeights read(Path file, Path folder, String name) throws IOException {
        StateDict weights;
        try {
            weights = StateDict.read(file);
        } catch (TorchFormatException e) {
            throw new SaveException(Reason.DAMAGED, e.getMessage(), List.of(), ""); // it has advice
        }
        Path config = folder.resolve(SaveFolder.CONFIG);
        Path statistics = folder.resolve(SaveFolder.STATISTICS);
        boolean own = Files.isRegularFile(statistics);
        Path above = folder.getParent();
        if (!own && above != null && fileName(above).equals(BestRuns.NAME)) {
            statistics = above.resolveSibling(SaveFolder.STATISTICS); // a record's: of its run
        }
        Optional<Normalisation> scaling = Optional.empty();
        Optional<Long> frames = Optional.empty();
        long version = 0;
        if (Files.isRegularFile(statistics)) {
            SaveJson json = SaveJson.object(statistics.toString(), Files.readAllBytes(statistics));
            scaling = StatisticsJson.scaling(json);
            if (own) {
                frames = StatisticsJson.frames(json);
                version = StatisticsJson.batches(json).orElse(0L);
            }
        }
        if (fileName(file).equals(WeightPair.ONLINE) && BestRace.isOne(folder)) {
            frames = played(folder);
        }
        return new SavedWeights(file, name, weights, Files.isRegularFile(config) ? Optional.of(config)
                : Optional.empty(), scaling, frames, version, !own && UpstreamRun.isThere(folder));
    }

    /** Empty where a record's text is damaged: its weights are good without it. */
    private static Optional<Long> played(Path record) {
        return BestRace.find(record).map(BestRace::frames).filter(frames -> frames > 0);
    }

    /**
     * Whether nothing says how the inputs of these weights were scaled: neither a file beside them nor the
     * run they lie in. Those of the original program look like ours then.
     */
    public boolean isScalingUnknown() {
        return scaling.isEmpty() && config.isEmpty() && !upstream;
    }

    /**
     * All values, in the order of a network.
     *
     * @throws SaveException if they are those of another network, or not all are numbers
     */
    public float[] values(List<WeightSpec> network) throws SaveException {
        List<String> differences = WeightCheck.differences(fileName(file), weights, network);
        if (!differences.isEmpty()) {
            throw new SaveException(Reason.MISMATCH, file + ": weights of another network than the"
                    + " configuration's", differences, "give the configuration that they were made with");
        }
        float[] all = new float[Math.toIntExact(network.stream().mapToLong(WeightSpec::size).sum())];
        int at = 0;
        for (WeightSpec spec : network) {
            for (float value : weights.get(spec.name()).floats()) {
                if (!Float.isFinite(value)) {
                    throw new SaveException(Reason.DAMAGED, file + ": " + spec.name() + " holds " + value,
                            List.of(), "the training went wrong before it was saved: name older weights");
                }
                all[at++] = value;
            }
        }
        return all;
    }

    /**
     * How inputs are scaled for these weights: as the file beside them says, else as the configuration says,
     * with the original's dampers where they are the original's and it says nothing of them.
     *
     * @throws SaveException if the file beside them is of other inputs
     */
    public Normalisation scaling(TrainSettings settings) throws SaveException {
        Normalisation usual = settings.normalisation();
        if (scaling.isPresent()) {
            if (scaling.get().size() != usual.size()) {
                throw new SaveException(Reason.MISMATCH, file + ": the scaling beside it is of "
                        + scaling.get().size() + " inputs, the configuration's are " + usual.size(),
                        List.of(), "give the configuration that they were made with");
            }
            return scaling.get();
        }
        return upstream && settings.scaling().damperStd().isEmpty()
                ? Normalisation.of(usual.mean(), UpstreamRun.withItsDampers(usual.std(),
                        settings.environment().nPrevActionsInInputs())) : usual;
    }
}
