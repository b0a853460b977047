package tmnf.cli.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.exchange.download.TrackIdList;
import tmnf.gbx.filter.TrackListException;

/** Reads the list of {@code --track-ids}. */
final class ListFile {

    private static final Path STANDARD_STREAM = Path.of("-");
    private static final int SHOWN = 5;

    private ListFile() {
    }

    /** The ids, each once. A missing or empty list ends with 4, a wrong one with 2. */
    static List<Long> read(Path file, boolean lenient, CommandContext context) throws IOException {
        byte[] text = file.equals(STANDARD_STREAM) ? context.in().readAllBytes()
                : Files.readAllBytes(context.requireFile(file));
        TrackIdList list;
        try {
            list = TrackIdList.parse(file.toString(), text, lenient);
        } catch (TrackListException e) {
            throw new CliException(ExitStatus.USAGE, "BAD_TRACK_LIST", e.getMessage(), "",
                    "correct the list, or skip such lines with --lenient", e);
        }
        if (!list.skipped().isEmpty()) {
            int shown = Math.min(SHOWN, list.skipped().size());
            String more = list.skipped().size() > shown
                    ? " and " + Figures.count(list.skipped().size() - shown) + " more" : "";
            context.warn("SKIPPED_LINES", Figures.count(list.skipped().size(), "line") + " of " + file
                    + " skipped: " + String.join(", ", list.skipped().subList(0, shown)) + more);
        }
        if (list.ids().isEmpty()) {
            throw new CliException(ExitStatus.NO_INPUT, "INPUT_EMPTY", "no track id in " + file, "",
                    "a track list has one track id a line; tmnf download --list-popular makes one");
        }
        if (list.duplicates() > 0) {
            context.note(Figures.count(list.duplicates(), "track id") + " of " + file
                    + " stood there before, and counts once");
        }
        return list.ids();
    }
}
