package tmnf.rl.save;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFormatException;
import tmnf.rl.net.WeightPair;
import tmnf.rl.save.CheckpointInfo.FileHash;
import tmnf.rl.save.SaveException.Reason;

/** Reads the folder of a checkpoint, strictly: whole, unchanged, of the right network. */
final class CheckpointReader {

    private CheckpointReader() {
    }

    static Checkpoint read(CheckpointInfo info, Path from, List<WeightSpec> network,
            List<WeightSpec> trainable) throws IOException {
        requireWhole(info, from);
        try {
            Path buffer = from.resolve(SaveFolder.BUFFER);
            return contents(from, info.files().containsKey(SaveFolder.BUFFER) ? Optional.of(buffer)
                    : Optional.empty(), network, trainable, advice(from));
        } catch (TorchFormatException e) {
            throw new SaveException(Reason.DAMAGED, e.getMessage(), List.of(), advice(from));
        }
    }

    /**
     * The same without a look at hashes; what is damaged is the exception of the file's format.
     *
     * @param advice for who cannot go on from there
     */
    static Checkpoint contents(Path from, Optional<Path> buffer, List<WeightSpec> network,
            List<WeightSpec> trainable, String advice) throws IOException {
        StateDict online = StateDict.read(from.resolve(WeightPair.ONLINE));
        StateDict target = StateDict.read(from.resolve(WeightPair.TARGET));
        OptimizerState optimizer = OptimizerState.read(from.resolve(SaveFolder.OPTIMIZER));
        List<String> lines = WeightCheck.differences(WeightPair.ONLINE, online, network);
        lines.addAll(WeightCheck.differences(WeightPair.TARGET, target, network));
        optimizer.differences(trainable).forEach(line -> lines.add(SaveFolder.OPTIMIZER + ": " + line));
        WeightCheck.require(from, lines);
        WeightCheck.requireNumbers(from, Map.of(WeightPair.ONLINE, online, WeightPair.TARGET, target),
                advice);
        Path statistics = from.resolve(SaveFolder.STATISTICS);
        return new Checkpoint(online, target, optimizer,
                StatisticsJson.read(statistics.toString(), Files.readAllBytes(statistics)),
                Files.readString(from.resolve(SaveFolder.CONFIG)), buffer);
    }

    /** To go on from the one before, if it is there. */
    private static String advice(Path from) throws IOException {
        long number = Long.parseLong(from.getFileName().toString());
        return FoundWeights.numbered(from.getParent().getParent()).stream()
                .filter(each -> Long.parseLong(each.getFileName().toString()) < number)
                .reduce((before, after) -> after).map(FoundWeights::copyOf)
                .orElse("name another run with --run-name; nothing was changed");
    }

    private static void requireWhole(CheckpointInfo info, Path from) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : RunCopies.NAMES) {
            if (!info.files().containsKey(name)) {
                lines.add(name + " is not in the manifest");
            }
        }
        for (Map.Entry<String, FileHash> entry : Statistics.sorted(info.files()).entrySet()) {
            Path file = from.resolve(entry.getKey());
            if (!RunCopies.NAMES.contains(entry.getKey()) && !entry.getKey().equals(SaveFolder.BUFFER)) {
                lines.add(entry.getKey() + " is no file of a checkpoint");
            } else if (!Files.isRegularFile(file)) {
                if (!entry.getKey().equals(SaveFolder.BUFFER)) { // without it the run goes on, if it must
                    lines.add(entry.getKey() + " is missing");
                }
            } else if (!Manifest.hash(file).equals(entry.getValue())) {
                lines.add(entry.getKey() + " is not what was saved: its hash differs"
                        + (entry.getKey().equals(SaveFolder.BUFFER)
                                ? "; remove it to begin with an empty buffer" : ""));
            }
        }
        if (!lines.isEmpty()) {
            throw new SaveException(Reason.DAMAGED, from + ": checkpoint " + info.number() + " is damaged",
                    lines, advice(from));
        }
    }
}
