package tmnf.rl.config;

import java.util.ArrayList;
import java.util.List;

import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * Section {@code map_cycle}: races in their order, again and again. Source: training note, section 2.5.
 *
 * @param entries none where the command names the map
 */
public record MapCycle(List<MapEntry> entries) {

    /** No map: the command names it. */
    public static final MapCycle DEFAULT = new MapCycle(List.of());

    private static final int MOST = 10_000;

    /** Checks that each entry names a map, a path and a line, which built-in tracks have already. */
    public MapCycle {
        entries = List.copyOf(entries);
        for (int i = 0; i < entries.size(); i++) {
            MapEntry entry = entries.get(i);
            String place = "entries[" + i + "].";
            Checks.require(!entry.shortName().isBlank(), place + "short_name", "empty", "a name");
            Checks.require(!entry.mapPath().isBlank(), place + "map_path", "empty", "a path");
            Checks.require(!entry.referenceLinePath().isBlank() || BuiltInTracks.isName(entry.mapPath()),
                    place + "reference_line_path", "empty",
                    "a path, unless map_path is a built-in track of simulated games");
            Checks.require(entry.repeat() >= 1 && entry.repeat() <= MOST, place + "repeat", entry.repeat(),
                    "from 1 to " + MOST);
        }
    }

    /** The races of one round, repetitions written out. */
    public List<MapEntry> races() {
        List<MapEntry> races = new ArrayList<>();
        for (MapEntry entry : entries) {
            for (int i = 0; i < entry.repeat(); i++) {
                races.add(entry);
            }
        }
        return races;
    }

    /** Whether races on a map are learned from; else it is a pure test. */
    public boolean trained(String shortName) {
        return entries.stream().anyMatch(entry -> entry.shortName().equals(shortName) && entry.fillBuffer());
    }
}
