package tmnf.rl.eval;

import java.util.List;
import java.util.Optional;

import tmnf.rl.rollout.CarPath;
import tmnf.rl.save.Redriver;

/** Holds a film against the race that it is to show: it is a drive of its own, by the same keys. */
final class FilmCheck {

    /** Less than a slow car drives from one decision to the next. */
    private static final double NEAR_METRES = 0.5;

    private FilmCheck() {
    }

    /**
     * Whether it shows that race: the same time, or no finish either and the car at the same place in the
     * end. Empty where nobody knows the place.
     *
     * @param path where the car was in the race
     */
    static Optional<Boolean> shows(Redriver.Film film, EvalRace race, List<CarPath.Place> path) {
        if (race.finished()) {
            return Optional.of(film.raceTimeMs().equals(Optional.of(race.raceTimeMs())));
        }
        if (film.raceTimeMs().isPresent()) {
            return Optional.of(false);
        }
        if (path.isEmpty()) {
            return Optional.empty();
        }
        CarPath.Place last = path.get(path.size() - 1);
        return Optional.of(film.path().stream().anyMatch(place -> place.ms() == last.ms()
                && near(place, last)));
    }

    private static boolean near(Redriver.Place there, CarPath.Place here) {
        double x = there.x() - here.x();
        double y = there.y() - here.y();
        double z = there.z() - here.z();
        return Math.sqrt(x * x + y * y + z * z) <= NEAR_METRES;
    }
}
