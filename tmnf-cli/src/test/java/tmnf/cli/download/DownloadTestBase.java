package tmnf.cli.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.CliTestBase;
import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;
import tmnf.gbx.synthetic.SyntheticReplays;
import tmnf.gbx.synthetic.SyntheticReplays.Driver;

/**
 * Runs {@code tmnf download} against a site of three tracks:
 *
 * <ul>
 * <li>1001 "Alpha Run", 30 awards: replays 7001 by anna, 7002 by Bob, who respawns, 7003 by "Cem 9";
 * <li>1002 "Alpha", 20 awards: replays 7004 by anna, 7005 by Bob;
 * <li>1003 "Beta", 10 awards: no replay.
 * </ul>
 */
@Timeout(60)
abstract class DownloadTestBase extends CliTestBase {

    private static final SyntheticReplays.Options SMALL = new SyntheticReplays.Options(12, 0,
            tmnf.gbx.model.MapType.RACE, 0);

    @TempDir
    static Path site;
    private static ExchangeData data;

    protected EmbeddedExchange exchange;

    @BeforeAll
    static void layOutTheSite() throws IOException {
        Files.writeString(site.resolve("tracks.json"), """
                [{"TrackId":1001,"TrackName":"$f00Alpha$fff Run","Awards":30,"Uploader":{"Name":"uli"}},
                 {"TrackId":1002,"TrackName":"Alpha","Awards":20,"Uploader":{"Name":"ute"}},
                 {"TrackId":1003,"TrackName":"Beta","Awards":10,"Uploader":{"Name":"ute"}}]
                """);
        SyntheticReplays run = track(1001);
        replay(run, 1001, 7001, 1, new Driver("anna", "anna", false));
        replay(run, 1001, 7002, 2, new Driver("bob", "$00fB\u00f6b", true));
        replay(run, 1001, 7003, 3, new Driver("cem", "Cem 9", false));
        SyntheticReplays alpha = track(1002);
        replay(alpha, 1002, 7004, 1, new Driver("anna", "anna", false));
        replay(alpha, 1002, 7005, 2, new Driver("bob", "$00fB\u00f6b", false));
        track(1003);
        data = ExchangeData.read(site);
    }

    private static SyntheticReplays track(int id) throws IOException {
        SyntheticReplays track = SyntheticReplays.track("Track " + id, id, SMALL);
        Path challenge = site.resolve("tracks").resolve(id + ".Challenge.Gbx");
        Files.createDirectories(challenge.getParent());
        Files.write(challenge, track.challengeFile());
        return track;
    }

    private static void replay(SyntheticReplays track, int id, int replay, int rank, Driver driver)
            throws IOException {
        Path file = site.resolve("replays").resolve(Integer.toString(id)).resolve(replay + ".replay.gbx");
        Files.createDirectories(file.getParent());
        Files.write(file, track.replayFile(track.drive(rank, 0, driver)));
    }

    @BeforeEach
    void startTheSite() throws IOException {
        exchange = EmbeddedExchange.start(EmbeddedConfig.of(data).withRecording());
    }

    @AfterEach
    void endTheSite() {
        exchange.close();
    }

    /** Runs the command against the site. */
    protected CliRun download(String... args) {
        List<String> all = new ArrayList<>(List.of("download"));
        all.addAll(List.of(args));
        all.addAll(List.of("--base-url", exchange.url().toString()));
        return tmnf(all.toArray(String[]::new));
    }

    /** A subcommand, which asks no site. */
    protected CliRun offline(String... args) {
        List<String> all = new ArrayList<>(List.of("download"));
        all.addAll(List.of(args));
        return tmnf(all.toArray(String[]::new));
    }

    /** Every file below the working directory, with its size. */
    protected Map<String, Long> files() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(cwd)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(cwd.relativize(file).toString().replace('\\', '/'), Files.size(file));
            }
        }
        return found;
    }

    /** The names of the game files below a folder, sorted. */
    protected List<String> gameFiles(String folder) throws IOException {
        return files().keySet().stream().filter(name -> name.startsWith(folder + "/") && name.endsWith("gbx")
                || name.startsWith(folder + "/") && name.endsWith("Gbx"))
                .map(name -> name.substring(folder.length() + 1)).toList();
    }
}
