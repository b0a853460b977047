package tmnf.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;

class PipelineFileTest {

    @TempDir
    Path temp;

    private List<PipelineStep> read(String text) throws IOException {
        return PipelineFile.read(Files.writeString(temp.resolve("p.yaml"), text), "p.yaml");
    }

    @Test
    void stepsAreCommandsWithOrWithoutNameAndCodes() throws IOException {
        List<PipelineStep> steps = read("""
                # nightly
                steps:
                  - cleanup maps/img --apply
                  - name: replays
                    run: download --track-ids 'my ids.txt'
                    accept: [0, 3]
                  - run: [cleanup, "maps/with blank"]
                    accept: 75
                  - run: >
                      inspect
                      maps
                """);

        assertThat(steps).extracting(PipelineStep::name)
                .containsExactly("cleanup", "replays", "cleanup-2", "inspect");
        assertThat(steps).extracting(PipelineStep::words).containsExactly(
                List.of("cleanup", "maps/img", "--apply"), List.of("download", "--track-ids", "my ids.txt"),
                List.of("cleanup", "maps/with blank"), List.of("inspect", "maps"));
        assertThat(steps.get(0).accepted()).containsExactly(0);
        assertThat(steps.get(1).accepted()).containsExactly(0, 3);
        assertThat(steps.get(2).accepted()).containsExactly(75);
        assertThat(steps).extracting(PipelineStep::line).containsExactly(3, 4, 7, 9);
        assertThat(steps.get(1).command(false)).isEqualTo("tmnf download --track-ids 'my ids.txt'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                          | p.yaml: has no steps
            steps: []                                   | p.yaml: has no steps
            - version                                   | p.yaml:1: expected steps:
            step: [version]                             | p.yaml:1: unknown key step; there is steps
            steps: version                              | p.yaml:1: steps is a list
            steps: [[version]]                          | p.yaml:1: a step is a command
            steps: [{name: a}]                          | p.yaml:1: a step without a command
            steps: ['']                                 | p.yaml:1: a step without a command
            steps: [{run: version, if: x}]              | p.yaml:1: unknown key if; a step has run
            steps: [{run: version, accept: 256}]        | p.yaml:1: accept has exit codes, 0 to 255, not 256
            steps: [{run: version, accept: [ok]}]       | p.yaml:1: accept has exit codes, 0 to 255, not ok
            steps: [{run: version, run: help}]          | a step has run twice
            steps: [{run: a, name: x},{run: b, name: x}]| p.yaml:1: a second step is called x
            steps: [                                    | p.yaml:1: not valid YAML
            """)
    void whatIsWrongIsToldWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(CliException.class, e -> {
            assertThat(e.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(e.getMessage()).contains(message);
        });
    }

    @Test
    void anOpenQuoteAndStepsThatAreGivenTwiceAreTold() {
        assertThatThrownBy(() -> read("steps: [\"inspect 'a\"]")).hasMessageContaining("the quote ' is not");
        assertThatThrownBy(() -> read("steps: [version]\nsteps: [help]\n")).hasMessageContaining("twice");
    }

    @Test
    void otherThanTextAndLargeFilesAreRefused() throws IOException {
        Path binary = Files.write(temp.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> PipelineFile.read(binary, "b")).hasMessageContaining("not UTF-8");
        Path large = Files.write(temp.resolve("l.yaml"), "#".repeat((1 << 20) + 1)
                .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> PipelineFile.read(large, "l")).hasMessageContaining("1 MiB");
    }
}
