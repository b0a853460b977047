package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.cli.ChildProcess;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.Samples;
import tmnf.rl.metrics.RaceRow;
import tmnf.rl.metrics.TrainHistory;

/**
 * The measurements of docs/learning/iqn.md: each built-in track, with pictures and without, with several
 * seeds, from nothing (or from the pretrained encoder {@code tmnf.learn.init}) to the goal or the end of its
 * time, by the real command; then {@code tmnf eval} drives five races with the weights of the best one. They
 * go into a table and the runs' folders stay, in {@code target/learning}. A track may be a real map, too, as
 * {@code CHALLENGE=REPLAY}, files that are looked for in the folder of the samples; its goal is the replay's
 * time.
 */
@Tag("learn")
@Timeout(value = 24, unit = TimeUnit.HOURS)
class LearningRunsTest {

    private static final Path ROOT = Path.of(System.getProperty("tmnf.root"));
    private static final Path FOLDER = ROOT.resolve("tmnf-cli/target/learning");
    private static final Path TABLE = FOLDER.resolve("runs.csv");
    /** As the launcher starts a training. */
    private static final List<String> OPTIMISED = List.of("-Xmx1g", "-XX:TieredStopAtLevel=4");
    private static final double MINUTES_PER_HOUR = 60;
    private static final double MILLIS = 1000;
    private static final int EVALUATIONS = 5;
    /** A real map whose blocks all have evidence, and a drive of a human on it. */
    private static final String RANDOMIZER = "challenges/Randomizer TMF test track.Challenge.Gbx="
            + "replays/petrp_Randomizer TMF test track.Replay.gbx";

    /** What is trained, until a greedy race takes no longer than the goal, or for so long at most. */
    record Run(String track, boolean image, int seed) {

        String name() {
            return shortName() + (image ? "-image-" : "-numbers-") + (encoder().isEmpty() ? "" : "init-")
                    + seed;
        }

        /** The track, or what the real map is called. */
        String shortName() {
            return isReal() ? challenge().replaceAll("(?i)\\.challenge\\.gbx$", "").replaceAll(
                    "[^A-Za-z0-9_]+", "_") : track;
        }

        boolean isReal() {
            return track.contains("=");
        }

        private String challenge() {
            return Path.of(track.substring(0, track.indexOf('='))).getFileName().toString();
        }

        /** File of a real map or its drive; the test is skipped, and says so, where it is not there. */
        private static Path real(String file) {
            Path path = Samples.required().resolve(file);
            Assumptions.assumeTrue(Files.isRegularFile(path), "SKIPPED: no file " + path);
            return path;
        }

        /** What the command says of the map. */
        List<String> map() {
            return isReal() ? List.of("--map", real(track.substring(0, track.indexOf('='))).toString(),
                    "--line-from", replay().toString()) : List.of("--map", track);
        }

        private Path replay() {
            return real(track.substring(track.indexOf('=') + 1));
        }

        /**
         * Seconds; but for {@code straight} below those of the driver of simulated games at its usual skill,
         * or, of a real map, those of the human.
         */
        String goal() throws IOException {
            return switch (track) {
                case "straight" -> "9";
                case "chicane" -> "16.09";
                case "hairpins" -> "41.30";
                default -> isReal() ? String.format(Locale.ROOT, "%.2f", GbxFiles.readReplay(replay())
                        .content().bestGhost().orElseThrow().raceTimeMs() / 1000.0) : "10";
            };
        }

        /** The pretrained encoder that it begins with. */
        static Optional<Path> encoder() {
            return Optional.ofNullable(System.getProperty("tmnf.learn.init")).map(file ->
                    Path.of(file).toAbsolutePath());
        }

        /** Whether it has to learn to finish within its time: what may take longer is only measured. */
        boolean mustFinish() {
            return track.equals("straight") || track.equals("chicane");
        }

        String limit() {
            return System.getProperty("tmnf.learn.limit", switch (track) {
                case "straight" -> "3m";
                case "chicane" -> "30m";
                default -> "60m";
            });
        }
    }

