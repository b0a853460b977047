package tmnf.tminterface.sim.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.AtomicFile;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/**
 * Replays of simulated drivers on a built-in track, laid out as a download leaves them:
 *
 * <pre>
 *   replays/&lt;track id&gt;/pos&lt;rank&gt;_&lt;name&gt;_&lt;time&gt;ms.replay.gbx
 *   tracks/&lt;track id&gt;.Challenge.Gbx
 * </pre>
 *
 * The same seed drives the same races.
 */
public final class DrivenReplays {

    private static final int LIMIT_MS = 180_000;
    private static final int MOST_TRIES = 20;
    private static final int TICKS_A_SECOND = 100;
    /** How long a race is recorded behind its finish, as the game does. */
    private static final int AFTER_FINISH_MS = 300;
    private static final double LEAST_SKILL = 0.3;
    private static final double MOST_NOISE = 0.25;
    private static final List<String> NAMES = List.of("Anna", "Bert", "Chlo\u00e9", "Dmitri", "Eve #1");

    /**
     * A race that was finished.
     *
     * @param name of the driver, as a leaderboard shows it
     * @param file the replay
     */
    public record Drive(String name, int raceTimeMs, byte[] file) {
    }

    private DrivenReplays() {
    }

    /**
     * Lets drivers of different skill race; those who get lost do not count.
     *
     * @param track name of a built-in one
     * @param stop asked for each second of a race; true ends with the races that are over
     * @return the fastest first
     */
    public static List<Drive> drive(String track, int drivers, long seed, BooleanSupplier stop) {
        Track on = BuiltInTracks.track(track);
        RoadLine road = BuiltInTracks.line(track);
        SplittableRandom random = new SplittableRandom(seed * 31 + track.hashCode());
        List<Drive> drives = new ArrayList<>();
        for (int tries = 0; drives.size() < drivers && tries < drivers * MOST_TRIES; tries++) {
            DriverSettings who = new DriverSettings(LEAST_SKILL + (1 - LEAST_SKILL) * random.nextDouble(),
                    MOST_NOISE * random.nextDouble(), random.nextLong(), random.nextInt(3) == 0);
            int number = drives.size() / NAMES.size();
            String name = NAMES.get(drives.size() % NAMES.size()) + (number == 0 ? "" : " " + (number + 1));
            Race race = new Race(on, new StadiumCarEngine());
            RaceRecorder recorder = new RaceRecorder(race);
            Driver driver = new Driver(race, road, BestParameters.of(track), who);
            if (!isOver(race, driver, recorder, stop)) {
                break;
            }
            if (race.isFinished()) {
                drives.add(new Drive(name, race.raceTimeMs(),
                        recorder.file("driver" + (drives.size() + 1), name)));
            }
        }
        drives.sort(Comparator.comparingInt(Drive::raceTimeMs));
        return drives;
    }

    /** Drives to the end; false when that was stopped. */
    private static boolean isOver(Race race, Driver driver, RaceRecorder recorder, BooleanSupplier stop) {
        int ticks = 0;
        while (driver.outcome() == Driver.Outcome.DRIVING && race.tickTimeMs() < LIMIT_MS) {
            if (ticks++ % TICKS_A_SECOND == 0 && stop.getAsBoolean()) {
                return false;
            }
            driver.drive();
            race.tick();
            recorder.tick();
        }
        int end = race.tickTimeMs() + AFTER_FINISH_MS;
        while (race.isFinished() && race.tickTimeMs() < end) {
            race.tick();
            recorder.tick();
        }
        return true;
    }

    /**
     * Drives, and writes the replays and the challenge.
     *
     * @param maps gets the folders {@code replays} and {@code tracks}
     * @return the replays, in the order of their ranks
     */
    public static List<Path> write(Path maps, String trackId, String track, int drivers, long seed,
            BooleanSupplier stop) throws IOException {
        Path folder = maps.resolve("replays").resolve(trackId);
        Files.createDirectories(folder);
        Files.createDirectories(maps.resolve("tracks"));
        AtomicFile.write(maps.resolve("tracks").resolve(trackId + ".Challenge.Gbx"),
                BuiltInTracks.file(track));
        List<Path> files = new ArrayList<>();
        for (Drive drive : drive(track, drivers, seed, stop)) {
            Path file = folder.resolve("pos" + (files.size() + 1) + "_" + drive.name() + "_"
                    + drive.raceTimeMs() + "ms.replay.gbx");
            AtomicFile.write(file, drive.file());
            files.add(file);
        }
        return files;
    }
}
