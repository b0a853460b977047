package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.cli.command.CommandContext;
import tmnf.cli.files.GameFiles;

/**
 * An operand that is a dataset, a track of one, or the folder of a captured replay.
 *
 * @param asGiven as the user wrote it
 * @param root the folder
 * @param replays what is in it
 */
record DatasetOperand(Path asGiven, Path root, List<CapturedReplay> replays) {

    private static final String MANIFEST = "manifest.json";

    /** Recognises one by manifests at their place; other folders are searched for game files. */
    static Optional<DatasetOperand> of(CommandContext context, String operand) throws IOException {
        if (operand.equals("-") || GameFiles.isPattern(operand)) {
            return Optional.empty();
        }
        Path asGiven = Path.of(operand);
        Path root = context.resolve(asGiven);
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        if (Files.isRegularFile(root.resolve(MANIFEST))) {
            return Optional.of(new DatasetOperand(asGiven, root, List.of(CapturedReplay.open(root))));
        }
        try {
            return search(asGiven, root);
        } catch (AccessDeniedException e) {
            return Optional.empty(); // the search for game files tells each folder that cannot be read
        }
    }

    private static Optional<DatasetOperand> search(Path asGiven, Path root) throws IOException {
        CaptureDataset dataset = CaptureDataset.open(root);
        List<CapturedReplay> asTrack = dataset.replays(root);
        if (!asTrack.isEmpty()) {
            return Optional.of(new DatasetOperand(asGiven, root, asTrack));
        }
        List<CapturedReplay> all = dataset.replays();
        boolean own = Files.isDirectory(root.resolve(CaptureDataset.OWN_FOLDER));
        return all.isEmpty() && !(own && isWithoutFiles(root)) ? Optional.empty()
                : Optional.of(new DatasetOperand(asGiven, root, all));
    }

    /** An output folder into which nothing was published yet. */
    private static boolean isWithoutFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.allMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }
}
