package tmnf.tminterface.sim.driver;

import java.util.Arrays;
import java.util.stream.IntStream;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptOptions;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;
import tmnf.tminterface.sim.track.RoadLine;
import tmnf.tminterface.sim.track.Track;

/** Races of the driver on a built-in track. */
final class Drives {

    private static final int LIMIT_MS = 300_000;

    private final Track track;
    private final RoadLine road;
    private final DriverParameters parameters;

    Drives(String name) {
        track = BuiltInTracks.track(name);
        road = BuiltInTracks.line(name);
        parameters = BestParameters.of(name);
    }

    /** A drive that is over. */
    record Drive(Race race, Driver.Outcome outcome, RaceRecorder recorder) {

        int[] splits() {
            return Drives.splits(race);
        }
    }

    Drive drive(DriverSettings who) {
        Race race = new Race(track, new StadiumCarEngine());
        Driver driver = new Driver(race, road, parameters, who);
        RaceRecorder recorder = new RaceRecorder(race);
        while (driver.outcome() == Driver.Outcome.DRIVING && race.tickTimeMs() < LIMIT_MS) {
            driver.drive();
            race.tick();
            recorder.tick();
        }
        return new Drive(race, driver.outcome(), recorder);
    }

    /** A race with the script of the replay of a drive, up to its finish. */
    Race again(Drive drive) throws Exception {
        byte[] file = drive.recorder().file("driver", "Driver");
        Replay replay = (Replay) GbxFiles.read("driven", file, GbxReadOptions.CHECKED).content();
        String script = ReplayScripts.of(replay, ScriptOptions.DEFAULT).text();
        Race race = new Race(track, new StadiumCarEngine());
        race.runScript(InputTimeline.of(CommandList.parse(script)), command -> { });
        while (!race.isFinished() && race.tickTimeMs() < LIMIT_MS) {
            race.tick();
        }
        return race;
    }

    static int[] splits(Race race) {
        return IntStream.range(0, race.checkpointTarget()).map(race::checkpointTimeMs).toArray();
    }

    static String describe(Race race) {
        return race.track().name() + " " + Arrays.toString(splits(race));
    }
}
