package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.CliTestBase;

/** The flags of {@code tmnf download}: names, types and defaults of the Python tool, and what is refused. */
class DownloadOptionsTest extends CliTestBase {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "--track-id,java.util.List,-", "--track-name,java.lang.String,-", "--track-ids,java.nio.file.Path,-",
        "--list-popular,boolean,-", "--output,java.nio.file.Path,popular_track_ids_tmnf.txt",
        "--output-dir,java.nio.file.Path,replays_tmnf", "--replays-dir,java.nio.file.Path,replays_tmnf",
        "--tracks-dir,java.nio.file.Path,tracks_tmnf", "--top,java.lang.Integer,-",
        "--replays-per-track,java.lang.Integer,-", "--offset,int,0", "--rate-delay,double,0.0",
        "--workers,int,8", "--api-workers,int,0", "--dry-run,boolean,false", "--pages,int,9999",
        "--per-page,int,100", "--order,tmnf.cli.download.ListOptions$Order,activity", "--min-awards,int,0",
        "--min-replays,int,0", "--max-tracks,int,0", "--download-replays,boolean,-",
        "--download-tracks,boolean,-", "--extract-tracks-from-replays,boolean,-",
        "--save-json,java.nio.file.Path,-", "--retries,int,6", "--give-up-after,java.time.Duration,30m",
        "--timeout,java.time.Duration,120s", "--max-rate,java.lang.Double,-", "--best,boolean,true"})
    void flagsKeepNameTypeAndDefault(String name, String type, String value) {
        OptionSpec option = new CommandLine(new DownloadCommand()).getCommandSpec().findOption(name);

        assertThat(option).as(name).isNotNull();
        assertThat(option.type().getName()).isEqualTo(type);
        assertThat(option.defaultValue()).isEqualTo(value);
    }

    @Test
    void everyFlagOfThePythonToolParses() {
        CliRun run = tmnf("download", "--track-ids", "missing.txt", "--output", "o", "--output-dir", "r",
                "--replays-dir", "r", "--tracks-dir", "t", "--top", "3", "--replays-per-track", "4",
                "--offset", "1", "--workers", "256", "--api-workers", "32", "--rate-delay", "0.5",
                "--pages", "2", "--per-page", "10000",
                "--order", "uploaded", "--min-awards", "1", "--min-replays", "1",
                "--max-tracks", "5", "--download-replays", "--download-tracks",
                "--extract-tracks-from-replays", "--save-json", "s.json", "--dry-run", "--no-tqdm");

        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("no such file: missing.txt");
    }

    @Test
    void optionsThatDoNotCountAreNamed() {
        CliRun tracks = tmnf("download", "--track-ids", "-", "--min-awards", "3", "--save-json", "x.json",
                "--all-matches", "--top", "3");
        CliRun list = tmnf("download", "--list-popular", "--base-url", "http://127.0.0.1:1", "--retries", "0",
                "--dry-run", "--no-respawns", "--max-tracks", "1");

        assertThat(tracks.err()).contains("--min-awards, --save-json do not count without --list-popular",
                "--all-matches does not count without --track-name").doesNotContain("--top");
        assertThat(list.err()).contains("--no-respawns does not count without --download-replays")
                .doesNotContain("--max-tracks");
    }

    @Test
    void withoutTracksTheModesAreNamed() {
        CliRun run = tmnf("download");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--list-popular", "--track-ids FILE", "--track-id ID",
                "--track-name NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--top 0", "--offset -1", "--workers 0", "--workers 1025", "--api-workers -1",
        "--api-workers 2147483647", "--retries -1",
        "--max-rate -1", "--rate-delay -1", "--max-respawns -1", "--max-time-factor 0.9", "--timeout 0",
        "--give-up-after 0", "--max-runtime 0", "--max-runtime 99999999h", "--max-file-size 0",
        "--max-file-size many", "--base-url ftp://x", "--base-url nonsense", "--user-agent \u00e4",
        "--current-version --any-version", "--no-respawns --max-respawns 3", "--maps none --download-tracks",
        "--maps site --extract-tracks-from-replays", "--recheck --trust-progress", "--track-id 0",
        "--track-id x", "--replays-dir a --output-dir b", "--pick worst", "--maps moon", "--verify twice"})
    void whatMakesNoSenseIsRefusedBeforeAnyRequest(String options) {
        List<String> line = new java.util.ArrayList<>(List.of("download", "--track-id", "5"));
        line.addAll(List.of(options.split(" ")));

        CliRun run = tmnf(line.toArray(String[]::new));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("tmnf: error: ").doesNotContain("this is a bug");
        assertThat(cwd).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pages 0", "--per-page 0", "--max-tracks -1", "--min-awards -1",
        "--min-replays -1", "--order sideways", "--order-code -1", "--tag pink", "--primary-type walk",
        "--mood blue", "--difficulty 9", "--environment moon", "--vehicle bicycle",
        "--uploaded-after yesterday", "--author-time-min soon"})
    void whatMakesNoSenseOfAListIsRefusedToo(String options) {
        List<String> line = new java.util.ArrayList<>(List.of("download", "--list-popular"));
        line.addAll(List.of(options.split(" ")));

        assertThat(tmnf(line.toArray(String[]::new)).code()).isEqualTo(2);
        assertThat(cwd).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"--max-rate 10,10,4", "--rate-delay 0.1,10,1", "--rate-delay 0.5 --max-rate 10,2,1",
        "--rate-delay 0.1 --max-rate 4,4,1", "--rate-delay 0.25 --max-rate 0,4,1",
        "--retries 1,20,4", "--base-url http://127.0.0.1:1,0,4"})
    void aDelayLeavesNoRoomForBursts(String options, double rate, int burst) {
        ExchangeOptions parsed = CommandLine.populateCommand(new ExchangeOptions(), options.split(" "));

        assertThat(parsed.config().maxRate()).isEqualTo(rate);
        assertThat(parsed.config().burst()).isEqualTo(burst);
    }

    @Test
    void optionsBeforeASubcommandAreNotLost() {
        CliRun run = tmnf("download", "--replays-dir", "r", "status");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("write it behind: tmnf download status --replays-dir");
    }

    @Test
    void theHelpNamesTheRulesOfTheSite() {
        assertThat(tmnf("download", "--help").out().replaceAll("\\s+", " "))
                .contains("never upload anything made with TMInterface");
    }
}
