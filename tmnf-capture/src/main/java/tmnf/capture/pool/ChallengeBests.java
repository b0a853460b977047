package tmnf.capture.pool;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tmnf.capture.game.GameFiles;
import tmnf.capture.run.PersonalBests;

/** The personal bests on the challenge of one run, in the folders of a game. Confined to one thread. */
public final class ChallengeBests implements PersonalBests {

    private static final Logger LOG = LoggerFactory.getLogger(ChallengeBests.class);

    private final GameFiles files;
    private final String uid;
    private final String name;
    private int hidden;
    private IOException failure; // null: all could be hidden

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
            return now;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** After the run, of which the failure ended it: throws it. */
    public void requireHidden() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
