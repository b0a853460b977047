package tmnf.rl.save;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.sim.driver.RaceRecorder;
import tmnf.tminterface.sim.physics.StadiumCarEngine;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.render.RaceFilm;
import tmnf.tminterface.sim.render.TrackScene;
import tmnf.tminterface.sim.track.Track;

/** Drives scripts on a track of the simulated game, without the game around it, and records them. */
public final class SimulatedRedriver implements Redriver {

    /** How long a race is recorded behind its finish, as the game does. */
    private static final int AFTER_FINISH_MS = 300;
    private static final int AFTER_INPUTS_MS = 100;

    private final Track track;
    private final String driver;

    /**
     * On a track.
     *
     * @param driver login and name in the replay
     */
    public SimulatedRedriver(Track track, String driver) {
        this.track = track;
        this.driver = driver;
    }

    @Override
    public Result redrive(List<ActionKeys> actions, int firstMs, int actionMs) {
        Race race = new Race(track, new StadiumCarEngine());
        RaceRecorder recorder = new RaceRecorder(race);
        begin(race, actions, firstMs, actionMs);
        List<Place> path = new ArrayList<>();
        int end = end(actions, firstMs, actionMs);
        while (!race.isFinished() && race.tickTimeMs() < end) {
            if (race.tickTimeMs() >= 0 && race.tickTimeMs() % RaceRecorder.PERIOD_MS == 0) {
                path.add(place(race));
            }
            race.tick();
            recorder.tick();
        }
        path.add(place(race));
        if (!race.isFinished()) {
            return new Result(Optional.empty(), replay(recorder), path);
        }
        int time = race.raceTimeMs();
        for (int left = AFTER_FINISH_MS; left > 0; left -= Race.TICK_MS) {
            race.tick();
            recorder.tick();
        }
        return new Result(Optional.of(time), replay(recorder), path);
    }

    private static void begin(Race race, List<ActionKeys> actions, int firstMs, int actionMs) {
        race.runScript(InputTimeline.of(InputTexts.commands(actions, firstMs, actionMs)), command -> { });
        race.restart();
    }

    private static int end(List<ActionKeys> actions, int firstMs, int actionMs) {
        return firstMs + actions.size() * actionMs + AFTER_INPUTS_MS;
    }

    @Override
    public Optional<Film> film(List<ActionKeys> actions, int firstMs, int actionMs) throws IOException {
        Race race = new Race(track, new StadiumCarEngine());
        begin(race, actions, firstMs, actionMs);
        int end = end(actions, firstMs, actionMs);
        RaceFilm film = new RaceFilm(TrackScene.of(track), end);
        List<Place> path = new ArrayList<>();
        while (!race.isFinished() && race.tickTimeMs() < end) {
            film.look(race);
            int time = race.tickTimeMs() - firstMs;
            if (time >= 0 && time % actionMs == 0) {
                path.add(place(race));
            }
            race.tick();
        }
        film.take(race);
        return Optional.of(new Film(film.gif(), race.isFinished() ? Optional.of(race.raceTimeMs())
                : Optional.empty(), path));
    }

    private static Place place(Race race) {
        return new Place(race.tickTimeMs(), race.car().position(0), race.car().position(1),
                race.car().position(2));
    }

    private Optional<byte[]> replay(RaceRecorder recorder) {
        return track.challenge().isPresent() ? Optional.of(recorder.file(driver, driver)) : Optional.empty();
    }
}