    static Stream<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (String track : words("tmnf.learn.tracks", "straight,chicane,hairpins," + RANDOMIZER)) {
            for (String head : words("tmnf.learn.image", "false,true")) {
                for (String seed : words("tmnf.learn.seeds", "1,2,3")) {
                    runs.add(new Run(track, Boolean.parseBoolean(head), Integer.parseInt(seed)));
                }
            }
        }
        return runs.stream();
    }

    /** {@code randomizer} is short for the real map, whose name has blanks. */
    private static List<String> words(String property, String usual) {
        return Arrays.stream(System.getProperty(property, usual).split(",")).map(word ->
                word.equals("randomizer") ? RANDOMIZER : word).toList();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void isMeasured(Run run) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("train", "--sim"));
        words.addAll(run.map());
        words.addAll(List.of("--rl-config", ROOT.resolve("config/rl/demo.yaml").toString(), "--save-dir",
                "save", "--run-name", run.name(), run.image() ? "--image-head" : "--no-image-head", "--seed",
                Integer.toString(run.seed()), "--goal", run.goal(), "--max-runtime", run.limit()));
        Run.encoder().ifPresent(file -> words.addAll(List.of("--init-from", file.toString())));
        Files.createDirectories(FOLDER);
        execute(words);
        List<RaceRow> races = TrainHistory.read(FOLDER.resolve("save").resolve(run.name())).races();
        List<EvalRace> again = races.stream().anyMatch(race -> !race.exploring() && race.finished())
                ? driveAgain(run) : List.of();
        note(run, races, again);
        assertThat(races).isNotEmpty();
        if (run.mustFinish()) {
            assertThat(again).hasSize(EVALUATIONS).allMatch(EvalRace::finished);
            double goal = 1000 * Double.parseDouble(run.goal());
            if (races.stream().anyMatch(race -> !race.exploring() && race.finished()
                    && 1000 * race.seconds() <= goal)) {
                assertThat(again).as("its best weights drive it again").allMatch(race -> race.millis()
                        <= goal);
            }
        }
    }

    private static String execute(List<String> words) throws IOException, InterruptedException {
        try (ChildProcess tmnf = ChildProcess.tmnf(FOLDER, OPTIMISED, words)) {
            tmnf.runFor(TimeUnit.HOURS.toMillis(2));
            assertThat(tmnf.exitCode()).as(tmnf.output()).isIn(0, 75);
            return tmnf.out();
        }
    }

    /** A greedy race of an evaluation. */
    private record EvalRace(boolean finished, int millis) {}

    private static List<EvalRace> driveAgain(Run run) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("eval", "save/" + run.name(), "--best", "--sim",
                "--races", Integer.toString(EVALUATIONS), "--json"));
        words.addAll(run.map());
        List<EvalRace> again = new ArrayList<>();
        for (JsonNode race : new ObjectMapper().readTree(execute(words)).at("/result/races")) {
            again.add(new EvalRace(race.get("finished").asBoolean(), race.path("raceTimeMs").asInt()));
        }
        return again;
    }

    private static void note(Run run, List<RaceRow> races, List<EvalRace> again) throws IOException {
        if (!Files.exists(TABLE)) {
            Files.writeString(TABLE,
                    "track,image,seed,frames,minutes,first_finish_frames,first_finish_minutes,"
                    + "first_finish_s,best_s,furthest_zone,init,eval_finished,eval_worst_s\n");
        }
        List<RaceRow> greedy = races.stream().filter(race -> !race.exploring()).toList();
        Optional<RaceRow> first = greedy.stream().filter(RaceRow::finished).findFirst();
        RaceRow last = races.get(races.size() - 1);
        String row = String.format(Locale.ROOT, "%s,%s,%d,%d,%.2f,%s,%s,%s,%s,%d,%s,%d,%s%n", run.shortName(),
                run.image(), run.seed(), last.frames(), last.hours() * MINUTES_PER_HOUR,
                first.map(race -> Long.toString(race.frames())).orElse(""),
                first.map(race -> String.format(Locale.ROOT, "%.2f",
                race.hours() * MINUTES_PER_HOUR)).orElse(""),
                first.map(LearningRunsTest::seconds).orElse(""),
                greedy.stream().filter(RaceRow::finished).min((a, b) -> Double.compare(a.seconds(),
                        b.seconds())).map(LearningRunsTest::seconds).orElse(""),
                races.stream().mapToInt(RaceRow::zone).max().orElse(0), Run.encoder().isPresent(),
                again.stream().filter(EvalRace::finished).count(),
                again.stream().filter(EvalRace::finished).mapToInt(EvalRace::millis).max().stream()
                .mapToObj(millis -> String.format(Locale.ROOT, "%.2f", millis / MILLIS)).findFirst()
                .orElse(""));
        Files.writeString(TABLE, row, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static String seconds(RaceRow race) {
        return String.format(Locale.ROOT, "%.2f", race.seconds());
    }
}
