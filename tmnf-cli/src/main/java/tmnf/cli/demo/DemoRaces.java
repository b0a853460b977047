package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.sim.driver.DrivenReplays;

/** The races of simulated drivers that the demo's exchange serves, as real game files. */
final class DemoRaces {

    /** The built-in tracks by the ids that they have on the exchange. */
    static final SortedMap<String, String> TRACKS = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "700001", "straight", "700002", "chicane")));
    static final int DRIVERS = 5;

    private DemoRaces() {
    }

    /**
     * Lets the drivers race, and leaves replays and challenges as {@code tmnf sim exchange} serves them.
     *
     * @return number of replays
     */
    static int write(Path exchange, long seed, BooleanSupplier stop) throws IOException {
        int replays = 0;
        for (Map.Entry<String, String> track : TRACKS.entrySet()) {
            replays += DrivenReplays.write(exchange, track.getKey(), track.getValue(), DRIVERS, seed, stop)
                    .size();
        }
        return replays;
    }
}
