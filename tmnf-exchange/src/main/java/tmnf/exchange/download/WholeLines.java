package tmnf.exchange.download;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tmnf.exchange.download.JournalEvent.Suspect;

/** The lines of a journal written anew: as few as say all that is known, tracks by their ids. */
record WholeLines(JournalState state, long nowMs) {

    /** Takes lines one after the other. */
    interface Sink {
        void line(byte[] line) throws IOException;
    }

    void writeTo(Sink sink) throws IOException {
        sink.line(JournalLines.first(nowMs));
        List<TrackRecord> tracks = new ArrayList<>(state.tracks());
        tracks.sort((a, b) -> Long.compare(a.id(), b.id()));
        for (TrackRecord track : tracks) {
            sink.line(JournalLines.of(new JournalEvent.Whole(nowMs, track)));
        }
        suspects(state.suspects(), nowMs, sink);
        if (state.foreignMark() >= 0) {
            sink.line(JournalLines.of(new JournalEvent.ForeignMark(nowMs, state.foreignMark())));
        }
        lastRun(sink);
    }

    /** A line for each track of the suspects. */
    static void suspects(List<JournalState.Suspect> suspects, long nowMs, Sink sink) throws IOException {
        Map<Long, List<Long>> byTrack = new LinkedHashMap<>();
        suspects.forEach(
                suspect -> byTrack.computeIfAbsent(suspect.track(), id -> new ArrayList<>())
                        .add(suspect.id()));
        for (Map.Entry<Long, List<Long>> entry : byTrack.entrySet()) {
            sink.line(JournalLines.of(new Suspect(nowMs, entry.getKey(), entry.getValue())));
        }
    }

    /** The last run, and whether the program left in good order: the last line says so. */
    private void lastRun(Sink sink) throws IOException {
        DownloadJournal.LastRun last = state.lastRun();
        long sign = last.lastSignAt().toEpochMilli();
        if (last.exists()) {
            sink.line(JournalLines.of(
                    new JournalEvent.Run(last.startedAt().toEpochMilli(), last.facts())));
        }
        if (state.leftInOrder() || !last.status().isEmpty()) {
            sink.line(JournalLines.of(new JournalEvent.End(sign, last.status())));
        }
        if (!state.leftInOrder()) {
            sink.line(JournalLines.of(new JournalEvent.Sync(sign)));
        }
    }
}
