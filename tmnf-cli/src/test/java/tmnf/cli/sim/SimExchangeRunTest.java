package tmnf.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;

/** The exchange in a process of its own, as users run it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
@Timeout(120)
class SimExchangeRunTest extends CliTestBase {

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    private ChildProcess process; // null: not started

    @BeforeEach
    void aFolder() throws IOException {
        write("maps/replays/41/7.replay.gbx", "no replay");
        write("maps/replays/A01/7.replay.gbx", "no replay");
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void printsOneLineServesAndEndsOnASignal(String signal, int code)
            throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        String url = start("--latency", "20ms", "--fault", "503:first=1", "--fault",
                "429:every=1,retry-after=3,path=/trackgbx");

        assertThat(get(url + "/recordgbx/7").statusCode()).isEqualTo(503);
        assertThat(get(url + "/recordgbx/7").body()).isEqualTo("no replay");
        assertThat(get(url + "/trackgbx/41").headers().firstValue("Retry-After")).hasValue("3");

        assertThat(stop(signal)).isEqualTo(code);
        assertThat(process.out()).isEqualTo(
                url + "/ serves 1 tracks, 1 replays from maps; Ctrl+C stops it\n");
        assertThat(process.err().lines()).filteredOn(line -> line.contains("interrupted"))
                .containsExactly("tmnf: interrupted after 3 requests, 0.0 MB sent");
        assertThat(process.err()).containsOnlyOnce("replays/A01 is skipped");
    }

    @Test
    void jsonLinesSayWhenItIsReadyAndHowItEnded() throws IOException, InterruptedException {
        InterruptsArrive.orSkip();
        String url = start("--json-lines");
        get(url + "/");
        assertThat(stop("INT")).isEqualTo(130);

        List<JsonNode> lines = new ArrayList<>();
        for (String line : process.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines.get(0).path("e").asText()).isEqualTo("ready");
        assertThat(lines.get(0).path("url").asText()).isEqualTo(url);
        assertThat(lines.get(0).path("replays").asInt()).isEqualTo(1);
        JsonNode last = lines.get(lines.size() - 1);
        assertThat(last.path("status").asText()).isEqualTo("interrupted");
        assertThat(last.path("result").path("requests").asInt()).isEqualTo(1);
    }

    /** Starts the program and waits for the address. */
    private String start(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sim", "exchange", "--data", "maps"));
        words.addAll(List.of(more));
        process = ChildProcess.tmnf(cwd, words);
        assertThat(process.awaitWhileAlive(() -> process.out().contains("\n"))).as(process.output()).isTrue();
        Matcher address = ADDRESS.matcher(process.out());
        assertThat(address.find()).isTrue();
        return address.group();
    }

    private int stop(String signal) throws IOException, InterruptedException {
        process.signal(signal);
        return process.exitCode(10);
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
