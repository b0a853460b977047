package tmnf.capture.game;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.chunk.IntroStripper;
import tmnf.gbx.file.AtomicFile;
import tmnf.tminterface.link.LinkTime;

/**
 * What one worker puts into the folders of a game, and takes away again:
 *
 * <pre>
 * &lt;game&gt;/Tracks/Challenges/tmnf/w&lt;N&gt;/&lt;12 hex&gt;.Challenge.Gbx
 * &lt;scripts&gt;/tmnf_w&lt;N&gt;_&lt;12 hex&gt;.txt
 * &lt;game&gt;/Tracks/Replays/Autosaves/&lt;name&gt;.Replay.gbx.tmnf-hidden    a personal best, renamed
 * </pre>
 *
 * <p>Nothing else is ever changed or removed. Whatever a program that died has left there is taken away when
 * the next one opens the folders, and personal bests are named back. Several programs may share the folders:
 * each worker has a number of its own, and a personal best stays hidden as long as one of them wants it so.
 * Confined to the thread of its worker.
 */
public final class GameFiles implements Closeable {

    private static final int HASH_BYTES = 6;

    private final GameSlots slots;
    private final GameSlots.Slot slot;
    private final Autosaves autosaves;
    private Set<String> hidden = new TreeSet<>();
    private Set<String> wanted = Set.of(); // of them, those of the last challenge
    private boolean closed;

    private GameFiles(GameSlots slots, GameSlots.Slot slot, Autosaves autosaves) {
        this.slots = slots;
        this.slot = slot;
        this.autosaves = autosaves;
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
        return open(places, worker, user, LinkTime.SYSTEM);
    }

    /** The same with another clock, for tests. */
    static GameFiles open(GamePlaces places, int worker, Optional<String> user, LinkTime time)
            throws IOException {
        Objects.requireNonNull(user, "user");
        if (worker < 0) {
            throw new IllegalArgumentException("worker is negative: " + worker);
        }
        FolderCheck.check(places);
        GameSlots slots = new GameSlots(places, time);
        Autosaves autosaves = new Autosaves(places.autosaves(), user);
        return slots.inTurn(() -> {
            slots.removeDead();
            restoreUnclaimed(slots, autosaves, autosaves.hidden(), -1);
            return new GameFiles(slots, slots.take(worker), autosaves);
        });
    }

    /** The N in the names of our files. */
    public int number() {
        return slot.number();
    }

