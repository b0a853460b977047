package tmnf.cli.doctor.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.Progress;
import tmnf.cli.doctor.selftest.StepOutcome.Result;

/** What the self-test makes of steps that work, fail, hang or are not reached. */
@Timeout(60)
class SelfTestTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @Test
    void aStepThatFailsDoesNotKeepTheNextOneFromBeingTried() throws IOException {
        List<StepOutcome> outcomes = run(LONG, LONG, SelfTestStep.of("breaks", "breaking", place -> {
            throw new UncheckedIOException("read: ", new IOException("disk on fire"));
        }), SelfTestStep.of("works", "working", place -> Files.writeString(
                place.folder("works").resolve("file"), "text").getFileName().toString()));

        assertThat(outcomes).extracting(StepOutcome::result).containsExactly(Result.FAILED, Result.OK);
        assertThat(outcomes.get(0).message()).contains("read: ");
        assertThat(outcomes.get(0).details()).contains("Caused by: java.io.IOException: disk on fire")
                .contains("at tmnf.cli.doctor.selftest.SelfTestTest");
        assertThat(outcomes.get(0).fix()).contains("attach the report");
        assertThat(outcomes.get(1).message()).isEqualTo("file");
        assertThat(outcomes.get(1).fix()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void anErrorOfTheMachineIsAFailureToo() throws IOException {
        List<StepOutcome> outcomes = run(LONG, LONG, SelfTestStep.of("links", "linking", place -> {
            throw new UnsatisfiedLinkError("no such library");
        }));

        assertThat(outcomes.get(0).result()).isEqualTo(Result.FAILED);
        assertThat(outcomes.get(0).message()).contains("no such library");
    }

    @Test
    void whatTheProgramGetsAlongWithoutIsAWarning() throws IOException {
        List<StepOutcome> outcomes = run(LONG, LONG, SelfTestStep.of("lacks", "lacking", place -> {
            throw StepFailed.bearable("no links here", "nothing needs to be done", null);
        }));

        assertThat(outcomes.get(0)).extracting(StepOutcome::result, StepOutcome::message, StepOutcome::fix)
                .containsExactly(Result.WARNING, "no links here", "nothing needs to be done");
    }

    @Test
    void aStepThatHangsIsLeftWithWhereItHangs() throws IOException {
        CountDownLatch never = new CountDownLatch(1);

        List<StepOutcome> outcomes = run(LONG, Duration.ZERO, new SelfTestStep("hangs", "hanging",
                Duration.ofMillis(100), place -> {
                    never.await();
                    return "";
                }), SelfTestStep.of("next", "going on", place -> "done"));

        assertThat(outcomes.get(0).result()).isEqualTo(Result.FAILED);
        assertThat(outcomes.get(0).message()).isEqualTo("hangs");
        assertThat(outcomes.get(0).details()).contains("where it hangs:", "CountDownLatch.await");
        assertThat(outcomes.get(1).message()).isEqualTo("done");
        assertNothingIsLeft();
    }

    @Test
    void whenTheTimeIsOverTheRestIsNotTried() throws IOException {
        List<StepOutcome> outcomes = run(Duration.ofNanos(-1), LONG,
                SelfTestStep.of("late", "being late", place -> "done"));

        assertThat(outcomes.get(0).result()).isEqualTo(Result.NOT_RUN);
        assertThat(outcomes.get(0).message()).contains("no time was left");
    }

    @Test
    void whenItIsStoppedItTidiesUp() throws IOException {
        CountDownLatch never = new CountDownLatch(1);

        List<StepOutcome> outcomes = run(LONG, LONG, SelfTestStep.of("stopped", "being stopped", place -> {
            Files.writeString(place.folder("some").resolve("file"), "text");
            interrupted.set(true);
            never.await();
            return "";
        }), SelfTestStep.of("later", "being later", place -> "done"));

        assertThat(outcomes).extracting(StepOutcome::result)
                .containsExactly(Result.NOT_RUN, Result.NOT_RUN);
        assertNothingIsLeft();
    }

    @Test
    void whoeverIsStoppedMayComeToAnEndBeforeAllIsDeleted() throws IOException {
        AtomicBoolean over = new AtomicBoolean();

        run(LONG, LONG, SelfTestStep.of("stopped", "being stopped", place -> {
            interrupted.set(true);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                LockSupport.parkNanos(100_000_000);
                over.set(true);
            }
            return "";
        }));

        assertThat(over).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void racesThatAreStoppedLeaveNone() throws Exception {
        try (SelfTestPlace place = SelfTestPlace.in(folder)) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> PipelineSteps.races(place, () -> asked.incrementAndGet() > 3))
                    .isInstanceOf(InterruptedException.class);
            assertThat(asked).as("within a race").hasValue(4);
            assertThat(place.folder().resolve("races")).doesNotExist();

            assertThat(PipelineSteps.races(place, () -> false).resolve("tracks/1001.Challenge.Gbx")).exists();
        }
    }

    @Test
    void aCommandThatEndsOtherwiseIsReportedWithWhatItSaid() throws IOException {
        List<StepOutcome> outcomes = run(LONG, LONG, new SelfTestStep("command", "a command", LONG,
                place -> place.commands().run(LONG, 0, List.of("inspect", "no-such-file.gbx"))));

        assertThat(outcomes.get(0).result()).isEqualTo(Result.FAILED);
        assertThat(outcomes.get(0).message()).isEqualTo("tmnf inspect ended with 4 instead of 0");
        assertThat(outcomes.get(0).details()).startsWith("tmnf inspect no-such-file.gbx\n")
                .contains("no such file");
        assertNothingIsLeft();
    }

    @Test
    void aCommandThatHangsIsKilled() throws IOException {
        List<StepOutcome> outcomes = run(LONG, LONG, new SelfTestStep("command", "a command", LONG,
                place -> place.commands().run(Duration.ofMillis(300), 0, List.of("sim", "game"))));

        assertThat(outcomes.get(0).message()).isEqualTo("tmnf sim not finished within 0 s");
        assertThat(ProcessHandle.current().children().filter(child -> child.isAlive() && child.info()
                .commandLine().filter(line -> line.endsWith(" sim game")).isPresent())).isEmpty();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private List<StepOutcome> run(Duration all, Duration longer, SelfTestStep... steps) throws IOException {
        return new SelfTest(context(), List.of(steps), all, longer).run(folder);
    }

    private CommandContext context() {
        CommandContext.Registration nothing = () -> { };
        return (CommandContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandContext.class}, (proxy, method, args) -> switch (method.getName()) {
                    case "interrupted" -> interrupted.get();
                    case "onInterrupt" -> nothing;
                    case "progress" -> Progress.NONE;
                    case "event" -> null;
                    default -> throw new IllegalStateException("not expected: " + method.getName());
                });
    }
}
