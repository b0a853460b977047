package tmnf.exchange.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;
import tmnf.exchange.download.FileReceiver.Received;
import tmnf.exchange.download.FileReceiver.Wanted;
import tmnf.gbx.GbxHeaderFacts;

/** The second stage: fetches replays, and the challenges of the site. Each thread has one of its own. */
final class FileStage {

    private final RunState run;
    private final FileReceiver receiver = new FileReceiver();
    private final ChallengeMaker challenges;

    FileStage(RunState run) {
        this.run = run;
        this.challenges = new ChallengeMaker(run);
    }

    /** Works until there is nothing more to do. */
    void work() throws IOException, InterruptedException {
        for (FileWork next = run.files.take(); next != null; next = run.files.take()) {
            try {
                if (next instanceof FileWork.FetchReplay fetch) {
                    fetch(fetch);
                } else if (next instanceof FileWork.FetchChallenge fetch) {
                    challenges.fromSite(fetch.track(), receiver);
                    run.ended(fetch.track());
                }
            } catch (ExchangeException e) {
                failed(next, e);
            }
        }
    }

    private void fetch(FileWork.FetchReplay work) throws IOException, InterruptedException {
        TrackTask task = work.track();
        if (!task.folderMade()) {
            Files.createDirectories(run.folder.trackFolder(task.id()));
            task.folderIsMade();
        }
        ReplayEntry entry = work.entry();
        Path target = run.folder.replayFile(task.id(), entry);
        String path = "/recordgbx/" + entry.id();
        Wanted wanted = new Wanted(target, StagedFile.partOf(target), GbxHeaderFacts.Kind.REPLAY, path,
                facts -> Oddity.of(task.uid(), entry, facts));
        Received received = run.client.replayFile(entry.id(),
                (body, length) -> receiver.receive(body, length, wanted));
        run.answered();
        String oddity = received.oddity();
        if (!oddity.isEmpty()) {
            run.listener.warning("ODD_REPLAY", "track " + task.id() + ", " + entry.file() + ": " + oddity);
        }
        ended(task, entry.done(entry.file(), received.bytes(), received.sha256(), oddity));
    }

    private void failed(FileWork work, ExchangeException e) throws IOException {
        if (e.kind() == Kind.STOPPED) {
            return;
        }
        if (e.endsTheRun()) {
            run.abort(e);
            return;
        }
        long delay = run.retryDelayOrEnd(e, work.failures() + 1);
        if (delay >= 0) {
            run.files.putLater(work.failedOnceMore(), delay);
        } else if (work instanceof FileWork.FetchReplay fetch) {
            ReplayEntry entry = fetch.entry();
            ended(work.track(), e.kind() == Kind.GONE
                    ? entry.gone(Integer.toString(e.status())) : entry.failed(e.getMessage()));
        } else if (work instanceof FileWork.FetchChallenge fetch && fetch.older() != null) {
            run.challenges.put(new ChallengeWork.TakeOlder(fetch.track(), fetch.older(), e));
        } else {
            challenges.gaveUp(work.track(), e);
            run.ended(work.track());
        }
    }

    private void ended(TrackTask task, ReplayEntry entry) throws IOException {
        run.journal.replay(task.id(), entry);
        run.counters.replay(task.id(), entry);
        if (entry.status() == ReplayEntry.Status.DONE) {
            run.listener.fetched(task.id(), entry);
        } else {
            run.listener.lost(task.id(), entry);
        }
        if (task.oneEnded()) {
            run.replaysEnded(task);
        }
    }
}
