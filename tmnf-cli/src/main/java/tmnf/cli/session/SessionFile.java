package tmnf.cli.session;

import java.io.Closeable;
import java.io.FilterWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import tmnf.cli.info.BuildInfo;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.file.FileTrees;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.SessionListeners;
import tmnf.tminterface.link.SessionTally;
import tmnf.tminterface.link.TranscriptTap;
import tmnf.tminterface.link.TranscriptWriter;

/** The file that a session is recorded to: there is one only after {@link #save}. */
final class SessionFile implements Closeable {

    private static final long MOST_CHARACTERS = 64L << 20;

    private final AtomicFile file;
    private final Path folder;
    private final Path standing; // the first folder that was there
    private boolean saved;
    private final TranscriptWriter transcript;
    private final SessionTally tally = new SessionTally();
    private final TranscriptTap tap;

    SessionFile(Path path, boolean blobs) throws IOException {
        folder = path.toAbsolutePath().normalize().getParent();
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        standing = there;
        file = new AtomicFile(path);
        transcript = new TranscriptWriter(new FilterWriter(file.writer()) {
            @Override
            public void close() throws IOException {
                flush(); // the file closes its writer itself
            }
        }, MOST_CHARACTERS, blobs, "recorded by tmnf " + BuildInfo.load().line());
        tap = new TranscriptTap(new SessionListeners(transcript, tally), LinkTime.SYSTEM);
    }

    LinkTap tap() {
        return tap;
    }

    /** Whether no connection came about. */
    boolean isEmpty() {
        return tally.connections() == 0;
    }

    /** Puts the file in its place; what was recorded. */
    Saved save() throws IOException {
        tap.close();
        transcript.close();
        file.commit();
        saved = true;
        return new Saved(tally, transcript.written(), transcript.isFull());
    }

    @Override
    public void close() throws IOException {
        file.close();
        // Folders that were made for nothing go again.
        for (Path made = folder; !saved && made != null && !made.equals(standing); made = made.getParent()) {
            FileTrees.deleteIfEmpty(made);
        }
    }

    /** What is in the file. */
    record Saved(SessionTally tally, long characters, boolean full) {
    }
}
