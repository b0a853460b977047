package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tmnf.tminterface.sharedmemory.SharedMemoryServer.Outcome;

/** Keeps the part of {@code docs/formats/tminterface.md} about shared memory equal to the code. */
class SharedMemoryDocsTest {

    private static final Path ROOT = Path.of(System.getProperty("tmnf.root", ".."));
    private static final Pattern MESSAGE =
            Pattern.compile("\\| (\\d+) \\| (\\w+) \\|.*\\| (?:`(\\w+)`)? ?\\|");
    private static final Pattern ERROR = Pattern.compile("\\| (\\d+) \\| ([A-Z_]+) \\| [^|]+ \\|");

    private static String part() throws IOException {
        String text = Files.readString(ROOT.resolve("docs/formats/tminterface.md"));
        return text.substring(text.indexOf("\n# Shared memory\n"));
    }

    @Test
    void everyMessageIsInTheTableWithItsNumberAndItsMethod() throws IOException {
        Set<String> methods = Arrays.stream(TMInterface.class.getMethods()).map(Method::getName)
                .collect(Collectors.toSet());
        Arrays.stream(Client.class.getMethods()).map(Method::getName).forEach(methods::add);
        List<String> rows = new ArrayList<>();
        List<String> without = new ArrayList<>();
        Matcher matcher = MESSAGE.matcher(section("## Messages"));
        while (matcher.find()) {
            rows.add(matcher.group(1) + " " + matcher.group(2));
            if (matcher.group(3) == null) {
                without.add(matcher.group(2));
            } else {
                assertThat(methods).contains(matcher.group(3));
            }
        }
        assertThat(rows).containsExactlyElementsOf(Arrays.stream(MessageType.values())
                .map(type -> type.id() + " " + type).toList());
        assertThat(without).containsExactly("S_RESPONSE", "C_PROCESSED_CALL", "ANY");
    }

    @Test
    void everyErrorIsInTheTableWithItsNumber() throws IOException {
        List<String> rows = new ArrayList<>();
        Matcher matcher = ERROR.matcher(section("## Errors"));
        while (matcher.find()) {
            rows.add(matcher.group(1) + " " + matcher.group(2));
        }
        assertThat(rows).containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                .filter(error -> error != ErrorCode.UNKNOWN).map(error -> error.code() + " " + error)
                .toList());
    }

    private static String section(String title) throws IOException {
        String text = part();
        int from = text.indexOf("\n" + title + "\n");
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to);
    }

    @Test
    void theExampleIsTheOneThatIsCompiled() throws IOException {
        String source = Files.readString(ROOT.resolve(
                "tmnf-tminterface/src/test/java/tmnf/tminterface/sharedmemory/SteerAgain.java"));
        String example = source.substring(
                source.indexOf("// example\n") + 11, source.indexOf("// end of example"));
        assertThat(part()).contains("```java\n" + example + "```\n");
    }

    @Test
    @Timeout(60)
    void theExampleDrives() throws Exception {
        InMemoryMapping memory = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
        FakeGame game = new FakeGame();
        try (SharedMemoryServer server = new SharedMemoryServer(memory, game);
                TMInterface iface = new TMInterface("TMInterface0", SharedMapping.DEFAULT_SIZE,
                        MappingOpener.memory(memory), ClientOptions.DEFAULT)) {
            iface.register(new SteerAgain());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!server.poll()) {
                assertThat(System.nanoTime()).as("no client within 20 s").isLessThan(deadline);
                Thread.onSpinWait();
            }
            for (int time : new int[] {0, 490, 2000, 10, 490}) {
                assertThat(server.onRunStep(time)).isEqualTo(Outcome.ANSWERED);
            }
            assertThat(server.onCustomCommand(-1, -1, "straight", List.of())).isEqualTo(Outcome.ANSWERED);
            assertThat(server.onRunStep(490)).isEqualTo(Outcome.ANSWERED);
        }
        assertThat(game.log).containsExactly("command straight", "inputs true 0", "rewind 0",
                "inputs true 1000", "SUCCESS from 0 again", "inputs true 0");
    }
}
