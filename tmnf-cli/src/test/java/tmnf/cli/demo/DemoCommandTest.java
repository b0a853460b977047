package tmnf.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.files.ShellWords;
import tmnf.gbx.synthetic.SyntheticDownload;
import tmnf.pretrain.run.ReportPage;

/** {@code tmnf demo}. */
class DemoCommandTest extends CliTestBase {

    private static final List<Integer> CODES =
            List.of(0, 3, 3, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 75, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final int STEPS = CODES.size();
    private static final int OUT_OF_TIME = 75;
    private static final String FOLDER = "with space/d";

    /** Of the one demo that several tests look at: it takes long. */
    @TempDir
    private static Path shared;
    private static CliRun first; // null: nobody has asked for it
    private static Map<String, ByteBuffer> firstFiles;

    @BeforeEach
    void useOneThread() {
        for (String command : List.of("PRETRAIN", "TRAIN", "EVAL")) { // as other tests: it starts once
            variables.put("TMNF_" + command + "__THREADS", "1");
        }
    }

    /** The whole demo with a driver that hardly learns: that takes long, and is tested elsewhere. */
    private CliRun demo(String... more) {
        List<String> words = new ArrayList<>(List.of("demo", "--fast", "--train-frames", "50"));
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    /** The shared one, whose folder is the working directory from now on. */
    private CliRun shared() throws IOException {
        cwd = shared;
        if (first == null) {
            first = demo("--output-dir", FOLDER, "--seed", "4");
            firstFiles = tree(cwd.resolve(FOLDER));
            Files.copy(cwd.resolve(FOLDER).resolve(DemoReport.NAME), cwd.resolve(DemoReport.NAME));
        }
        return first;
    }

    @Test
    void everyStepEndsAsPlannedAndLeavesItsFiles() throws IOException {
        CliRun run = shared();

        assertThat(run.code()).as(run.err()).isZero();
        requireWhatToLookAtAndWhyItDidNotEndWithZero(run);
        requireFilesOfAllSteps(cwd.resolve(FOLDER));
    }

    @Test
    void everyPictureOfTheReportIsThereInABrowserWideOrNarrow() throws Exception {
        Browser browser = Browser.orSkip(home);
        shared();
        Path report = cwd.resolve(DemoReport.NAME); // the other one goes when a test repeats the demo

        for (int width : List.of(1280, 500)) {
            ReportInBrowser seen = ReportInBrowser.measure(browser, report, width);

            assertThat(seen.pictures()).extracting(picture -> picture.get(0).asText().split(",")[0])
                    .containsExactly("The driver's best race on straight",
                            "Frames from the start of each replay to its finish",
                            "Frames above what the encoder's features let a decoder draw again",
                            "The races on straight from above", "A drive from above",
                            "All drives of a track from above");
            assertThat(seen.pictures()).allSatisfy(picture -> {
                assertThat(picture.get(1).asInt()).as("%s", picture).isGreaterThan(100);
                assertThat(picture.get(2).asInt()).as("%s", picture).isBetween(100, width);
            });
            assertThat(seen.drawings()).hasSize(4).allSatisfy(drawing -> {
                assertThat(drawing.get(0).asText()).isNotBlank();
                assertThat(drawing.get(1).asInt()).as("%s", drawing).isGreaterThan(100);
            });
            assertThat(seen.links()).hasSize(2).allSatisfy(link ->
                    assertThat(cwd.resolve(FOLDER).resolve(link.asText())).exists());
            assertThat(seen.tooWide()).isZero();
        }
    }

    /** By the same seed it does the same again, and nothing of before is left but what is not ours. */
    @Test
    @Tag("slow")
    void aSecondRunReplacesTheFilesAndTellsItsStepsAsJson() throws Exception {
        shared();
        Path dir = cwd.resolve(FOLDER);
        Path mine = write(FOLDER + "/notes.txt", "mine");
        write(FOLDER + "/maps/replays/1/of before.Replay.Gbx", "x");

        CliRun run = demo("--output-dir", FOLDER, "--seed", "4", "--json-lines");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(codesOfSteps(run.out(), STEPS)).isEqualTo(CODES);
        assertThat(mine).hasContent("mine");
        Files.delete(mine);
        assertThat(tree(dir)).isEqualTo(firstFiles);
    }

    /** As the report and the README say. Only the download is not interrupted: it finds all files there. */
    @Test
    void everyShownLineCanBeTypedAgainInTheFinishedFolder() throws Exception {
        CliRun run = shared();
        Path dir = cwd.resolve(FOLDER);

        List<CliRun> typed = typeAll(run);

        for (int i = 0; i < typed.size(); i++) {
            assertThat(typed.get(i).code()).as("step %d: %s", i + 1, typed.get(i).err())
                    .isEqualTo(CODES.get(i) == OUT_OF_TIME ? 0 : CODES.get(i));
        }
        assertThat(typed).hasSameSizeAs(CODES);
        assertThat(tree(dir)).isEqualTo(firstFiles);
        requireADriverWouldStartFromTheNetwork(dir);
    }

    /** The line of the report, without the training. */
    private void requireADriverWouldStartFromTheNetwork(Path dir) throws IOException {
        List<String> words = DemoPlan.startingFrom(Path.of(FOLDER, "save"));
        assertThat(dir.resolve(DemoReport.NAME)).content().contains(ReportPage.escaped(
                ShellWords.line("tmnf", words, OS.WINDOWS.isCurrentOs())));
        List<String> rehearsed = new ArrayList<>(words);
        rehearsed.add("--dry-run");

        CliRun train = tmnf(rehearsed.toArray(String[]::new));

        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err()).contains("a fresh run with the initial weights there");
    }

    @Test
    @Tag("slow")
    void theShownCommandsDoTheSameByHandFromTheBeginning() throws Exception {
        CliRun run = shared();
        Path dir = cwd.resolve(FOLDER);
        new DemoFolder(Path.of(FOLDER), dir).prepare().close();
        SyntheticDownload.write(dir.resolve("maps"), 4, () -> false);
        DemoRaces.write(dir.resolve(DemoExchange.FOLDER), 4, () -> false);
        DemoDriver.write(dir);

        assertThat(typeAll(run)).extracting(CliRun::code).isEqualTo(CODES);
        assertThat(tree(dir)).isEqualTo(firstFiles);
        Files.copy(cwd.resolve(DemoReport.NAME), dir.resolve(DemoReport.NAME));
    }

    /** All lines that the demo showed, in their order; the first of them in another terminal. */
    private List<CliRun> typeAll(CliRun demo) throws IOException, InterruptedException {
        List<String> commands = commands(demo.out());
        List<CliRun> typed = new ArrayList<>();
        List<String> inAnotherTerminal = words(commands.get(0));
        try (ChildProcess exchange = ChildProcess.tmnf(cwd, home,
                inAnotherTerminal.subList(1, inAnotherTerminal.size()))) {
            exchange.awaitOutput("Ctrl+C stops it");
            for (String command : commands.subList(1, commands.size())) {
                List<String> words = words(command);
                typed.add(tmnf(words.subList(1, words.size()).toArray(String[]::new)));
            }
        }
        return typed;
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
        Path report = write("here/" + DemoReport.NAME, "of an earlier demo");
        assertThat(tmnf("demo", "--output-dir", "here", "--bulk", "1x1").code()).isZero();
        assertThat(report).doesNotExist();
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
                .allMatch(line -> line.matches("\\./tmnf(\\.cmd)? .*"));
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
            assertThat(isFreeToRead(folder.resolve(DemoFolder.MARKER))).isTrue();
        } finally {
            first.close();
        }
    }

