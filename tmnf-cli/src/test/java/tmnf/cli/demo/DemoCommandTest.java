package tmnf.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.cli.CliTestBase;
import tmnf.gbx.synthetic.SyntheticDownload;

/** {@code tmnf demo}. */
class DemoCommandTest extends CliTestBase {

    private static final List<Integer> CODES =
            List.of(0, 3, 3, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final int STEPS = CODES.size();

    @BeforeEach
    void useOneThread() {
        for (String command : List.of("PRETRAIN", "TRAIN", "EVAL")) { // as other tests: it starts once
            variables.put("TMNF_" + command + "__THREADS", "1");
        }
    }

    /** The whole demo with a driver that hardly learns: that takes long, and is tested elsewhere. */
    private CliRun demo(String... more) {
        List<String> words = new ArrayList<>(List.of("demo", "--train-frames", "50"));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    @Test
    void everyStepEndsAsPlannedAndASecondRunReplacesItsFilesAndNoOthers() throws IOException {
        requireStepsAsPlannedAndTheirFiles(demo("--seed", "1", "--json-lines").out());
        Map<String, ByteBuffer> first = tree(cwd.resolve("demo"));
        tmnf("demo", "--bulk", "1x1");
        write("demo/notes.txt", "mine");

        CliRun quiet = demo("--seed", "1", "-q");

        assertThat(quiet.code()).isZero();
        assertThat(quiet.out().lines()).singleElement().asString().startsWith("20 steps in ");
        assertThat(quiet.err()).isEmpty();
        assertThat(cwd.resolve("demo/notes.txt")).hasContent("mine");
        Files.delete(cwd.resolve("demo/notes.txt"));
        assertThat(tree(cwd.resolve("demo"))).isEqualTo(first);
    }

    @Test
    void eachCommandIsShownWithWhatToLookAtAndDoesTheSameByHand() throws IOException {
        String folder = "with space/d";
        CliRun run = demo("--output-dir", folder, "--seed", "4");
        requireWhatToLookAtAndWhyItDidNotEndWithZero(run);
        Path dir = cwd.resolve(folder);
        Map<String, ByteBuffer> shown = tree(dir);
        new DemoFolder(Path.of(folder), dir).prepare().close();
        SyntheticDownload.write(dir.resolve("maps"), 4, () -> false);
        DemoRaces.write(dir.resolve("races"), 4, () -> false);
        DemoDriver.write(dir);

        List<Integer> codes = new ArrayList<>();
        for (String command : commands(run.out())) {
            List<String> words = words(command);
            codes.add(tmnf(words.subList(1, words.size()).toArray(String[]::new)).code());
        }

        assertThat(codes).isEqualTo(CODES);
        assertThat(tree(dir)).isEqualTo(shown);
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws IOException {
        write("demo/maps/replays/1/mine.Replay.Gbx", "x");
        Map<String, ByteBuffer> before = tree(cwd);

        CliRun run = tmnf("demo", "--json");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.json().get("error").get("code").asText()).isEqualTo("FOLDER_NOT_OURS");
        assertThat(tmnf("demo", "--force").code()).isEqualTo(2);
        assertThat(tmnf("demo", "--bulk", "1x1").err()).contains("was not made by tmnf demo", "--output-dir");
        assertThat(tmnf("demo", "--output-dir", "demo/maps/replays/1/mine.Replay.Gbx").code()).isEqualTo(2);
        assertThat(tree(cwd)).isEqualTo(before);
    }

    @Test
    void forceWritesBesideOtherFiles() throws IOException {
        write("here/letter.txt", "dear");

        assertThat(tmnf("demo", "--output-dir", "here").code()).isEqualTo(2);
        assertThat(tmnf("demo", "--output-dir", "here", "--force", "--bulk", "1x1").code()).isZero();
        assertThat(tmnf("demo", "--output-dir", "here", "--bulk", "1x1").code()).isZero();
        assertThat(cwd.resolve("here/letter.txt")).hasContent("dear");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
    void linksAreNotFollowedWhenOldFilesAreDeleted() throws IOException {
        tmnf("demo", "--bulk", "1x1");
        Path mine = write("mine/file", "x");
        Files.createSymbolicLink(cwd.resolve("demo/maps/link"), mine.getParent());

        assertThat(tmnf("demo", "--bulk", "1x1").code()).isZero();
        assertThat(mine).exists();
    }

    @Test
    void commandsAreShownAsTheyCanBeTypedWhereTheUserIs() throws IOException {
        // Ends the demo after three steps, to save time.
        variables.put("TMNF_FILTER__NO_RESPAWN__ON_PARSE_ERROR", "fail");
        installation = cwd;
        assertThat(commands(tmnf("demo").out()))
                .allMatch(line -> line.matches("(\\./tmnf|\\.\\\\tmnf\\.cmd) .*"));
        installation = Files.createDirectories(cwd.resolveSibling("installed here"));
        assertThat(commands(tmnf("demo").out())).allMatch(line -> line.contains("installed here"));
        assertThat(commands(tmnf("demo", "-C", "..", "--output-dir", "d").out()))
                .isNotEmpty().allMatch(line -> line.contains(" -C .. "));
    }

    @Test
    void aSecondDemoInTheSameFolderIsRefusedAndDeletesNothing() throws IOException {
        Path folder = cwd.resolve("demo");
        Closeable first = new DemoFolder(Path.of("demo"), folder).prepare();
        try {
            write("demo/maps/kept.txt", "the first demo's");

            CliRun second = tmnf("demo");

            assertThat(second.code()).isEqualTo(5);
            assertThat(second.err()).contains("another demo works in demo", "--output-dir");
            assertThat(folder.resolve("maps/kept.txt")).exists();
        } finally {
            first.close();
        }
    }

    @Test
    void aStepThatEndsOtherwiseStopsTheDemo() throws IOException {
        write("config/tmnf.yaml", "filter:\n  no-respawn:\n    on-parse-error: fail\n");

        CliRun run = tmnf("demo");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("3/20  ", "(exit code 1, not 3 as planned)").doesNotContain("4/20");
        assertThat(run.err()).contains("step 3 ended with 1 instead of 3: tmnf filter no-respawn");
    }

    @Test
    void bulkWritesDataOnly() throws IOException {
        JsonNode result = tmnf("demo", "--bulk", "3x2", "-j", "2", "--json").json().get("result");

        assertThat(result.get("replays").asInt()).isEqualTo(6);
        assertThat(result.has("writtenMs")).isTrue();
        assertThat(tree(cwd.resolve("demo"))).hasSize(3 + 6 + 2);
        assertThat(tmnf("demo", "--bulk", "3x2").out()).contains("6 replays of 3 tracks written to ", " s");
        for (String wrong : List.of("3", "0x5", "3x", "3x-1", "x", "9999999x1")) {
            assertThat(tmnf("demo", "--bulk", wrong).code()).as(wrong).isEqualTo(2);
        }
    }

    private void requireStepsAsPlannedAndTheirFiles(String out) throws IOException {
        List<String> lines = out.lines().toList();
        assertThat(lines).hasSize(STEPS + 1);
        for (int i = 0; i < STEPS; i++) {
            JsonNode event = new ObjectMapper().readTree(lines.get(i));
            assertThat(event.get("e").asText()).isEqualTo("step");
            assertThat(event.get("step").asInt()).isEqualTo(i + 1);
        }
        JsonNode result = new ObjectMapper().readTree(lines.get(STEPS)).get("result");

        assertThat(result.get("steps")).hasSize(STEPS);
        List<Integer> codes = new ArrayList<>();
        for (JsonNode step : result.get("steps")) {
            codes.add(step.get("exitCode").asInt());
            assertThat(step.get("exitCode")).as("%s", step).isEqualTo(step.get("plannedExitCode"));
            step.get("outputs").forEach(output -> assertThat(cwd.resolve(output.asText())).exists());
            step.get("absolute").get("outputs")
                    .forEach(output -> assertThat(Path.of(output.asText())).exists());
        }
        assertThat(codes).isEqualTo(CODES);
        assertThat(Files.readAllLines(cwd.resolve("demo/maps/track_ids_standard.txt"))).containsExactly(
                SyntheticDownload.CLEAN, SyntheticDownload.ODD_NAMES, SyntheticDownload.CUT_REPLAY,
                SyntheticDownload.WEB_PAGE, SyntheticDownload.ALSO_CLEAN);
        for (String picture : List.of("drive.png", "track.png")) {
            assertThat(ImageIO.read(cwd.resolve("demo/pictures").resolve(picture).toFile()).getWidth())
                    .isGreaterThan(500);
        }
        assertThat(tree(cwd.resolve("demo/scripts"))).hasSize(30);
        assertThat(tree(cwd.resolve("demo/maps/vcp")).keySet().stream().filter(name -> name.endsWith(".npy")))
                .hasSize(8);
        Path run = cwd.resolve("demo/pretrain/first");
        for (String file : List.of("pretrain_meta.json", "metrics.csv", "report.html")) {
            assertThat(run.resolve(file)).exists();
        }
        List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(rows).hasSize(5);
        int column = List.of(rows.get(0).split(",")).indexOf("train_loss");
        assertThat(Double.parseDouble(rows.get(4).split(",")[column]))
                .isLessThan(0.9 * Double.parseDouble(rows.get(1).split(",")[column]));
        assertThat(cwd.resolve("demo/save/weights1.torch"))
                .hasSameBinaryContentAs(cwd.resolve("demo/save/weights2.torch"));
        assertThat(Files.readAllLines(cwd.resolve("demo/driver/eval/races.csv"))).hasSize(6);
        assertThat(cwd.resolve("demo/driver/save/demo/weights1.torch")).exists();
        for (String track : DemoRaces.TRACKS) {
            try (Stream<Path> replays = Files.list(cwd.resolve("demo/frames").resolve(track))) {
                assertThat(replays).hasSize(2).allSatisfy(replay ->
                        assertThat(replay.resolve("metadata.json")).exists());
            }
        }
    }

    private static void requireWhatToLookAtAndWhyItDidNotEndWithZero(CliRun run) {
        assertThat(run.code()).isZero();
        assertThat(commands(run.out())).hasSize(STEPS).allMatch(line -> line.startsWith("tmnf "));
        assertThat(run.out()).contains("1/20  ", "20/20  ", "Kept 7 of 10 tracks", "Kept 5 of 7 tracks",
                "(exit code 3, as planned: two replays are damaged", "0 press up", "Renamed: 5",
                "Captured 4 replays", "No bad samples.", "epoch 4/4: ",
                "Trained 4 epochs",
                "Trained ", "straight: finished ", " of 5, ", "Written to ", "20 steps in ",
                "all as planned");
        assertThat(run.out().lines()).allMatch(line -> line.startsWith("$ ") || line.length() <= 120);
        assertThat(run.err()).contains("Next: ", "fix-names --undo ");
    }

    private static List<String> commands(String out) {
        return out.lines().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2)).toList();
    }

    /** Splits as a shell does, as far as the demo quotes. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(command);
        while (word.find()) {
            words.add(Stream.of(word.group(1), word.group(2), word.group(3)).filter(Objects::nonNull)
                    .findFirst().orElseThrow());
        }
        return words;
    }

    private static Map<String, ByteBuffer> tree(Path root) throws IOException {
        Map<String, ByteBuffer> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                String name = root.relativize(file).toString();
                byte[] bytes = Files.readAllBytes(file);
                if (name.startsWith("frames") && name.endsWith(".json")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8).replaceAll(
                            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)", "TIME")
                            .getBytes(StandardCharsets.UTF_8);
                }
                // Times, speeds and names of hosts are in what a training logs; races of a driver that
                // learns depend on them, too.
                boolean training = name.startsWith("pretrain") && !name.endsWith("encoder.pt")
                        || name.startsWith("driver") && !name.endsWith(DemoDriver.CONFIG);
                if (!name.contains(".capture") && !training) {
                    tree.put(name, ByteBuffer.wrap(bytes));
                }
            }
        }
        return tree;
    }
}
