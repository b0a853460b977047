package tmnf.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.CliTestBase;
import tmnf.gbx.file.HeldFile;

/** The command with real steps, each a process of its own; most of them are quick. */
@Timeout(120)
class PipelineRunTest extends CliTestBase {

    @Test
    void stepsRunInTheirOrderUpToTheFirstThatFailsAndGoOnThere() throws IOException {
        write("p.yaml", """
                steps:
                  - config init -o one.yaml
                  - name: look
                    run: inspect maps
                  - config init -o two.yaml
                """);
        CliRun first = tmnf("pipeline", "p.yaml");
        assertThat(first.code()).as(first.err()).isEqualTo(4);
        assertThat(first.err()).contains("1/3 config: tmnf config init -o one.yaml", "2/3 look: tmnf inspect",
                "step 2 of 3, look, ended with 4; tmnf pipeline p.yaml goes on there");
        assertThat(cwd.resolve("one.yaml")).exists();
        assertThat(cwd.resolve("two.yaml")).doesNotExist();

        Files.delete(cwd.resolve("one.yaml"));
        Files.createDirectory(cwd.resolve("maps"));
        write("p.yaml", """
                steps:
                  - config init -o one.yaml
                  - name: look
                    run: inspect maps
                    accept: [0, 4]
                  - config init -o two.yaml
                """);
        CliRun second = tmnf("pipeline", "p.yaml", "--json");
        assertThat(second.code()).as(second.err()).isZero();
        JsonNode steps = second.json().at("/result/steps");
        assertThat(steps.findValuesAsText("name")).containsExactly("look", "config-2");
        assertThat(steps.findValuesAsText("state")).containsOnly("done");
        assertThat(cwd.resolve("one.yaml")).doesNotExist();
        assertThat(cwd.resolve("two.yaml")).exists();

        CliRun third = tmnf("pipeline", "p.yaml");
        assertThat(third.code()).isZero();
        assertThat(third.out()).contains("nothing to do: all 3 steps are done; --again begins with the "
                + "first");
    }

    @Test
    void aChangedStepIsDoneAgainWithAllBehindIt() throws IOException {
        write("p.yaml", "steps: [version, config path, help]\n");
        assertThat(tmnf("pipeline", "p.yaml", "--until", "config").code()).isZero();
        write("p.yaml", "steps: [version, config show, help]\n");
        CliRun plan = tmnf("pipeline", "p.yaml", "--dry-run");
        assertThat(plan.out().lines().map(line -> line.substring(0, 8).trim()))
                .containsExactly("done", "run", "run");
        assertThat(tmnf("pipeline", "p.yaml", "--dry-run", "--again").out()).doesNotContain("done");
        assertThat(tmnf("pipeline", "p.yaml", "--dry-run", "--only", "help").out().lines()
                .map(line -> line.substring(0, 8).trim())).containsExactly("done", "left out", "run");
        assertThat(tmnf("pipeline", "p.yaml", "--dry-run", "--from", "help").out().lines()
                .map(line -> line.substring(0, 8).trim())).containsExactly("done", "left out", "run");
        JsonNode state = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(cwd.resolve("p.yaml.state.json").toFile());
        assertThat(state.path("done")).hasSize(2); // a rehearsal changes nothing
    }

    @Test
    void whatIsBegunAgainIsNotDoneUntilItIs() throws IOException {
        write("p.yaml", "steps: [version, inspect maps, help]\n");
        Path maps = Files.createDirectory(cwd.resolve("maps"));
        write("p.yaml", "steps: [version, {run: inspect maps, accept: [0, 4]}, help]\n");
        assertThat(tmnf("pipeline", "p.yaml").out()).contains("3 steps ran; all 3 steps are done");
        assertThat(tmnf("pipeline", "p.yaml", "--until", "version").out()).contains("nothing to do: all 3");

        Files.delete(maps);
        write("p.yaml", "steps: [version, {run: inspect maps, accept: 0}, help]\n");
        CliRun again = tmnf("pipeline", "p.yaml", "--again");
        assertThat(again.code()).isEqualTo(4);
        assertThat(again.err()).contains("1/3 version", "tmnf pipeline p.yaml goes on there");
        CliRun on = tmnf("pipeline", "p.yaml");
        assertThat(on.code()).as("what was done before --again is not done").isEqualTo(4);
        assertThat(on.err()).contains("2/3 inspect").doesNotContain("1/3");

        CliRun later = tmnf("pipeline", "p.yaml", "--from", "help");
        assertThat(later.code()).isZero();
        assertThat(later.out()).contains("1 step ran; 1 of 3 steps are done");
        write("p.yaml", "steps: [{run: version, accept: 3}, help]\n");
        assertThat(tmnf("pipeline", "p.yaml").err()).as("a code that does not count any more")
                .contains("1/2 version");
    }

