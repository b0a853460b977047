package tmnf.gbx.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Replay;

/** Scripts of real replays beside those of another converter: the car feels the same at every tick. */
class SampleScriptsTest {

    private static final String OTHER_CONVERTER = ".gbxtools.txt";

    @BeforeEach
    void needsSamples() {
        assumeTrue(Samples.folder().isPresent(), "SKIPPED: no sample files (set TMNF_SAMPLES)");
    }

    static Stream<String> names() {
        return Samples.folder()
                .map(samples -> Samples.files(samples, "scripts").stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(OTHER_CONVERTER))
                        .map(name -> name.substring(0, name.length() - OTHER_CONVERTER.length())))
                .orElseGet(() -> Stream.of("no samples"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyStyleFeelsLikeTheOtherConvertersScript(String name) throws Exception {
        Path scripts = Samples.folder().orElseThrow().resolve("scripts");
        String other = Files.readString(scripts.resolve(name + OTHER_CONVERTER), StandardCharsets.UTF_8);
        Replay replay = replay(name);
        int raceTime = replay.bestGhost().orElseThrow().raceTimeMs();
        // From the finish on the other converter's keys are up and ours down; nobody drives there.
        int[] expected = ScriptExecutor.actions(other, raceTime - 10);

        for (ScriptStyle style : ScriptStyle.values()) {
            String text = ReplayScripts.of(replay, ScriptOptions.DEFAULT.withStyle(style)).text();
            assertThat(ScriptExecutor.actions(text, raceTime - 10)).as(style.label()).isEqualTo(expected);
        }
    }

    @Test
    void fullThrottleIsNotLost() throws Exception {
        Replay replay = replay("NICO1_SnowB5");

        for (ScriptStyle style : ScriptStyle.values()) {
            assertThat(ReplayScripts.of(replay, ScriptOptions.DEFAULT.withStyle(style)).lines())
                    .contains("0 gas -65536");
        }
    }

    private static Replay replay(String name) throws IOException {
        List<Path> replays = Samples.files(Samples.folder().orElseThrow(), "replays");
        Optional<Path> file = replays.stream()
                .filter(path -> path.getFileName().toString().toLowerCase(Locale.ROOT)
                        .startsWith(name.toLowerCase(Locale.ROOT) + ".replay"))
                .findFirst();
        return GbxFiles.readReplay(file.orElseThrow(() -> new UncheckedIOException(new IOException(name))),
                GbxReadOptions.INPUTS).content();
    }
}
