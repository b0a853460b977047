package tmnf.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import tmnf.capture.plan.Shard;
import tmnf.capture.write.CaptureStore;

/** Captures by the command, and each way in which they can end. */
@Timeout(120)
class CaptureCommandTest extends CaptureTestBase {

    @Test
    void capturesSaysSoAndHasNothingToDoTheNextTime() throws IOException {
        race("t1", 2);
        race("t2", 1);

        CliRun run = capture("img", "--workers", "2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Captured 3 replays, 249 frames");
        assertThat(run.err()).contains("t1/pos1.replay: 83 of 83 frames, 1 of 1 splits, at most 0.00 m",
                "Next: tmnf inspect --check img");
        var first = published("img");
        assertThat(first.keySet()).contains("t1/pos2.replay/metadata.json", "t2/pos1.replay/manifest.json",
                "t1/pos1.replay/frame_00012_1200ms.jpeg");

        CliRun again = capture("img");

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Nothing to do", "3 done");
        assertThat(published("img")).isEqualTo(first);
    }

    @Test
    void twoVsShowEachMessageOfTheGame() throws IOException {
        race("1", 1);

        CliRun run = capture("out", "-vv");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("-> ExecuteCommand[command=set draw_game true]",
                "<- RunStep[raceTimeMs=");
        assertThat(capture("again", "-v").err()).doesNotContain("-> ", "<- ");
    }

    @Test
    void jsonHasEachReplay() throws IOException {
        race("t1", 2);

        JsonNode json = capture("img", "--json").json();

        assertThat(json.get("exitCode").asInt()).isZero();
        assertThat(json.get("result").get("captured").asInt()).isEqualTo(2);
        assertThat(json.get("result").get("replays")).hasSize(2).allSatisfy(replay -> {
            assertThat(replay.get("status").asText()).isEqualTo("captured");
            assertThat(replay.get("frames")).isEqualTo(replay.get("framesExpected"));
        });
    }

    @Test
    void refusedReplaysAreNamedWithTheReason() throws IOException {
        race("t1", 1);
        write("maps/replays/t1/pos7.replay.gbx", "no replay");

        CliRun run = capture("img", "--json");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("t1/pos7.replay: refused, unreadable: ");
        assertThat(run.json().get("result").get("replays"))
                .filteredOn(replay -> replay.path("replay").asText().equals("pos7.replay"))
                .singleElement().satisfies(replay -> {
                    assertThat(replay.get("status").asText()).isEqualTo("refused");
                    assertThat(replay.get("refusal").asText()).isEqualTo("unreadable");
                });
    }

    @Test
    void whereNothingCanBeCapturedNothingIsLeftBehind() throws IOException {
        write("maps/replays/t1/pos7.replay.gbx", "no replay");

        assertThat(capture("img").code()).isEqualTo(3);
        assertThat(cwd.resolve("img")).doesNotExist();

        Files.delete(cwd.resolve("maps/replays/t1/pos7.replay.gbx"));
        assertThat(capture("img").code()).isEqualTo(4);
        assertThat(cwd.resolve("img")).doesNotExist();
    }

