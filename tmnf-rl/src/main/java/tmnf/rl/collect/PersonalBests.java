package tmnf.rl.collect;

import java.io.IOException;

/** Keeps the personal bests on a map from the games, which would draw their ghosts. Any thread. */
@FunctionalInterface
public interface PersonalBests {

    /** There are none. */
    PersonalBests NONE = map -> 0;

    /**
     * Hides those that the games can see; called around each loading of a map.
     *
     * @return how many are hidden; more than the time before if a game has made one since, as it does of a
     *     race that it brought to its finish alone
     * @throws IOException if one cannot be hidden now; the map is loaded again then, some times
     * @throws InterruptedException if the thread was interrupted while it waited for other programs
     */
    int hide(MapTarget map) throws IOException, InterruptedException;
}
