package tmnf.capture.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.synthetic.SyntheticReplays;

/** Another program uses the folders, and is killed. */
class KilledProgramTest {

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("x", 1, SyntheticReplays.Options.DEFAULT);
    private static final String READY = "ready";

    @TempDir
    private Path base;

    /** The other program: puts files there, says so and waits for its end. */
    public static final class Other {

        private Other() {
        }

        /** Arguments: the folder of the test. */
        public static void main(String[] args) throws Exception {
            GameFiles files = GameFiles.open(places(Path.of(args[0])), 0, Optional.empty());
            files.stage("a", TRACK.challengeFile(), TRACK.challenge().uid(), false);
            files.script("0123456789ab", "0 press up\n");
            files.hidePersonalBests(TRACK.challenge().uid(), "x");
            System.out.println(READY + " " + files.number());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until the test lets go of us, in case that it does not kill us.
                continue;
            }
            Runtime.getRuntime().halt(1);
        }
    }

    private static GamePlaces places(Path base) {
        return new GamePlaces(base, base.resolve("Scripts"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(base)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> base.relativize(file).toString().replace('\\', '/')).sorted().toList();
        }
    }

    @Test
    void whatItLeftIsTakenAwayAtTheNextStartAndNotWhileItLives() throws Exception {
        GamePlaces places = places(base);
        Files.createDirectories(places.autosaves());
        byte[] replay = TRACK.replayFile(
                TRACK.drive(0, 0, new SyntheticReplays.Driver("user", "User", false)));
        Path best = Files.write(places.autosaves().resolve("user_x.Replay.gbx"), replay);
        List<String> before = files();
        Process other = start();
        try {
            assertThat(readLine(other)).isEqualTo(READY + " 0");
            assertThat(best).doesNotExist();
            assertThat(files()).hasSizeGreaterThan(before.size() + 3);

            try (GameFiles ours = GameFiles.open(places, 0, Optional.empty())) {
                assertThat(ours.number()).isEqualTo(1);
                assertThat(ours.hidePersonalBests(TRACK.challenge().uid(), "x")).isEqualTo(1);
            }
            assertThat(best).doesNotExist();
            assertThat(places.scripts().resolve("tmnf_w0_0123456789ab.txt")).exists();
        } finally {
            other.destroyForcibly();
            assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(best).doesNotExist();

        GameFiles.open(places, 5, Optional.empty()).close();

        assertThat(files()).isEqualTo(before);
        assertThat(best).hasBinaryContent(replay);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Other.class.getName(), base.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String readLine(Process process) throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return lines.readLine();
    }
}
