package tmnf.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.CliTestBase;

/** What the command refuses before a game runs. */
@Timeout(60)
class SimGameCommandTest extends CliTestBase {

    @BeforeEach
    void aFile() throws IOException {
        write("notes.txt", "no challenge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--port 70000                          | 2 | --port 70000 is no port",
        "--port 65530 --instances 16           | 2 | there are no 16 ports from 65530 on",
        "--instances 17                        | 2 | --instances 17 is not between 1 and 16",
        "--instances 0                         | 2 | --instances 0 is not between 1 and 16",
        "--track nowhere                       | 2 | choose one of straight, chicane, hairpins, jump",
        "--track jump --map notes.txt          | 2 | starts on one of --track, --map and --replay",
        "--map missing.Challenge.Gbx           | 4 | no such file: missing.Challenge.Gbx",
        "--replay missing.Replay.Gbx           | 4 | no such file: missing.Replay.Gbx",
        "--map notes.txt                       | 1 | notes.txt cannot be read",
        "--replay notes.txt                    | 1 | notes.txt cannot be read",
        "--frame-rate 0                        | 2 | '0' is not above zero",
        "--frame-rate fast                     | 2 | 'fast' is no number, nor 'unlimited'",
        "--speed-limit -1                      | 2 | '-1' is not above zero",
        "--plugin mine                         | 2 | --plugin",
        "--fault hiccup                        | 2 | there is no fault 'hiccup'",
        "--fault slow:by=1h                    | 2 | is no time such as 250ms"})
    void mistakesAreSaid(String arguments, int code, String message) {
        CliRun run = tmnf(("sim game " + arguments).split(" "));

        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aTakenPortIsBusy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CliRun run = tmnf("sim", "game", "--port", "" + taken.getLocalPort());

            assertThat(run.code()).isEqualTo(5);
            assertThat(run.err()).contains("port " + taken.getLocalPort() + " is taken")
                    .contains("choose another --port");
        }
    }

    @Test
    void aChallengeOfAnotherEnvironmentIsRefusedWithAWayOut() {
        Path desert = projectRoot().resolve("../shared/samples/challenges/DesertE.Challenge.Gbx").normalize();
        assumeTrue(Files.exists(desert), "the samples are missing: " + desert);

        CliRun run = tmnf("sim", "game", "--map", desert.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("cannot be driven on").contains("environment Speed")
                .contains("--track");
    }
}
