package tmnf.capture.game;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * What one worker puts into the folders of a game, and takes away again:
 *
 * <pre>
 * &lt;game&gt;/Tracks/Challenges/tmnf/w&lt;N&gt;/&lt;12 hex&gt;.Challenge.Gbx
 * &lt;scripts&gt;/tmnf_w&lt;N&gt;_&lt;12 hex&gt;.txt
 * &lt;game&gt;/Tracks/Replays/Autosaves/&lt;name&gt;.Replay.gbx.tmnf-hidden    a personal best, renamed
 * </pre>
 *
 * <p>Confined to the thread of its worker. Several programs may share the folders.
 */
public final class GameFiles implements Closeable {

    private GameFiles() {
    }

    /**
     * Takes a free number in the folders of a game. Leftovers of programs that died are removed first, and
     * personal bests that they hid are named back.
     *
     * @param worker the number to try first; the next free one is taken
     * @param user whose personal bests drive along; empty: anybody's
     * @throws GameFilesException if a folder is missing or cannot be written
     */
    public static GameFiles open(GamePlaces places, int worker, Optional<String> user) throws IOException {
        throw new UnsupportedOperationException(places + " " + worker + " " + user);
    }

    /** The N in the names of our files. */
    public int number() {
        throw new UnsupportedOperationException();
    }

    /**
     * Puts a challenge where the game finds it. The one before is removed.
     *
     * @param label names the challenge in messages
     * @param uid that it must have
     */
    public StagedChallenge stage(String label, byte[] challenge, String uid, boolean stripIntro)
            throws IOException {
        throw new UnsupportedOperationException(label + challenge.length + uid + stripIntro);
    }

    /**
     * Writes a script. The one before is removed.
     *
     * @param hash its 12 hexadecimal digits
     * @return its name for the command {@code load}
     */
    public String script(String hash, String text) throws IOException {
        throw new UnsupportedOperationException(hash + text);
    }

    /**
     * Hides the personal bests of a challenge, and names back those of the one before.
     *
     * @param challengeName as it stands in the challenge, with colour codes
     * @return how many were hidden
     */
    public int hidePersonalBests(String uid, String challengeName) throws IOException {
        throw new UnsupportedOperationException(uid + challengeName);
    }

    /** Removes all of ours and names personal bests back. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
