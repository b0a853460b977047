package tmnf.capture.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.StuckScreen;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.state.SimStateData;

/** From a turn to one in a race on the challenge of a run. Used once, by the thread of the run. */
final class ChallengeLoading {

    /** Later than every run step. */
    static final int NO_STEP = Integer.MAX_VALUE;

    /** How far the car may stand from the ghost's first sample at the start, metres. */
    private static final double START_METRES = 5;
    /** Loadings, each of which showed a new ghost, after which it is no coincidence. */
    private static final int MOST_LOADS = 4;
    /** So much of a countdown is let pass before its challenge is loaded anew, ms. */
    private static final int APART_MS = 200;

    private final Turns turns;
    private final RunRequest request;
    private final GameLink link;
    private final Injection injection;
    private final PersonalBests bests;
    private int lastStepMs = NO_STEP;
    private IOException failure; // null: the last look at personal bests went well
    private String earlier = ""; // empty: all did

    ChallengeLoading(Turns turns, RunRequest request, Injection injection, PersonalBests bests) {
        this.turns = turns;
        this.request = request;
        this.link = turns.link();
        this.injection = injection;
        this.bests = bests;
    }

    /**
     * In a turn of a race on the right challenge, and without a ghost, afterwards.
     *
     * @return race time of the last run step, ms; {@link #NO_STEP} if that race ran already
     */
    int load() throws IOException, RunStop {
        OptionalInt hidden = hideBests();
        if (hidden.isPresent() && turns.connection().runsOn(request.map(), hidden.getAsInt())) {
            turns.connection().raceRunsOn(request.map(), hidden.getAsInt());
            return NO_STEP;
        }
        turns.connection().forgetMap();
        injection.begin(); // before the map: should the race begin at once, the inputs are there already
        for (int i = 0; i < MOST_LOADS; i++) {
            if (i > 0) {
                passSomeCountdown();
            }
            link.executeCommand("map " + quoted(request.map()));
            turns.enter(CapturePhase.MAP_LOAD);
            awaitRace();
            // The race before may have come to its finish, which the game keeps when it leaves it.
            OptionalInt seen = hidden;
            hidden = hideBests();
            if (hidden.isPresent() && seen.isPresent() && hidden.getAsInt() <= seen.getAsInt()) {
                challengeRuns();
                turns.connection().raceRunsOn(request.map(), hidden.getAsInt());
                return lastStepMs;
            }
        }
        throw failure != null ? cannotHide() : turns.stop(StopReason.GHOST, "a new personal best appeared"
                + " each of the " + MOST_LOADS + " times that " + request.map() + " was loaded, and its"
                + " ghost would be drawn: does somebody else drive there?" + earlier);
    }

    /** So that the countdown of the next race, which begins earlier, can be told from this one. */
    private void passSomeCountdown() throws IOException, RunStop {
        long until = lastStepMs + APART_MS;
        while (lastStepMs < until) {
            int time = Turns.stepTimeMs(turns.next("the countdown on " + request.map(), StopReason.NO_START));
            lastStepMs = time == Turns.NO_STEP ? lastStepMs : time;
        }
    }

    /** Empty if it failed, of which a scanner that holds a new file for a moment is reason enough. */
    private OptionalInt hideBests() throws RunStop {
        try {
            OptionalInt hidden = OptionalInt.of(bests.hide());
            failure = null;
            return hidden;
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            failure = e;
            earlier = " At first one could not be hidden: " + e.getMessage();
            return OptionalInt.empty();
        }
    }

    private void challengeRuns() throws RunStop {
        try {
            bests.challengeRuns();
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw interrupted();
        } catch (IOException e) {
            failure = e;
            throw cannotHide();
        }
    }

    private RunStop cannotHide() {
        return turns.stop(StopReason.CANNOT_WRITE, String.valueOf(failure.getMessage()));
    }

    private RunStop interrupted() {
        Thread.currentThread().interrupt();
        return turns.stop(StopReason.INTERRUPTED, "interrupted while personal bests were hidden");
    }

    private static String quoted(String name) {
        boolean special = name.chars().anyMatch(c -> c == ' ' || c == ';' || c == '#');
        return special ? '"' + name + '"' : name;
    }

    /**
     * Steps of the old race, later than the last one that is known, are let pass; the new one is in its
     * countdown, on the right challenge.
     */
    private void awaitRace() throws IOException, RunStop {
        boolean counting = false;
        String different = "";
        StuckScreen screen = new StuckScreen(link);
        while (true) {
            ServerMessage message = turns.next("a run step on " + request.map(), StopReason.NEEDS_ENTER);
            if (screen.isBackInMenus(message)) {
                throw turns.stop(StopReason.WRONG_MAP, "the game went back to its menus: it cannot load "
                        + request.map() + "; see its console");
            }
            int time = Turns.stepTimeMs(message);
            if (time != Turns.NO_STEP) {
                if (counting && time >= 0) {
                    throw turns.stop(StopReason.WRONG_MAP, different);
                }
                counting = time < 0 && (counting || time <= lastStepMs);
                lastStepMs = time;
                if (counting) {
                    different = difference();
                    if (different.isEmpty()) {
                        return;
                    }
                }
            }
        }
    }

    /** What tells this race from the one that was asked for; empty if nothing does. */
    private String difference() throws IOException, RunStop {
        if (turns.can(Capability.QUERIES) && !request.uid().isEmpty()) {
            Optional<ServerReply.Challenge> challenge = link.extended().getChallenge();
            String uid = challenge.map(ServerReply.Challenge::uid).orElse("none");
            return uid.equals(request.uid()) ? "" : "the challenge that runs is " + uid + " ("
                    + challenge.map(ServerReply.Challenge::name).orElse("") + "), not " + request.uid();
        }
        SimStateData state = turns.state();
        int passages = state.checkpointData().cpTimesLength();
        int expected = request.ghost().checkpoints().size();
        if (passages > 0 && passages != expected) {
            return "the challenge that runs has " + passages
                    + " checkpoints with the finish, not " + expected;
        }
        if (request.ghost().samples().isEmpty()) {
            return "";
        }
        double distance = Math.sqrt(squared(state.position(0) - request.ghost().samples().x(0))
                + squared(state.position(1) - request.ghost().samples().y(0))
                + squared(state.position(2) - request.ghost().samples().z(0)));
        return distance <= START_METRES ? "" : String.format(Locale.ROOT,
                "the car starts %.1f m from where the ghost does: another challenge runs", distance);
    }

    private static double squared(double value) {
        return value * value;
    }
}
