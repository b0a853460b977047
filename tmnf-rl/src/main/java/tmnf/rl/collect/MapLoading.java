package tmnf.rl.collect;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.rl.collect.RaceBrokenException.Reason;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.StuckScreen;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** From a turn to one in the countdown of a race on another map. Confined to one thread. */
final class MapLoading {

    /** Loadings, each of which showed a new ghost, after which it is no coincidence. */
    private static final int MOST_LOADS = 4;
    /** So much of a countdown is let pass before its map is loaded anew, ms. */
    private static final int APART_MS = 200;

    private final RaceTurns turns;
    private final RaceTimeouts limits;
    private final GameLink link;
    private final PersonalBests bests;
    private String failure = ""; // empty: the last look at personal bests went well
    private String earlier = ""; // empty: all did

    MapLoading(RaceTurns turns, RaceTimeouts limits, PersonalBests bests) {
        this.turns = turns;
        this.limits = limits;
        this.link = turns.link();
        this.bests = Objects.requireNonNull(bests, "bests");
    }

    /** Asks for a map; in the turn of a run step of its countdown, without a ghost, afterwards. */
    void load(MapTarget target) throws IOException, InterruptedException {
        int lastStepMs = Integer.MAX_VALUE;
        earlier = "";
        OptionalInt hidden = hideBests(target);
        for (int i = 0; i < MOST_LOADS; i++) {
            int before = i == 0 ? lastStepMs : passSomeCountdown(target, lastStepMs);
            lastStepMs = raceBegins(target, before);
            // The race before may have come to its finish, which the game keeps when it leaves it.
            OptionalInt seen = hidden;
            hidden = hideBests(target);
            if (hidden.isPresent() && seen.isPresent() && hidden.getAsInt() <= seen.getAsInt()) {
                return;
            }
        }
        throw turns.broken(Reason.GHOST, !failure.isEmpty() ? "a ghost may be drawn: " + failure
                : "a new personal best appeared each of the " + MOST_LOADS + " times that " + target.map()
                        + " was loaded, and its ghost would be drawn: does somebody else drive there?"
                        + earlier);
    }

    /** Empty if it failed, of which a scanner that holds a new file for a moment is reason enough. */
    private OptionalInt hideBests(MapTarget target) throws IOException, InterruptedException {
        try {
            OptionalInt hidden = OptionalInt.of(bests.hide(target));
            failure = "";
            return hidden;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while personal bests were hidden");
        } catch (IOException e) {
            failure = Objects.requireNonNullElse(e.getMessage(), e.toString());
            earlier = " At first one could not be hidden: " + failure;
            return OptionalInt.empty();
        }
    }

    /** So that the countdown of the next race, which begins earlier, can be told from this one. */
    private int passSomeCountdown(MapTarget target, int firstStepMs) throws IOException {
        RaceTurns.Limit limit = turns.within(limits.countdown());
        int last = firstStepMs;
        while (last < firstStepMs + APART_MS) {
            int at = RaceTurns.stepTimeMs(turns.next("the countdown on " + target.map(), limit,
                    Reason.NO_START));
            last = at == RaceTurns.NO_STEP ? last : at;
        }
        return last;
    }

    /** Race time of the first step of the new race, ms; steps later than the last one are the old race's. */
    private int raceBegins(MapTarget target, int before) throws IOException {
        boolean special = target.map().chars().anyMatch(c -> c == ' ' || c == ';' || c == '#');
        link.executeCommand("map " + (special ? '"' + target.map() + '"' : target.map()));
        String what = "a run step on " + target.map();
        StuckScreen screen = new StuckScreen(link);
        RaceTurns.Limit limit = turns.within(limits.mapLoad());
        boolean counting = false;
        String different = "";
        int lastStepMs = before;
        while (true) {
            ServerMessage message = turns.next(what, limit, Reason.MAP_NOT_LOADED);
            if (screen.isBackInMenus(message)) {
                throw turns.broken(Reason.MAP_NOT_LOADED, "it went back to its menus: it cannot load "
                        + target.map() + "; see its console");
            }
            int at = RaceTurns.stepTimeMs(message);
            if (at != RaceTurns.NO_STEP) {
                if (counting && at >= 0) {
                    throw turns.broken(Reason.WRONG_MAP, different);
                }
                // Steps of the old race are let pass.
                counting = at < 0 && (counting || at <= lastStepMs);
                lastStepMs = at;
                different = counting ? difference(target) : "";
                if (counting && different.isEmpty()) {
                    return at;
                }
            }
        }
    }

    private String difference(MapTarget target) throws IOException {
        if (!turns.can(Capability.QUERIES) || target.uid().isEmpty()) {
            return ""; // where the car starts will tell
        }
        Optional<ServerReply.Challenge> runs = turns.ask("which challenge runs", limits.step(),
                () -> link.extended().getChallenge());
        String uid = runs.map(ServerReply.Challenge::uid).orElse("none");
        return uid.equals(target.uid()) ? "" : "the challenge that runs is " + uid + " ("
                + runs.map(ServerReply.Challenge::name).orElse("") + "), not " + target.uid() + ", which "
                + target.map() + " should be";
    }
}
