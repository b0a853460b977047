package tmnf.capture.pool;

import java.io.IOException;

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

    @Override
    public void challengeRuns() throws IOException {
        try {
            files.nameBackOthers();
        } catch (IOException e) {
            failure = e;
            throw e;
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
