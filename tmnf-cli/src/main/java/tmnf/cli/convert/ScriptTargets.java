package tmnf.cli.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;

/**
 * Where scripts go.
 *
 * @param place a file or a folder; null: stdout
 */
record ScriptTargets(Path place, boolean folder) {

    static ScriptTargets choose(CommandContext context, Path output, List<ReplayFile> replays,
            List<String> operands) {
        boolean one = replays.size() == 1
                && operands.size() == 1
                && !Files.isDirectory(context.resolve(Path.of(operands.get(0))));
        boolean stdout = output != null && output.toString().equals("-");
        if (output == null || stdout) {
            if (!one) {
                throw CliException.usage(replays.size() + " scripts don't go to stdout together",
                        "give a folder for them: -o scripts");
            }
            return new ScriptTargets(null, false);
        }
        boolean folder = !one || Files.isDirectory(context.resolve(output));
        if (folder && Files.isRegularFile(context.resolve(output))) {
            throw CliException.usage(output + " is a file, several scripts need a folder", "give another -o");
        }
        return new ScriptTargets(output, folder);
    }

    boolean toStdout() {
        return place == null;
    }

    /** The file of a replay's script: folders below the one that was given are kept. */
    Path of(ReplayFile replay) {
        if (!folder) {
            return place;
        }
        Path below = replay.below().resolveSibling(replay.stem() + ".txt");
        return place.resolve(below.toString());
    }
}
