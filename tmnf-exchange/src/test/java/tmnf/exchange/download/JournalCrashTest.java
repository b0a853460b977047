package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.download.ReplayEntry.Status;

/** Random runs, killed at any byte of their journal. */
class JournalCrashTest {

    private static final int TRACKS = 5;
    private static final int REPLAYS = 6;

    @TempDir Path root;
    private final SteppedTime time = new SteppedTime();

    @Test
    void knowsAfterAKillWhatWasTrueAtThatLineAndFindsAllFilesAgain() throws IOException {
        SplittableRandom random = new SplittableRandom(17);
        for (int round = 0; round < 40; round++) {
            Path dir = root.resolve("run" + round);
            Map<Long, Map<Long, TrackRecord>> history = new HashMap<>();
            randomRun(dir, random, history);
            Path journal = dir.resolve(DownloadJournal.FILE);
            byte[] whole = Files.readAllBytes(journal);
            for (int cut = 0; cut < 5; cut++) {
                int length = random.nextInt(whole.length + 1);
                Files.write(journal, Arrays.copyOf(whole, length));
                checkResumed(dir, historyAt(history, whole, length));
            }
        }
    }

    /** What was known when the last whole line was written. */
    private static Map<Long, TrackRecord> historyAt(Map<Long, Map<Long, TrackRecord>> history, byte[] whole,
            int length) {
        int end = length;
        while (end > 0 && whole[end - 1] != '\n') {
            end--;
        }
        return history.getOrDefault((long) end, Map.of());
    }

    private void checkResumed(Path dir, Map<Long, TrackRecord> expected) throws IOException {
        try (DownloadFolder folder = open(dir)) {
            assertThat(Plans.records(folder.journal())).isEqualTo(new TreeMap<>(expected));

            folder.reconcile(ids(), Plans.OPTIONS, () -> false);

            for (TrackRecord before : expected.values()) {
                TrackRecord after = folder.journal().track(before.id());
                for (ReplayEntry entry : after.replays()) {
                    boolean there = Files.exists(folder.replayFile(before.id(), entry));
                    assertThat(entry.status() == Status.DONE).as("%s of %s", entry, before).isEqualTo(there);
                }
                long files = FolderListing.of(folder.trackFolder(before.id())).size();
                long known = after.replays().stream().filter(entry -> entry.status() == Status.DONE).count()
                        + after.kept().size();
                assertThat(known).isLessThanOrEqualTo(files);
            }
        }
        try (DownloadFolder again = open(dir)) {
            assertThat(again.journal().suspects()).isEmpty();
            Map<Long, TrackRecord> records = Plans.records(again.journal());
            again.reconcile(ids(), Plans.OPTIONS, () -> false);
            assertThat(Plans.records(again.journal())).isEqualTo(records);
        }
    }

    /** Plans, fetches, losses; {@code history} gets what is known at each length of the journal. */
    private void randomRun(Path dir, SplittableRandom random, Map<Long, Map<Long, TrackRecord>> history)
            throws IOException {
        DownloadFolder folder = open(dir);
        DownloadJournal journal = folder.journal();
        Path file = dir.resolve(DownloadJournal.FILE);
        history.put(Files.size(file), Map.of());
        for (int i = random.nextInt(60); i > 0; i--) {
            step(folder, random);
            time.step(random.nextInt(20_000));
            history.put(Files.size(file), Plans.records(journal));
        }
        folder.close();
        history.put(Files.size(file), Plans.records(journal));
    }

    private static void step(DownloadFolder folder, SplittableRandom random) throws IOException {
        DownloadJournal journal = folder.journal();
        long track = 1 + random.nextInt(TRACKS);
        List<ReplayEntry> open = new ArrayList<>();
        journal.track(track).replays().stream()
                .filter(entry -> entry.status() != Status.DONE).forEach(open::add);
        if (open.isEmpty() || random.nextInt(8) == 0) {
            long[] ids = random.longs(3, 0, REPLAYS).distinct().map(id -> 100 * track + id).toArray();
            journal.planned(Plans.plan(track, ids));
            folder.adopt(track);
            return;
        }
        ReplayEntry entry = open.get(random.nextInt(open.size()));
        switch (random.nextInt(10)) {
            case 0 -> journal.replay(track, entry.failed("HTTP 500"));
            case 1 -> journal.challenge(track, new ChallengeEntry(ChallengeEntry.Status.FAILED, "", "", "",
                    "x"));
            default -> Plans.fetch(folder, track, entry.id());
        }
    }

    private static List<Long> ids() {
        List<Long> ids = new ArrayList<>();
        for (long id = 1; id <= TRACKS; id++) {
            ids.add(id);
        }
        return ids;
    }

    private DownloadFolder open(Path dir) throws IOException {
        return DownloadFolder.open(dir, dir.resolve("tracks"), time);
    }
}
