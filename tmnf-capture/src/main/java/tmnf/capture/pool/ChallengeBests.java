package tmnf.capture.pool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.game.GameFiles;
import tmnf.capture.run.PersonalBests;
import tmnf.capture.run.RunOutcome;
import tmnf.capture.run.StopReason;

/** The personal bests on the challenge of one run, in the folders of a game. Confined to one thread. */
public final class ChallengeBests implements PersonalBests {

    private static final Logger LOG = LoggerFactory.getLogger(ChallengeBests.class);

    private final GameFiles files;
    private final String uid;
    private final String name;
    private int hidden;
    private IOException failure; // null: the last renaming went well

    /**
     * Hides none yet.
     *
     * @param name as it stands in the challenge, with colour codes
     */
    public ChallengeBests(GameFiles files, String uid, String name) {
        this.files = files;
        this.uid = uid;
        this.name = name;
    }

    @Override
    public int hide() throws IOException {
        try {
            int now = files.hidePersonalBests(uid, name);
            if (now > hidden) {
                LOG.info("{} personal bests on {} are hidden meanwhile", now, name);
            }
            hidden = now;
            failure = null;
            return now;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Hides them before the game has to wait for it: a folder of thousands is slow to read the first time.
     * What fails now is tried again.
     *
     * @throws IOException if the thread was interrupted
     */
    public void hideFirst() throws IOException {
        try {
            hide();
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.info("{} It is tried again when the challenge is loaded.", e.getMessage());
        }
    }

    /** Those of another challenge that cannot be named back now are with the next one, or at the end. */
    @Override
    public void challengeRuns() throws IOException {
        try {
            files.nameBackOthers();
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("{} It is tried again.", e.getMessage());
        }
    }

    /** Throws what has ended a run because personal bests could not be renamed; it says more than the run. */
    public void requireRenamed(RunOutcome outcome) throws IOException {
        if (failure != null && outcome.stop().filter(stop -> stop.reason() == StopReason.CANNOT_WRITE)
                .isPresent()) {
            throw failure;
        }
    }
}
