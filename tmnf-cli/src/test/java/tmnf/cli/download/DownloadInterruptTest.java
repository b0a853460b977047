package tmnf.cli.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tmnf.cli.ChildProcess;
import tmnf.cli.InterruptsArrive;
import tmnf.exchange.embedded.Fault;
import tmnf.exchange.embedded.FaultPlan;
import tmnf.exchange.embedded.SiteRequest;

/** Ctrl+C during a download, in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "kill sends no signals there")
class DownloadInterruptTest extends DownloadTestBase {

    /** While the site rests, dribbles a file or a list, fails, or is taken for down. */
    @ParameterizedTest
    @CsvSource({"INT, 130, rest", "TERM, 143, rest", "INT, 130, dribble", "INT, 130, list", "INT, 130, error",
        "INT, 130, down"})
    void aSignalEndsTheRunInTwoSecondsAndTheSameCommandGoesOn(String signal, int code, String trouble)
            throws Exception {
        InterruptsArrive.orSkip();
        exchange.faults(faults(trouble));
        try (ChildProcess process = ChildProcess.tmnf(cwd, List.of("download", "--track-id", "1001,1002",
                "--workers", "2", "--base-url", exchange.url().toString()))) {
            long needed = trouble.equals("down") ? 2 : 1;
            assertThat(process.awaitWhileAlive(() -> exchange.requests().recorded().stream()
                    .filter(request -> isTroubled(trouble, request)).count() >= needed))
                    .as(process.output()).isTrue();
            process.runFor(300);
            long sent = System.nanoTime();
            process.signal(signal);

            int ended = process.exitCode(7);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
            assertThat(ended).as(process.output()).isEqualTo(code);
            assertThat(process.output()).contains("listed replays are there, ", "the same command goes on")
                    .doesNotContain("\tat ");
            assertThat(took).isLessThan(2_500);
        }
        try (Stream<Path> files = Files.walk(cwd)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }

        exchange.faults(FaultPlan.NONE);
        assertThat(download("--track-id", "1001,1002").code()).isZero();
        assertThat(gameFiles("replays_tmnf")).hasSize(5);
        assertThat(offline("verify", "--full").code()).isZero();
    }

    private static FaultPlan faults(String trouble) {
        Fault fault = switch (trouble) {
            case "rest" -> Fault.retryAfter(429, 600);
            case "error" -> Fault.status(500); // then the pauses between attempts grow
            case "down" -> Fault.page("text/html", 500); // two of them, and nothing is asked for 30 s
            default -> Fault.dribble(1, java.time.Duration.ofMillis(200));
        };
        return request -> isTroubled(trouble, request) ? fault : Fault.NONE;
    }

    private static boolean isTroubled(String trouble, SiteRequest request) {
        return switch (trouble) {
            case "list" -> request.path().equals("/api/replays");
            case "down" -> request.path().startsWith("/recordgbx");
            default -> request.path().equals("/recordgbx/7002") || request.path().equals("/recordgbx/7004");
        };
    }
}
