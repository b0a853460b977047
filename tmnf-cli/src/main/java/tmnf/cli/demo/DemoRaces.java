package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.AtomicFile;
import tmnf.tminterface.sim.driver.DrivenReplays;

/** The races of simulated drivers that the demo captures. */
final class DemoRaces {

    /** Names of built-in tracks, which are their ids too. */
    static final List<String> TRACKS = List.of("straight", "chicane");
    static final int DRIVERS = 3;

    private DemoRaces() {
    }

    /**
     * Lets the drivers race, and leaves replays, challenges and the list of tracks.
     *
     * @return number of replays
     */
    static int write(Path races, long seed, BooleanSupplier stop) throws IOException {
        int replays = 0;
        for (String track : TRACKS) {
            replays += DrivenReplays.write(races, track, track, DRIVERS, seed, stop).size();
        }
        AtomicFile.write(races.resolve("track_ids.txt"), String.join("\n", TRACKS) + "\n");
        return replays;
    }
}