    /** Whether no lock lies over the bytes of a file: Windows lets nobody read what is locked. */
    private static boolean isFreeToRead(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(0, channel.size(), false)) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Test
    void aStepThatEndsOtherwiseStopsTheDemo() throws IOException {
        write("config/tmnf.yaml", "filter:\n  no-respawn:\n    on-parse-error: fail\n");

        CliRun run = tmnf("demo");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("3/23  ", "(exit code 1, not 3 as planned)").doesNotContain("4/23");
        assertThat(run.err()).contains("step 3 ended with 1 instead of 3: tmnf filter no-respawn");
        assertThat(cwd.resolve("demo").resolve(DemoReport.NAME)).content().contains("3. Tracks with replays",
                "Exit code 1, not 3 as planned", "3 of 23 steps", "those behind it were not run",
                "Not shown: ", "statistics.json is missing").doesNotContain("<h3>4. ");

        CliRun quiet = tmnf("demo", "-q");

        assertThat(quiet.code()).isEqualTo(1);
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).startsWith("tmnf: ").contains("step 3 ended with 1");

        CliRun json = tmnf("demo", "--json-lines");

        assertThat(json.code()).isEqualTo(1);
        assertThat(codesOfSteps(json.out(), 3)).containsExactly(0, 3, 1);
    }

    @Test
    void whatAnEarlierVersionPromisedToLeaveAloneStays() throws IOException {
        write("demo/.tmnf-demo", "Made by \"tmnf demo\". The next run deletes maps, scripts, pictures beside "
                + "this file and makes\nthem anew; other files stay.\n");
        write("demo/report.html", "mine");

        CliRun run = tmnf("demo");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("demo/report.html was not made by tmnf demo", "--output-dir");
        assertThat(cwd.resolve("demo/report.html")).hasContent("mine");
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

    /** The exit codes in the JSON lines of a demo, with an event for each step and files that are there. */
    private List<Integer> codesOfSteps(String out, int steps) throws IOException {
        List<String> lines = out.lines().filter(line -> !line.startsWith("{\"e\":\"progress\"")).toList();
        assertThat(lines).hasSize(steps + 1);
        for (int i = 0; i < steps; i++) {
            JsonNode event = new ObjectMapper().readTree(lines.get(i));
            assertThat(event.get("e").asText()).isEqualTo("step");
            assertThat(event.get("step").asInt()).isEqualTo(i + 1);
        }
        JsonNode result = new ObjectMapper().readTree(lines.get(steps)).get("result");

        assertThat(result.get("steps")).hasSize(steps);
        List<Integer> codes = new ArrayList<>();
        for (JsonNode step : result.get("steps")) {
            codes.add(step.get("exitCode").asInt());
            boolean asPlanned = step.get("exitCode").equals(step.get("plannedExitCode"));
            assertThat(asPlanned).as("%s", step).isEqualTo(steps == STEPS || codes.size() < steps);
            if (asPlanned) {
                step.get("outputs").forEach(output -> assertThat(cwd.resolve(output.asText())).exists());
                step.get("absolute").get("outputs")
                        .forEach(output -> assertThat(Path.of(output.asText())).exists());
            }
        }
        return codes;
    }

    private static void requireFilesOfAllSteps(Path demo) throws IOException {
        assertThat(Files.readAllLines(demo.resolve("maps/track_ids_standard.txt"))).containsExactly(
                SyntheticDownload.CLEAN, SyntheticDownload.ODD_NAMES, SyntheticDownload.CUT_REPLAY,
                SyntheticDownload.WEB_PAGE, SyntheticDownload.ALSO_CLEAN);
        for (String picture : List.of("drive.png", "track.png")) {
            assertThat(ImageIO.read(demo.resolve("pictures").resolve(picture).toFile()).getWidth())
                    .isGreaterThan(500);
        }
        assertThat(tree(demo.resolve("scripts"))).hasSize(30);
        assertThat(tree(demo.resolve("maps/vcp")).keySet().stream().filter(name -> name.endsWith(".npy")))
                .hasSize(8);
        Path run = demo.resolve("pretrain/first");
        for (String file : List.of("pretrain_meta.json", "metrics.csv", "report.html")) {
            assertThat(run.resolve(file)).exists();
        }
        List<String> rows = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(rows).hasSize(5);
        int column = List.of(rows.get(0).split(",")).indexOf("train_loss");
        assertThat(Double.parseDouble(rows.get(4).split(",")[column]))
                .isLessThan(0.9 * Double.parseDouble(rows.get(1).split(",")[column]));
        assertThat(demo.resolve("save/weights1.torch"))
                .hasSameBinaryContentAs(demo.resolve("save/weights2.torch"));
        assertThat(Files.readAllLines(demo.resolve("driver/eval/races.csv"))).hasSize(6);
        assertThat(demo.resolve("driver/save/demo/weights1.torch")).exists();
        assertThat(demo.resolve("driver/eval/straight.gif")).isNotEmptyFile();
        assertThat(Files.size(demo.resolve("driver/eval/straight.gif"))).isLessThan(2_000_000);
        for (String track : DemoRaces.TRACKS.keySet()) {
            try (Stream<Path> replays = Files.list(demo.resolve("frames").resolve(track))) {
                assertThat(replays).hasSize(2).allSatisfy(replay ->
                        assertThat(replay.resolve("metadata.json")).exists());
            }
        }
    }

    private static void requireWhatToLookAtAndWhyItDidNotEndWithZero(CliRun run) {
        assertThat(run.code()).isZero();
        assertThat(commands(run.out())).hasSize(STEPS + 1).allMatch(line -> line.startsWith("tmnf "));
        assertThat(run.out()).contains("1/23  ", "23/23  ", "Kept 7 of 10 tracks", "Kept 5 of 7 tracks",
                "(exit code 3, as planned: two replays are damaged", "0 press up", "Renamed: 5",
                "Captured 4 replays", "No bad samples.", "epoch 4/4: ",
                "Trained 4 epochs",
                "Trained ", "straight: finished ", " of 5, ", "Written to ", "as planned: the time was over",
                "23 steps in ",
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
                String name = shown(root.relativize(file));
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
                // So are addresses and times in what a download remembers, and in the report.
                boolean told = name.endsWith(".tmnf_download.jsonl") || name.equals(DemoReport.NAME);
                if (!name.contains(".capture") && !training && !told) {
                    tree.put(name, ByteBuffer.wrap(bytes));
                }
            }
        }
        return tree;
    }
}
