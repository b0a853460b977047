package tmnf.cli.download;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ProgressTicker;
import tmnf.cli.info.BuildInfo;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.download.DownloadConfig;
import tmnf.exchange.download.DownloadReport;
import tmnf.exchange.download.DownloadRun;
import tmnf.exchange.http.Time;

/** Runs the download of a list of tracks, with progress. */
final class Pipeline {

    private final CommandContext context;
    private final ExchangeSession session;
    private final DownloadConfig config;

    /**
     * How a run ended.
     *
     * @param failure what ended it before its time; null: nothing, or a wish to stop
     */
    record Outcome(DownloadReport report, ExchangeException failure) {
    }

    Pipeline(CommandContext context, ExchangeSession session, DownloadConfig config) {
        this.context = context;
        this.session = session;
        this.config = config;
    }

    /**
     * Downloads the tracks.
     *
     * @param uids of their challenges, as far as the site has just told them
     * @param known what it has just told of their replays
     */
    Outcome run(List<Long> ids, Map<Long, String> uids, FirstPages known) throws IOException,
            InterruptedException {
        RunNews news = new RunNews(context);
        DownloadRun run = new DownloadRun(session.client(), config, news, Time.SYSTEM,
                "tmnf " + BuildInfo.load().version());
        session.stopWith(run::stop);
        DownloadProgress state = new DownloadProgress(run::report, news, session.pace(), System::nanoTime);
        try (ProgressTicker ticker = new ProgressTicker(context.progress("Downloading", ids.size()), state)) {
            ticker.start();
            return new Outcome(run.run(ids, uids, known), null);
        } catch (ExchangeException e) {
            return new Outcome(run.report(), e.kind() == ExchangeException.Kind.STOPPED ? null : e);
        } finally {
            news.end();
        }
    }
}
