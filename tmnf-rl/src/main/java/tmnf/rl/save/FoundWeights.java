package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.SaveException.Reason;

/**
 * Weights in a folder without a manifest: those of a checkpoint of ours that was copied there, which a run
 * goes on from as from its own, those of a run of the original, or weights and no more.
 */
final class FoundWeights {

    private static final String FIRST = "1";

    private FoundWeights() {
    }

    /** Which of them they are, without a look into more than the optimiser's file. */
    static RunStart.Kind kind(Path place) {
        if (Files.exists(place.resolve(Manifest.NAME))) {
            return RunStart.Kind.INITIAL; // somebody's run, of which the weights are taken
        }
        return isOurs(place) ? RunStart.Kind.CHECKPOINT
                : UpstreamRun.isThere(place) ? RunStart.Kind.UPSTREAM : RunStart.Kind.INITIAL;
    }

    /** Whether there is a file that only we write: the original has no statistics like ours. */
    static boolean isOurs(Path place) {
        return Files.exists(place.resolve(SaveFolder.STATISTICS))
                || OptimizerState.isOurs(place.resolve(SaveFolder.OPTIMIZER));
    }

    /** Reads them. */
    static RunStart read(Path place, WeightPair pair, List<WeightSpec> network, List<WeightSpec> trainable)
            throws IOException {
        return switch (kind(place)) {
            case CHECKPOINT -> copied(place, network, trainable);
            case UPSTREAM -> new RunStart.Upstream(UpstreamRun.read(place, network, trainable));
            default -> {
                List<StateDict> read = WeightCheck.read(pair, place, network);
                yield new RunStart.Initial(place, read.get(0), read.get(1));
            }
        };
    }

    private static RunStart copied(Path place, List<WeightSpec> network, List<WeightSpec> trainable)
            throws IOException {
        List<String> lines = new ArrayList<>(missing(place));
        Path optimizer = place.resolve(SaveFolder.OPTIMIZER);
        if (Files.exists(optimizer) && !OptimizerState.isOurs(optimizer)) {
            lines.add(SaveFolder.OPTIMIZER + " is of another program, or damaged");
        }
        if (!lines.isEmpty()) {
            throw new SaveException(Reason.INCOMPLETE, place + ": a checkpoint of tmnf train lies there that"
                    + " is not whole", lines, "copy the whole folder of the checkpoint; to begin a fresh run"
                    + " with its weights, leave only " + WeightPair.ONLINE + " and " + WeightPair.TARGET
                    + "; nothing was changed");
        }
        Path buffer = place.resolve(SaveFolder.BUFFER);
        Checkpoint checkpoint = CheckpointReader.contents(place, Files.exists(buffer) ? Optional.of(buffer)
                : Optional.empty(), network, trainable, "copy an older checkpoint; nothing was changed");
        return new RunStart.Resume(new CheckpointInfo(0, checkpoint.statistics().counters().frames(),
                Files.getLastModifiedTime(place.resolve(SaveFolder.STATISTICS)).toInstant(), Map.of()),
                checkpoint, Optional.of(place));
    }

    /** Files of a checkpoint that a folder lacks, a line for each. */
    static List<String> missing(Path place) {
        return RunCopies.NAMES.stream().filter(name -> !Files.isRegularFile(place.resolve(name)))
                .map(name -> name + " is missing").toList();
    }

    /** Folders of the checkpoints that lie in a run, named or not, the lowest number first. */
    static List<Path> numbered(Path run) throws IOException {
        Path all = run.resolve(SaveFolder.CHECKPOINTS);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.filter(file -> name(file).matches("\\d{1,18}"))
                    .sorted(Comparator.comparing(file -> Long.valueOf(name(file)))).toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /**
     * Refuses a run without a manifest that has had one, as its first save would delete its checkpoints. The
     * first of a run has number 1, and without a manifest the save of that one was not finished.
     */
    static void requireManifest(Path run) throws IOException {
        List<Path> numbered = numbered(run);
        if (numbered.stream().anyMatch(each -> !name(each).equals(FIRST))) {
            throw new SaveException(Reason.DAMAGED, run + ": " + Manifest.NAME + ", which names its"
                    + " checkpoints (" + numbered.stream().map(FoundWeights::name).collect(
                            Collectors.joining(", ")) + "), is missing", List.of(),
                    "get it back, or " + copyOf(numbered.get(numbered.size() - 1)));
        }
    }

    /** How to go on from a checkpoint, for whoever cannot from the newest. */
    static String copyOf(Path checkpoint) {
        Path run = checkpoint.getParent().getParent();
        return "copy the folder of a checkpoint, such as " + checkpoint + ", to that of a new run, such as "
                + run.resolveSibling(name(run) + "-again") + ", and go on there: --run-name " + name(run)
                + "-again; nothing was changed";
    }
}
