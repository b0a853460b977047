package tmnf.cli.download;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.files.ShellWords;

/**
 * Where everything is, as the user wrote it.
 *
 * @param list the file of track ids; null: none
 */
record Targets(Path replaysDir, Path tracksDir, Path list) {

    private static final Path STANDARD_STREAM = Path.of("-");
    private static final Path USUAL_LIST = Path.of("maps/track_ids.txt");
    private static final String ENDING = ".txt";

    /** Folders and list, as given and absolute. */
    Map<String, Object> json(CommandContext context) {
        Map<String, Object> json = new LinkedHashMap<>();
        Map<String, Object> absolute = new LinkedHashMap<>();
        put(json, absolute, "replaysDir", replaysDir, context);
        put(json, absolute, "tracksDir", tracksDir, context);
        put(json, absolute, "trackIds", list, context);
        json.put("absolute", absolute);
        return json;
    }

    private static void put(Map<String, Object> json, Map<String, Object> absolute, String name, Path path,
            CommandContext context) {
        if (path != null) {
            json.put(name, path);
            if (!path.equals(STANDARD_STREAM)) {
                absolute.put(name, context.resolve(path));
            }
        }
    }

    /** The next command of the pipeline, with the user's own paths. */
    String next() {
        if (list == null || list.equals(STANDARD_STREAM)) {
            return "tmnf inspect " + ShellWords.of(replaysDir);
        }
        String name = list.getFileName().toString();
        String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
        String output = list.normalize().equals(USUAL_LIST) ? ""
                : " --output " + ShellWords.of(list.resolveSibling(stem + "_no_respawn" + ENDING));
        return "tmnf filter no-respawn --input " + ShellWords.of(list) + output + " -r "
                + ShellWords.of(replaysDir);
    }

    /** The command that downloads a list, with the user's own paths. */
    String download() {
        return "tmnf download --track-ids " + ShellWords.of(list) + " --replays-dir "
                + ShellWords.of(replaysDir) + " --tracks-dir " + ShellWords.of(tracksDir)
                + " --extract-tracks-from-replays";
    }

    /** The command that says what is there and what is not. */
    String status() {
        String ids = list == null || list.equals(STANDARD_STREAM) ? ""
                : " --track-ids " + ShellWords.of(list);
        return "tmnf download status --replays-dir " + ShellWords.of(replaysDir)
                + " --tracks-dir " + ShellWords.of(tracksDir) + ids;
    }
}