    /**
     * Puts a challenge where the game finds it. The one before is removed.
     *
     * @param label names the challenge in messages
     * @param uid that it must have
     * @throws GameFilesException if it is another challenge, or none, or cannot be written
     */
    public StagedChallenge stage(String label, byte[] challenge, String uid, boolean stripIntro)
            throws IOException {
        checkOpen();
        checkUid(label, challenge, uid);
        byte[] content = challenge;
        String warning = "";
        if (stripIntro) {
            try {
                content = IntroStripper.strip(label, challenge).orElse(challenge);
                checkUid(label + " without its intro", content, uid);
            } catch (GbxFormatException | GameFilesException e) {
                content = challenge;
                warning = label + ": its intro stays in: " + e.getMessage();
            }
        }
        String name = hash(content) + GameSlots.CHALLENGE_ENDING;
        Path file = slots.folder(number()).resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) != content.length) {
                AtomicFile.write(file, content);
            }
            slots.removeChallenges(number(), name);
        } catch (IOException e) {
            throw new GameFilesException(GameFilesException.Reason.CHALLENGES_UNWRITABLE,
                    "the challenge " + file + " cannot be written: " + e
                            + ". Check permissions and room of that folder.", e);
        }
        String command = "tmnf/w" + number() + "/" + name;
        return new StagedChallenge(file, command, uid, content != challenge, warning);
    }

    private static void checkUid(String label, byte[] challenge, String uid) throws GameFilesException {
        GbxHeaderFacts header;
        try {
            header = GbxFiles.readWholeHeader(label, challenge, challenge.length, challenge.length);
        } catch (IOException e) {
            throw new GameFilesException(GameFilesException.Reason.BAD_CHALLENGE, e.getMessage(), e);
        }
        if (header.kind() != GbxHeaderFacts.Kind.CHALLENGE) {
            throw new GameFilesException(GameFilesException.Reason.BAD_CHALLENGE,
                    label + ": this is a " + header.kind().label() + ", not a challenge");
        }
        if (!header.mapUid().equals(uid)) {
            throw new GameFilesException(GameFilesException.Reason.BAD_CHALLENGE,
                    label + ": the challenge has the uid " + header.mapUid() + ", not " + uid);
        }
    }

    /**
     * Writes a script. The one before is removed.
     *
     * @param hash its 12 hexadecimal digits
     * @return its name for the command {@code load}
     * @throws GameFilesException if it cannot be written
     */
    public String script(String hash, String text) throws IOException {
        checkOpen();
        if (!hash.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("a script is named by 12 hexadecimal digits, not " + hash);
        }
        Path file = slots.script(number(), hash);
        String name = file.getFileName().toString();
        try {
            AtomicFile.write(file, text);
            slots.removeScripts(number(), name);
        } catch (IOException e) {
            throw new GameFilesException(GameFilesException.Reason.SCRIPTS_UNWRITABLE, "the script " + file
                    + " cannot be written: " + e + ". Check permissions and room of that folder, or give"
                    + " another one with --scripts-dir.", e);
        }
        return name;
    }

    /**
     * Hides the personal bests of a challenge: files by the name that the game gives them, and all that were
     * driven on the challenge. Those of the one before stay hidden until {@link #nameBackOthers}.
     *
     * @param challengeName as it stands in the challenge, with colour codes
     * @return how many files are hidden; more than the time before if the game has made one since
     * @throws GameFilesException if one cannot be renamed
     */
    public int hidePersonalBests(String uid, String challengeName) throws IOException {
        checkOpen();
        Set<String> names = autosaves.of(uid, challengeName);
        return slots.inTurn(() -> {
            Set<String> all = new TreeSet<>(hidden);
            all.addAll(names);
            // The claim comes first: what is hidden without one is named back by whoever sees it.
            claim(all);
            wanted = names;
            for (String name : names) {
                autosaves.hide(name);
            }
            return autosaves.hidden(names);
        });
    }

    /**
     * Names back the personal bests of the challenges before the last one. Not before the game has left
     * their races: it may write a new best over the old file then.
     *
     * @throws GameFilesException if one cannot be renamed
     */
    public void nameBackOthers() throws IOException {
        checkOpen();
        Set<String> others = new TreeSet<>(hidden);
        others.removeAll(wanted);
        if (!others.isEmpty()) {
            slots.inTurn(() -> {
                restoreUnclaimed(slots, autosaves, others, number());
                claim(wanted);
                return null;
            });
        }
    }

    private void claim(Set<String> names) throws IOException {
        hidden = new TreeSet<>(names);
        Path file = slots.folder(number()).resolve(GameSlots.CLAIMS);
        try {
            if (names.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                AtomicFile.write(file, String.join("\n", names));
            }
        } catch (FileSystemException e) {
            throw new GameFilesException(GameFilesException.Reason.CHALLENGES_UNWRITABLE, "the list of hidden"
                    + " personal bests " + file + " cannot be written: " + e
                    + ". Check permissions and room of that folder.", e);
        }
    }

    /** Names back what no living worker but {@code except} wants hidden. */
    private static void restoreUnclaimed(GameSlots slots, Autosaves autosaves, Set<String> names, int except)
            throws IOException {
        if (names.isEmpty()) {
            return;
        }
        Set<String> claimed = new TreeSet<>();
        for (int other : slots.othersThan(except)) {
            claimed.addAll(claims(slots.folder(other).resolve(GameSlots.CLAIMS)));
        }
        IOException failure = null;
        for (String name : names) {
            try {
                if (!claimed.contains(name)) {
                    autosaves.restore(name);
                }
            } catch (GameFilesException e) {
                failure = e; // that of one file; the others shall not stay hidden for it
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Set<String> claims(Path file) throws IOException {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return new TreeSet<>(text.lines().toList());
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(content);
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the files of worker " + number() + " are closed");
        }
    }

    /** Removes all of ours and names personal bests back. What cannot be removed now is at the next start. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        slots.inTurn(() -> {
            try (GameSlots.Slot ours = slot) {
                restoreUnclaimed(slots, autosaves, hidden, ours.number());
                slots.remove(ours.number());
            }
            return null;
        });
        slots.removeRootIfEmpty();
    }
}
