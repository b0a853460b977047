package tmnf.cli.convert;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A replay as the user named it, and what its place says about it.
 *
 * @param path as given, or below the folder that was given
 * @param below the path below the folder that was given; the file's name alone when the file was given
 */
record ReplayFile(Path path, Path below) {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** What {@code tmnf download} and the Python pipeline call replays. */
    private static final Pattern RANKED = Pattern.compile("pos\\d+_.*", Pattern.CASE_INSENSITIVE);

    /** The name without {@code .Replay.Gbx} or {@code .Gbx}. */
    String stem() {
        String name = path.getFileName().toString();
        for (String ending : new String[] {".replay.gbx", ".gbx"}) {
            if (name.length() > ending.length() && name.toLowerCase(Locale.ROOT).endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    /**
     * The track whose folder the replay lies in: the folder's name when it is a number, or when the replay is
     * named as downloaded ones are.
     */
    Optional<String> track(Path resolved) {
        Path folder = resolved.toAbsolutePath().normalize().getParent();
        if (folder == null || folder.getFileName() == null) {
            return Optional.empty();
        }
        String name = folder.getFileName().toString();
        boolean isTrack = NUMBER.matcher(name).matches()
                || RANKED.matcher(path.getFileName().toString()).matches();
        return isTrack ? Optional.of(name) : Optional.empty();
    }
}
