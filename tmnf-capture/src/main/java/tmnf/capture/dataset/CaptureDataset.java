package tmnf.capture.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder of captures: {@code <track>/<replay>/}. Lists what is there at the moment of the call; opens
 * nothing. Safe for use by several threads.
 */
public final class CaptureDataset {

    /** Folder of the capture's own files; never a track. */
    public static final String OWN_FOLDER = ".capture";

    /** By code points, as Python compares texts. */
    private static final Comparator<Path> BY_NAME = (a, b) -> {
        int[] first = a.getFileName().toString().codePoints().toArray();
        int[] second = b.getFileName().toString().codePoints().toArray();
        return Arrays.compare(first, second);
    };

    private final Path root;

    private CaptureDataset(Path root) {
        this.root = root;
    }

    /**
     * A dataset.
     *
     * @throws DatasetException when the folder is missing or is no folder
     */
    public static CaptureDataset open(Path root) throws IOException {
        Objects.requireNonNull(root);
        if (!Files.isDirectory(root)) {
            throw new DatasetException(root, "", Files.exists(root) ? "is no folder" : "does not exist",
                    "Name a folder that the capture wrote, with a folder for each track.");
        }
        return new CaptureDataset(root);
    }

    /** Its folder. */
    public Path root() {
        return root;
    }

    /** Folders of tracks, sorted by name as Python sorts; hidden ones are left out. */
    public List<Path> tracks() throws IOException {
        return folders(root);
    }

    /** Replays of a track that have a manifest, sorted by name as Python sorts. */
    public List<CapturedReplay> replays(Path track) throws IOException {
        List<CapturedReplay> replays = new ArrayList<>();
        for (Path folder : folders(track)) {
            if (CapturedReplay.isThere(folder)) {
                replays.add(CapturedReplay.open(folder));
            }
        }
        return replays;
    }

    /** All replays with a manifest, by track, then by name. */
    public List<CapturedReplay> replays() throws IOException {
        List<CapturedReplay> replays = new ArrayList<>();
        for (Path track : tracks()) {
            replays.addAll(replays(track));
        }
        return replays;
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files
                    .filter(file -> !file.getFileName().toString().startsWith(".") && Files.isDirectory(file))
                    .sorted(BY_NAME).toList();
        }
    }
}
