package tmnf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.pipeline.CommandWords;

/** Servers of documents: who asks which of them, what is said of one that does not serve, and their end. */
@Timeout(120)
class DocumentedServersTest extends CliTestBase {

    private static final String ELSEWHERE = "http://127.0.0.1:1";

    private final DocumentedServers servers = new DocumentedServers(this::environment, ELSEWHERE);

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void whoAsksAtThePortOfTheDocumentGetsTheServerThere() throws IOException, InterruptedException {
        write("maps/replays/41/pos1_anna_12340ms.replay.gbx", "no replay");

        assertThat(start("sim exchange --port=8080 --data maps")).isEmpty();
        assertThat(start("sim exchange --data maps")).isEmpty();
        List<String> words = asking("download --base-url http://127.0.0.1:8080 --list-popular -o ids.txt");

        assertThat(words.get(2)).matches("http://127\\.0\\.0\\.1:\\d+").doesNotEndWith(":8080");
        assertThat(tmnf(words.toArray(String[]::new)).code()).isZero();
        assertThat(cwd.resolve("ids.txt")).hasContent("41");
        assertThat(servers.end()).isEmpty();
        for (String address : List.of("http://127.0.0.1:8080", "https://tmnf.exchange")) {
            assertThat(asking("doctor --exchange --base-url=" + address)).endsWith(ELSEWHERE);
        }
        assertThat(asking("doctor --port 8479").get(2)).isNotEqualTo("8479");
    }

    @Test
    void whatDoesNotServeIsSaid() throws InterruptedException {
        assertThat(start("sim exchange --data nowhere")).singleElement().asString()
                .contains("page.md:7: tmnf sim exchange --data nowhere").contains("no such folder: nowhere");
        assertThat(servers.end()).singleElement().asString().contains("ended with 4");
    }

    @Test
    void noneStaysWhenTheTestEndsEarly() throws InterruptedException {
        assertThat(start("sim game --track straight --instances 2")).isEmpty();
        assertThat(threads()).contains(ServingCommand.THREAD);

        servers.close();

        assertThat(threads()).doesNotContain(ServingCommand.THREAD);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private List<String> start(String words) throws InterruptedException {
        List<String> apart = CommandWords.of(words);
        return servers.start(new DocumentedLine("page.md", 7, apart, false, "section"), apart);
    }

    private List<String> asking(String words) throws IOException {
        return servers.asking(CommandWords.of(words));
    }
}
