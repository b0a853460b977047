package tmnf.cli.env;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.ChildProcess;

/** Who started this program is known by a property, and watched. */
@Timeout(60)
class OwnProgramTest {

    /** More than any system gives to a process. */
    private static final String NOBODY = "999999999999999999";

    private final List<Process> started = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private String before; // null: not set

    @BeforeEach
    void keepTheProperty() {
        before = System.getProperty(OwnProgram.STEP);
        System.clearProperty(OwnProgram.STEP);
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(OwnProgram.STEP);
        if (before != null) {
            System.setProperty(OwnProgram.STEP, before);
        }
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me", "-1", "12x", "9999999999999999999"})
    void whoeverWasNotStartedByUsWaitsForNobody(String property) {
        System.setProperty(OwnProgram.STEP, property);

        OwnProgram.whenStarterEnds(done::incrementAndGet).run();

        assertThat(OwnProgram.isStep()).isFalse();
        assertThat(done).hasValue(0);
    }

    @Test
    void aStarterThatIsGoneIsToldAtOnce() {
        System.setProperty(OwnProgram.STEP, NOBODY);

        OwnProgram.whenStarterEnds(done::incrementAndGet).run();

        assertThat(OwnProgram.isStep()).isTrue();
        assertThat(done).as("once, and taking it back is too late").hasValue(1);
    }

    /** The system gave the number of the starter, which is gone, to a process that began after this one. */
    @Test
    void whoeverGotItsNumberLaterIsNotTheStarter() throws IOException {
        Process later = start(Waits.class, List.of());
        System.setProperty(OwnProgram.STEP, Long.toString(later.pid()));

        OwnProgram.whenStarterEnds(done::incrementAndGet);

        assertThat(later.isAlive()).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void aStarterThatRunsIsWaitedFor() throws IOException, InterruptedException {
        Process starter = start(Waits.class, List.of());
        Process step = start(Step.class, List.of("-D" + OwnProgram.STEP + "=" + starter.pid()));
        assertThat(step.getInputStream().read()).as("it waits").isEqualTo('w');

        starter.destroyForcibly();

        assertThat(step.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(step.exitValue()).isZero();
    }

    @Test
    void aCommandIsThisProgramAgainWithUsAsItsStarter() {
        List<String> command = OwnProgram.command();

        assertThat(Path.of(command.get(0)).getParent())
                .isEqualTo(Path.of(System.getProperty("java.home"), "bin"));
        assertThat(command).endsWith("-D" + OwnProgram.STEP + "=" + ProcessHandle.current().pid(), "-cp",
                System.getProperty("java.class.path"), "tmnf.cli.Main");
        assertThat(command).noneMatch(word -> word.startsWith("-agentlib:") || word.startsWith("-Xrun"));
    }

    @Test
    void whatWasStartedIsEnded() throws IOException, InterruptedException {
        Process mine = OwnProgram.start(
                new ProcessBuilder(ChildProcess.command(List.of(), Waits.class.getName())));
        started.add(mine);
        Process another = start(Waits.class, List.of());

        OwnProgram.endAll();

        assertThat(mine.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(another.isAlive()).isTrue();
    }

    private Process start(Class<?> program, List<String> options) throws IOException {
        Process process = new ProcessBuilder(ChildProcess.command(options, program.getName())).start();
        started.add(process);
        return process;
    }

    /** Runs until its stdin ends. */
    static final class Waits {

        private Waits() {
        }

        public static void main(String[] args) throws IOException {
            System.in.read();
        }
    }

    /** Runs until its starter has ended. */
    static final class Step {

        private Step() {
        }

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch over = new CountDownLatch(1);
            OwnProgram.whenStarterEnds(over::countDown);
            System.out.print(over.getCount() == 1 ? 'w' : 'o');
            System.out.flush();
            over.await();
        }
    }
}