    @Test
    void allCommandsAreCheckedBeforeTheFirstRuns() throws IOException {
        write("p.yaml", """
                steps:
                  - config init -o one.yaml
                  - inspekt maps
                  - capture --wokers 2
                  - -v pipeline p.yaml
                """);
        CliRun run = tmnf("pipeline", "p.yaml");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("p.yaml:3: inspekt: ", "p.yaml:4: capture: ", "--wokers",
                "p.yaml:5: -v: a pipeline runs no pipeline", "tmnf help COMMAND");
        assertThat(cwd.resolve("one.yaml")).doesNotExist();
    }

    @Test
    void unknownStepsAndSenselessChoicesAreRefused() throws IOException {
        write("p.yaml", "steps: [version, help]\n");
        assertThat(tmnf("pipeline", "p.yaml", "--from", "x").err()).contains("no step x", "version, help");
        assertThat(tmnf("pipeline", "p.yaml", "--from", "help", "--until", "version").code()).isEqualTo(2);
        assertThat(tmnf("pipeline", "p.yaml", "--only", "help", "--again").code()).isEqualTo(2);
        assertThat(tmnf("pipeline", "q.yaml").code()).isEqualTo(4);
    }

    @Test
    void twoAtOnceAndADamagedStateAreTold() throws IOException {
        Path file = write("p.yaml", "steps: [version]\n");
        try (HeldFile held = HeldFile.tryTake(file.resolveSibling("p.yaml.lock")).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(tmnf("pipeline", "p.yaml").code()).isEqualTo(5);
        }
        write("p.yaml.state.json", "{\"version\": 1, \"done\": [");
        CliRun damaged = tmnf("pipeline", "p.yaml");
        assertThat(damaged.code()).isEqualTo(4);
        assertThat(damaged.err()).contains("p.yaml.state.json is damaged", "--again");
        assertThat(tmnf("pipeline", "p.yaml", "--again").code()).isZero();
        assertThat(tmnf("pipeline", "p.yaml").out()).contains("all 1 steps are done");
    }

    /** One file for several projects: what is done in one of them is not done in the other. */
    @Test
    void eachFolderHasItsOwnStepsDone() throws IOException {
        write("p.yaml", "steps: [config init -o one.yaml]\n");
        Path a = Files.createDirectory(cwd.resolve("a"));
        Path b = Files.createDirectory(cwd.resolve("b"));
        assertThat(tmnf("-C", a.toString(), "pipeline", cwd.resolve("p.yaml").toString()).code()).isZero();
        CliRun other = tmnf("-C", b.toString(), "pipeline", cwd.resolve("p.yaml").toString());
        assertThat(other.out()).as(other.err()).contains("1 step ran");
        assertThat(a.resolve("one.yaml")).exists();
        assertThat(b.resolve("one.yaml")).exists();

        assertThat(tmnf("-C", a.toString(), "pipeline", cwd.resolve("p.yaml").toString()).out())
                .contains("nothing to do: all 1");
        Files.delete(a.resolve("one.yaml"));
        assertThat(tmnf("-C", a.toString(), "pipeline", cwd.resolve("p.yaml").toString(), "--again").out())
                .contains("1 step ran");
        assertThat(tmnf("-C", b.toString(), "pipeline", cwd.resolve("p.yaml").toString()).out())
                .as("--again in one folder says nothing of the other").contains("nothing to do: all 1");
    }
}
