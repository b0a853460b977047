package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * A saved simulation state: its bytes alone, as TMInterface hands them out. They carry no mark, so it is
 * recognised by not being a GBX file and having the length that its own counts ask for.
 */
final class StateFile {

    private static final String KIND = "simulation state";
    private static final String USUAL_ENDING = ".bin";
    private static final long MOST_BYTES = 1 << 20; // as the socket protocol has it
    private static final int LABEL_WIDTH = 18;

    private StateFile() {}

    /**
     * The report on a state; empty for other files, which the reader of game files may judge. A file that is
     * named like a state and is neither is refused here.
     */
    static Optional<FileReport> report(Path file, Path absolute, byte[] bytes) throws IOException {
        if (bytes.length == 0 || bytes.length >= 3 && bytes[0] == 'G' && bytes[1] == 'B' && bytes[2] == 'X') {
            return Optional.empty();
        }
        try {
            SimStateData state = SimStateData.wrap(bytes);
            return Optional.of(new FileReport(facts(file, absolute, state), lines(file, state)));
        } catch (StateFormatException e) {
            return isNamedSo(file) ? Optional.of(refused(file, e)) : Optional.empty();
        }
    }

    /**
     * Whether a file of a folder is named and as long as a state. Other files of that name are of anybody, so
     * they are passed over, and not refused as a named one is.
     */
    static boolean isOne(Path absolute) {
        if (!isNamedSo(absolute)) {
            return false;
        }
        try {
            long size = Files.size(absolute);
            return size >= SimStateData.MIN_SIZE && size <= MOST_BYTES && isState(absolute);
        } catch (IOException e) {
            return false; // a folder names what is in it; who wants this file names it, and is told
        }
    }

    private static boolean isState(Path absolute) throws IOException {
        try {
            SimStateData.wrap(Files.readAllBytes(absolute));
            return true;
        } catch (StateFormatException e) {
            return false;
        }
    }

    private static boolean isNamedSo(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(USUAL_ENDING);
    }

    private static Map<String, Object> facts(Path file, Path absolute, SimStateData state) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.toString());
        facts.put("absolute", absolute.toString());
        facts.put("kind", KIND);
        facts.put("bytes", state.size());
        facts.put("derived", state.derived());
        facts.put("fields", state.toMap());
        return facts;
    }

    private static FileReport refused(Path file, StateFormatException refusal) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.toString());
        facts.put("error", "neither a GBX file nor a simulation state: " + refusal.getMessage());
        facts.put("reason", "STATE_FORMAT");
        return new FileReport(facts, FileSummary.lines(facts, 0));
    }

    private static List<String> lines(Path file, SimStateData state) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + KIND + " of " + state.size() + " bytes");
        state.derived().forEach((name, value) -> lines.add(String.format(
                Locale.ROOT, "  %-" + LABEL_WIDTH + "s %s", name, value == null ? "-" : value)));
        StringBuilder dump = new StringBuilder();
        state.dump(dump);
        dump.toString().lines().forEach(lines::add);
        return lines;
    }
}
