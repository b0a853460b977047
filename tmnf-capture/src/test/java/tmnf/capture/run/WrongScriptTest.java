package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.VirtualGame;

/** Real replays are accepted with their own script, and rejected with a script that is a little wrong. */
@Timeout(600)
class WrongScriptTest {

    private static final Pattern TIME = Pattern.compile("(?m)^(\\d+)(?:-(\\d+))? ");
    private static final Pattern RELEASE = Pattern.compile("(?m)^\\d+ rel .*\\R?");
    private static final Pattern RANGE = Pattern.compile("(?m)^(\\d+)-\\d+ press");

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"StadiumA3(00'09''69).Replay.Gbx", "petrp_Randomizer TMF test track.Replay.gbx"})
    void ofAShortReplay(String file) throws Exception {
        check(file);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("tmnf.capture.run.SampleDrives#withoutRespawns")
    void ofEachReplay(String file) throws Exception {
        check(file);
    }

    private void check(String file) throws Exception {
        CaptureWorld world = new CaptureWorld(root);
        CaptureWorld.Drive drive = world.path(file);
        assumeTrue(!drive.text().isBlank(), "the replay has no inputs");
        try (VirtualGame game = world.game(PluginBehaviour.ORIGINAL);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            rejected(capture, drive.withScript(world.script("later.txt", shifted(drive.text(), 10))));
            rejected(capture, drive.withScript(world.script("held.txt", withoutARelease(drive.text()))));
            rejected(capture, drive.withScript(world.script("empty.txt", "")));

            RunRequest request = drive.request(20, 8);
            CaptureWorld.Collected sink = new CaptureWorld.Collected();
            RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
            assertThat(outcome.stop()).isEmpty();
            assertThat(CaptureWorld.verdict(outcome, request)).isInstanceOf(CaptureVerdict.Accepted.class);
            assertThat(sink.times()).isEqualTo(sink.stamps).hasSize(request.frames().count());
            assertThat(game.network.connections()).isEqualTo(1);
        }
    }

    private static void rejected(ReplayCapture capture, CaptureWorld.Drive wrong) {
        RunRequest request = wrong.request(20, 8);
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunOutcome outcome = capture.run(request, sink, RunWatcher.NONE);
        CaptureVerdict verdict = CaptureWorld.verdict(outcome, request);
        assertThat(verdict).as(wrong.script()).isInstanceOf(CaptureVerdict.Rejected.class);
        outcome.stop().ifPresent(stop -> assertThat(stop.reason().blame()).as(stop.toString())
                .isEqualTo(StopReason.Blame.REPLAY));
        assertThat(sink.times()).isEqualTo(sink.stamps);
    }

    private static String shifted(String script, int byMs) {
        return TIME.matcher(script).replaceAll(match -> (Integer.parseInt(match.group(1)) + byMs)
                + (match.group(2) == null ? " " : "-" + (Integer.parseInt(match.group(2)) + byMs) + " "));
    }

    /** Without the release in the middle, or with the range in the middle open at its end. */
    private static String withoutARelease(String script) {
        List<int[]> places = new ArrayList<>();
        Matcher release = RELEASE.matcher(script);
        while (release.find()) {
            places.add(new int[] {release.start(), release.end()});
        }
        if (!places.isEmpty()) {
            int[] place = places.get(places.size() / 2);
            return script.substring(0, place[0]) + script.substring(place[1]);
        }
        Matcher range = RANGE.matcher(script);
        assumeTrue(range.find(), "the replay releases no key");
        return range.reset().replaceFirst("$1 press");
    }
}
