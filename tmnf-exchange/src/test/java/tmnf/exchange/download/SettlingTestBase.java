package tmnf.exchange.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tmnf.exchange.ExchangeClient;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.api.FirstPages;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadFolder.Options;
import tmnf.exchange.download.DownloadFolder.Verify;
import tmnf.exchange.embedded.Answer;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.http.BudgetListener;
import tmnf.exchange.http.VirtualTime;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;

/**
 * Whole downloads from a site of these tracks:
 *
 * <ul>
 * <li>1: a challenge, and its replays 11 and 12;
 * <li>2: a challenge, and the replay 21 of an older version of it;
 * <li>3: a challenge, and the replay 31, in which there is none.
 * </ul>
 */
@Timeout(60)
abstract class SettlingTestBase {

    static final SyntheticReplays FIRST = track("First", 1);
    static final SyntheticReplays OLDER = track("Older", 2);
    static final SyntheticReplays NEWER = track("Newer", 3);
    static final SyntheticReplays THIRD = track("Third", 4);

    @TempDir
    Path root;
    Path replays;
    Path tracks;
    EmbeddedExchange exchange;
    ExchangeConfig client;
    final RecordingListener news = new RecordingListener();

    /** Remembers warnings as they came: code, thread, message. */
    static final class RecordingListener implements DownloadListener {
        final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void warning(String code, String message) {
            warnings.add(code + " " + Thread.currentThread().getName() + " " + message);
        }
    }

    static SyntheticReplays track(String name, long seed) {
        return SyntheticReplays.track(name, seed, new SyntheticReplays.Options(12, 5, MapType.RACE, 0));
    }

    static byte[] drive(SyntheticReplays track, int rank) {
        return track.replayFile(track.drive(rank, 2, new Driver("driver" + rank, "Driver" + rank, false)));
    }

    @BeforeEach
    void startTheSite() throws IOException {
        replays = root.resolve("replays");
        tracks = root.resolve("tracks");
        Path site = root.resolve("site");
        serve(site, 1, FIRST.challengeFile(), 11, drive(FIRST, 1));
        serve(site, 1, FIRST.challengeFile(), 12, drive(FIRST, 2));
        serve(site, 2, NEWER.challengeFile(), 21, drive(OLDER, 1));
        serve(site, 3, THIRD.challengeFile(), 31, Plans.replay(5_000));
        start(site);
    }

    static void serve(Path site, long track, byte[] challenge, long replay, byte[] content) {
        Plans.write(site.resolve("tracks/" + track + ".Challenge.Gbx"), challenge);
        Plans.write(site.resolve("replays/" + track + "/" + replay + ".replay.gbx"), content);
    }

    /** Serves another folder from now on. */
    void start(Path site) throws IOException {
        endTheSite();
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(site)).withRecording());
        client = ExchangeConfig.of(exchange.url(), "tmnf/test").withRetries(0);
    }

    @AfterEach
    void endTheSite() {
        if (exchange != null) {
            exchange.close();
        }
    }

    DownloadConfig config(boolean withReplays, ChallengePolicy challenges) {
        return new DownloadConfig(replays, tracks, withReplays, ReplaySelection.DEFAULT, challenges, false, 4,
                2, new Options(Verify.SIZE, Verify.HEADER, false, false, challenges.wanted(), true));
    }

    static DownloadConfig refreshed(DownloadConfig config) {
        return new DownloadConfig(config.replaysDir(), config.tracksDir(), config.replays(),
                config.selection(), config.challenges(), true, config.workers(), config.apiWorkers(),
                config.existing());
    }

    static DownloadConfig with(DownloadConfig config, Options existing) {
        return new DownloadConfig(config.replaysDir(), config.tracksDir(), config.replays(),
                config.selection(), config.challenges(), config.refresh(), config.workers(),
                config.apiWorkers(), existing);
    }

    /** One run; requests are counted from its start. */
    DownloadReport run(DownloadConfig config, long... ids) throws IOException, InterruptedException {
        return run(config, Map.of(), ids);
    }

    DownloadReport run(DownloadConfig config, Map<Long, String> uids, long... ids)
            throws IOException, InterruptedException {
        exchange.requests().clear();
        news.warnings.clear();
        VirtualTime time = new VirtualTime();
        try (ExchangeClient opened = new ExchangeClient(client, time, BudgetListener.NONE)) {
            return new DownloadRun(opened, config, news, time, "test")
                    .run(Arrays.stream(ids).boxed().toList(), uids, FirstPages.none());
        }
    }

    /** What the journal knows of a track now. */
    TrackRecord track(long id) throws IOException {
        return journal().track(id);
    }

    DownloadJournal journal() throws IOException {
        return DownloadJournal.openForReading(replays, new VirtualTime());
    }

    Path challengeFile(long id) {
        return tracks.resolve(id + ".Challenge.Gbx");
    }

    /** An answer of the API in the place of the honest one. */
    static Fault answer(String json) {
        return (request, honest) ->
                Answer.of(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    boolean hasMark() {
        return Files.exists(replays.resolve(ProgressMark.FILE));
    }
}