    @Test
    void planIsTheDryRunByAnotherName() throws IOException {
        race("t1", 2);

        CliRun plan = tmnf("capture", "plan", "--sim", "--fps", "10", "--output-dir", "img");
        CliRun dry = tmnf("capture", "--dry-run", "--sim", "--fps", "10", "--output-dir", "img");

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).isEqualTo(dry.out()).contains("2 replays of 1 track");
        assertThat(cwd.resolve("img")).doesNotExist();
        assertThat(tmnf("capture", "plain").err()).contains("unknown argument 'plain'");
    }

    @Test
    void anOutputFolderThatIsAFileIsSaidAtOnce() throws IOException {
        race("t1", 1);
        write("taken", "a file");

        for (String form : new String[] {"--workers", "--dry-run"}) {
            CliRun run = form.equals("--dry-run") ? capture("taken/img", form) : capture("taken/img");

            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("taken is no folder", "--output-dir");
        }
    }

    @Test
    void aMistypedScriptsFolderIsNotMade() throws IOException {
        race("t1", 1);
        game();

        CliRun attached = tmnf("capture", "--game-dir", "game", "--scripts-dir", "game/Scrpts");

        assertThat(attached.code()).as(attached.err()).isEqualTo(4);
        assertThat(attached.err()).contains("game/Scrpts is not there");
        assertThat(cwd.resolve("game/Scrpts")).doesNotExist();
        assertThat(capture("img", "--scripts-dir", "game/Scrpts").code()).isEqualTo(4);
        assertThat(cwd.resolve("img")).doesNotExist();
    }

    @Test
    void eventsComeAsReplaysEnd() throws IOException {
        race("t1", 2);

        List<JsonNode> events = capture("img", "--json-lines").out().lines().map(line -> {
            try {
                return new ObjectMapper().readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();

        assertThat(events).extracting(event -> event.path("e").asText())
                .contains("worker", "item", "progress");
    }

    @Test
    void overwriteCapturesAgainAndChangesNothing() throws IOException {
        race("t1", 1);
        capture("img");
        var before = published("img");

        CliRun run = capture("img", "--overwrite");

        assertThat(run.out()).contains("Captured 1 replay");
        assertThat(published("img")).isEqualTo(before);
    }

    @Test
    void aReplayThatIsWrongIsPutAsideAndTriedAgainOnRequestOnly() throws IOException {
        race("t1", 1);

        CliRun wrong = capture("img", "--input-time-offset-ms", "100");

        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("tries again", "put aside in img/.capture/quarantine");
        assertThat(published("img")).isEmpty();
        assertThat(cwd.resolve("img/.capture/quarantine/t1/pos1.replay/reason.json")).exists();
        assertThat(cwd.resolve("img/t1")).doesNotExist();
        CliRun same = capture("img", "--input-time-offset-ms", "100");
        assertThat(same.code()).isEqualTo(3);
        assertThat(same.out()).contains("Nothing to do", "1 quarantined").doesNotContain("all that can be");
        assertThat(same.err()).contains("1 replay put aside earlier", "--retry-failed");
        assertThat(capture("img", "--input-time-offset-ms", "100", "--retry-failed").err())
                .contains("attempt 1 failed");
        assertThat(capture("img").out()).contains("Captured 1 replay");
        assertThat(published("img")).isNotEmpty();
    }

    @Test
    void anOutputFolderInUseEndsWithFive() throws IOException {
        race("t1", 1);
        try (CaptureStore other = CaptureStore.open(cwd.resolve("img"), Shard.ALL)) {
            assertThat(other).isNotNull();
            CliRun run = capture("img");

            assertThat(run.code()).isEqualTo(5);
            assertThat(run.err()).contains("img").contains("fix: ");
        }
    }

    @Test
    void aPortThatNobodyListensOnEndsWith69() throws IOException {
        race("t1", 1);
        game();

        CliRun run = tmnf("capture", "--game-dir", "game", "--base-tmi-port", freePort(),
                "--connect-timeout", "300ms");

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("no game can be used any more", "unreachable",
                "1 replay left, the same command goes on");
        assertThat(cwd.resolve("capture_frames_out")).doesNotExist();
    }

    @Test
    void somebodyElseOnThePortEndsWith69() throws Exception {
        race("t1", 1);
        game();
        ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread server = new Thread(() -> answer(web));
        server.start();
        try {
            CliRun run = tmnf("capture", "--game-dir", "game", "--base-tmi-port",
                    Integer.toString(web.getLocalPort()), "--connect-timeout", "1s");

            assertThat(run.code()).as(run.err()).isEqualTo(69);
            assertThat(run.err()).contains("no game can be used any more");
        } finally {
            web.close();
            server.join();
        }
    }

    /** A web server that takes the plugin's client for a browser. */
    private static void answer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket socket = web.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the client has gone, or the test is over
            }
        }
    }

    private void game() throws IOException {
        Files.createDirectories(cwd.resolve("game/Tracks/Challenges"));
        Files.createDirectories(cwd.resolve("game/Scripts"));
    }

    @Test
    void aScriptsFolderThatCannotBeWrittenIsSaid() throws IOException {
        race("t1", 1);
        write("file", "not a folder");

        CliRun run = capture("img", "--scripts-dir", "file");

        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("file");
        assertThat(published("img")).isEmpty();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "mounts a small tmpfs")
    void aFullDiskEndsWithOneAndLeavesNothingHalf() throws Exception {
        race("t1", 3);
        Path small = Files.createDirectories(cwd.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs",
                small.toString()).redirectErrorStream(true).start();
        assumeThat(mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0)
                .as("permission to mount a small disk").isTrue();
        try {
            CliRun run = capture("small/img", "--width", "128", "--height", "128", "--fps", "50");

            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err()).contains("No space left", "the same command goes on");
            assertThat(published("small/img").keySet()).noneMatch(name -> name.endsWith("metadata.json"));
        } finally {
            new ProcessBuilder("umount", small.toString()).start().waitFor();
        }
    }

    @Test
    void zoneCentresThatAreDamagedAreWarnedOfAndTheRestIsCaptured() throws IOException {
        race("t1", 1);
        write("maps/vcp/t1_0.5m_cl.npy", "no array");

        CliRun run = capture("img");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("t1_0.5m_cl.npy");
        assertThat(published("img").get("t1/pos1.replay/manifest.json")).contains("\"meta\"")
                .doesNotContain("zone_centers_in_car_frame");
    }

    @Test
    void aReplayOfAnotherTracksChallengeIsRefusedAndTheOthersAreCaptured() throws IOException {
        race("t1", 1);
        Path stray = cwd.resolve("maps/replays/t1/pos2.replay.gbx");
        Files.write(stray, tmnf.tminterface.sim.driver.DrivenReplays.drive("jump", 1, 1, () -> false).get(0)
                .file());
        Files.createDirectories(cwd.resolve("maps/tracks"));
        Files.write(cwd.resolve("maps/tracks/t1.Challenge.Gbx"),
                tmnf.tminterface.sim.track.BuiltInTracks.file("straight"));

        CliRun run = capture("img");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("refused: other-challenge", "1 replay cannot be captured");
        assertThat(published("img").keySet()).anyMatch(name -> name.startsWith("t1/pos1.replay/"))
                .noneMatch(name -> name.startsWith("t1/pos2.replay/"));
    }

    @Test
    void theTimeOfMaxRuntimeEndsWith75AndTheRestFollows() throws IOException {
        race("t1", 3);
        race("t2", 3);

        CliRun run = capture("img", "--max-runtime", "1s", "--running-speed", "4");

        assertThat(run.code()).as(run.err()).isEqualTo(75);
        assertThat(run.err()).contains("the time of --max-runtime is over: ");
        assertThat(capture("img").code()).isZero();
        assertThat(published("img").keySet().stream().filter(name -> name.endsWith("metadata.json")))
                .hasSize(6);
    }

    @Test
    void theListOfTracksThatWaitForAKeyCanBeExcludedTheNextTime() throws IOException {
        race("t1", 1);

        CliRun run = capture("img", "--write-enter-maps", "enter.txt", "--sim-fault", "press-enter",
                "--map-load-timeout", "400ms");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("track t1 is left out from here on: needs-enter");
        assertThat(cwd.resolve("enter.txt")).hasContent("t1\n");
        race("t2", 1);
        assertThat(capture("img", "--exclude-enter-maps", "enter.txt").code()).isZero();
        assertThat(published("img").keySet()).allMatch(name -> name.startsWith("t2/"));
    }

    @Test
    void shardsTogetherCaptureAllIntoOneFolder() throws IOException {
        for (String track : List.of("t1", "t2", "t3")) {
            race(track, 1);
        }

        Stream.of("1/2", "2/2").forEach(shard ->
                assertThat(capture("img", "--shard", shard).code()).isZero());
        capture("whole");

        assertThat(published("img")).isEqualTo(published("whole"));
    }
}
