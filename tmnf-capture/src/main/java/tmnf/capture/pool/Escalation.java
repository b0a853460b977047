package tmnf.capture.pool;

import java.util.HashMap;
import java.util.Map;

import tmnf.capture.run.CapturePhase;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;

/**
 * What a worker does about a game that lets a replay down: one step more each time, from the beginning again
 * after a success. Confined to the worker's thread.
 *
 * <p>The last step depends on what the failures have in common. A replay that fails whatever is done is
 * put off, and with the second one the rest of its track; when that happens on several tracks in a row, the
 * game is to blame and the worker gives up. A track whose race
 * never begins is marked, up to a number of tracks in a row that says more about the game than about them.
 */
final class Escalation {

    /** Tracks in a row on which a game may let replays down for good. */
    private static final int MOST_LOST = 3;
    /** Replays of one track that may be lost, until the rest of it is put off. */
    private static final int MOST_OF_A_TRACK = 2;
    /** Tracks in a row that may be marked. */
    private static final int MOST_TRACKS = 5;

    /** What is done next. */
    enum Step {
        FRESH_CONNECTION("connects anew"),
        RESTART("starts the game again"),
        PUT_OFF("goes on with the next replay"),
        PUT_OFF_TRACK("goes on with the next track"),
        MARK_TRACK("marks the track"),
        GIVE_UP("gives up its game");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** For people, with the worker as the subject. */
        String words() {
            return words;
        }
    }

    private final boolean canRestart;
    private int level;
    /** By the track: how many replays of it were lost. */
    private final Map<String, Integer> lost = new HashMap<>();
    private int tracksLost;

    Escalation(boolean canRestart) {
        this.canRestart = canRestart;
    }

    /** The game has shown that it works. */
    void success() {
        level = 0;
        lost.clear();
        tracksLost = 0;
    }

    /** What to do about a run that the game or the track ended. */
    Step next(RunOutcome.Stop stop, String trackId) {
        boolean absent = stop.reason() == StopReason.UNREACHABLE;
        if (level == 0) {
            level = 1;
            // Connecting was tried for the whole of its time: nothing new comes of doing it again.
            if (!absent) {
                return Step.FRESH_CONNECTION;
            }
        }
        if (level == 1 && canRestart) {
            level = 2;
            return Step.RESTART;
        }
        level = 0;
        // What does not even get to ask for a challenge fails for every replay.
        if (absent || stop.phase().compareTo(CapturePhase.MAP_LOAD) < 0) {
            return Step.GIVE_UP;
        }
        if (stop.reason().blame() == StopReason.Blame.TRACK) {
            tracksLost++;
            return tracksLost > MOST_TRACKS ? Step.GIVE_UP : Step.MARK_TRACK;
        }
        int ofTrack = lost.merge(trackId, 1, Integer::sum);
        if (lost.size() >= MOST_LOST) {
            return Step.GIVE_UP;
        }
        return ofTrack >= MOST_OF_A_TRACK ? Step.PUT_OFF_TRACK : Step.PUT_OFF;
    }
}
