package tmnf.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.CliTestBase;

/** What the command refuses before it serves, and its list of faults. */
@Timeout(60)
class SimExchangeCommandTest extends CliTestBase {

    @BeforeEach
    void aFolder() throws IOException {
        write("maps/replays/41/pos1_anna_12340ms.replay.gbx", "no replay");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--port 8080                                         | 2 | --data",
        "--data nowhere                                      | 4 | no such folder: nowhere",
        "--data maps/replays/41/pos1_anna_12340ms.replay.gbx | 4 | a file, not a folder",
        "--data maps/replays                                 | 4 | nothing to serve in maps",
        "--data maps --port 70000                            | 2 | --port 70000 is no port",
        "--data maps --port -1                               | 2 | --port -1 is no port",
        "--data maps --page-cap 0                            | 2 | --page-cap 0 is below 1",
        "--data maps --latency soon                          | 2 | 'soon' is no duration",
        "--data maps --host no.such.host.invalid             | 2 | no.such.host.invalid has no address",
        "--data maps --host 192.0.2.1                        | 2 | is not an address of this machine",
        "--data maps --fault nonsense                        | 2 | 'nonsense' is no fault; give a status",
        "--data maps --fault 503:evry=2                      | 2 | there is no option evry of 503",
        "--data maps --fault 503,cut:firs=2                  | 2 | there is no option firs of cut"})
    void mistakesAreSaid(String arguments, int code, String message) {
        CliRun run = tmnf(("sim exchange " + arguments).split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aTakenPortIsBusy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CliRun run = tmnf("sim", "exchange", "--data", "maps", "--port", "" + taken.getLocalPort());

            assertThat(run.code()).isEqualTo(5);
            assertThat(run.err()).contains("port " + taken.getLocalPort() + " cannot be used")
                    .contains("choose another port");
        }
    }

    @Test
    void aBrokenTracksJsonIsSaidWithThePlace() throws IOException {
        write("maps/tracks.json", "[{\"TrackId\": 1},\n 7]");

        CliRun run = tmnf("sim", "exchange", "--data", "maps");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("tracks.json, line 2, column").contains("not a track");
    }

    @Test
    void commasSeparateFaultsAndTheirOptions() {
        assertThat("429:every=100,retry-after=2,cut:path=/recordgbx,first=20,drop,503"
                .split(FaultText.SEPARATOR)).containsExactly("429:every=100,retry-after=2",
                        "cut:path=/recordgbx,first=20", "drop", "503");
    }

    @Test
    void theGroupListsWhatItRuns() {
        assertThat(tmnf("sim").code()).isEqualTo(2);
        assertThat(tmnf("sim", "--help").out()).contains("exchange").contains("Serve a folder");
        assertThat(Files.exists(cwd.resolve("maps"))).isTrue();
    }
}
