package tmnf.cli.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;

class StripIntroCommandTest extends CliTestBase {

    private SyntheticReplays track;

    @BeforeEach
    void makeChallenge() throws IOException {
        track = SyntheticReplays.track("intro", 9, new SyntheticReplays.Options(14, 5, MapType.RACE, 12.5));
        Files.write(cwd.resolve("map.Challenge.Gbx"), track.challengeFile());
    }

    @Test
    void writesTheSameChallengeWithoutItsIntro() throws IOException {
        CliRun run = tmnf("strip-intro", "map.Challenge.Gbx", "-o", "out/short.Challenge.Gbx", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.json().at("/result/hadIntro").asBoolean()).isTrue();
        assertThat(run.json().at("/result/introDurationMs").asInt()).isEqualTo(12_500);
        Challenge stripped = GbxFiles.readChallenge(cwd.resolve("out/short.Challenge.Gbx")).content();
        assertThat(stripped).isEqualTo(track.challenge().toBuilder().intro(null).build());
    }

    @Test
    void aChallengeWithoutIntroIsCopied() throws IOException {
        tmnf("strip-intro", "map.Challenge.Gbx", "-o", "once.Challenge.Gbx");

        CliRun run = tmnf("strip-intro", "once.Challenge.Gbx", "-o", "twice.Challenge.Gbx");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("has no intro");
        assertThat(cwd.resolve("twice.Challenge.Gbx"))
                .hasSameBinaryContentAs(cwd.resolve("once.Challenge.Gbx"));
    }

    @Test
    void neverOverwritesSomethingElse() throws IOException {
        Files.writeString(cwd.resolve("precious"), "mine");

        assertThat(tmnf("strip-intro", "map.Challenge.Gbx", "-o", "precious").code()).isEqualTo(2);
        assertThat(tmnf("strip-intro", "map.Challenge.Gbx", "-o", "map.Challenge.Gbx").code()).isEqualTo(2);

        assertThat(cwd.resolve("precious")).hasContent("mine");
        assertThat(tmnf("strip-intro", "map.Challenge.Gbx", "-o", "precious", "--force").code()).isZero();
    }

    @Test
    void refusesReplaysAndDamagedFiles() throws IOException {
        Files.write(cwd.resolve("a.Replay.Gbx"), track.replayFile(
                track.drive(1, 0, new SyntheticReplays.Driver("anna", "Anna", false))));
        Files.writeString(cwd.resolve("b.Challenge.Gbx"), "<html>");

        assertThat(tmnf("strip-intro", "a.Replay.Gbx", "-o", "out").code()).isEqualTo(2);
        CliRun damaged = tmnf("strip-intro", "b.Challenge.Gbx", "-o", "out");
        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.err()).contains("web page", "fix: download or save").doesNotContain("\tat ");
        assertThat(tmnf("strip-intro", "c.Challenge.Gbx", "-o", "out").code()).isEqualTo(4);
        assertThat(tmnf("strip-intro", ".", "-o", "out").code()).isEqualTo(4);
        assertThat(cwd.resolve("out")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadEndsWithThreeAndAdviceThatFitsIt() throws IOException {
        Files.write(cwd.resolve("empty.Challenge.Gbx"), new byte[0]);
        Files.write(cwd.resolve("cut.Challenge.Gbx"), Arrays.copyOf(track.challengeFile(), 900));
        byte[] other = track.challengeFile();
        other[9] = 0x12; // the class id's lowest byte: no class that the game stores alone
        other[10] = 0x34;
        Files.write(cwd.resolve("other.Challenge.Gbx"), other);
        try (RandomAccessFile large = new RandomAccessFile(cwd.resolve("large.Challenge.Gbx").toFile(),
                "rw")) {
            large.setLength(70L << 20);
        }

        Map<String, String> advice = Map.of(
                "empty", "fix: download or save the challenge again",
                "cut", "fix: name another file; if this one was a challenge, download or save it again",
                "large", "fix: name another file; if this one was a challenge, download or save it again",
                "other", "fix: name a .Challenge.Gbx file of TrackMania Forever");
        advice.forEach((name, fix) -> {
            CliRun run = tmnf("strip-intro", name + ".Challenge.Gbx", "-o", "out");
            assertThat(run.code()).as(run.err()).isEqualTo(3);
            assertThat(run.err()).contains(name + ".Challenge.Gbx cannot be rewritten", "  cause: ", fix);
        });
        assertThat(cwd.resolve("out")).doesNotExist();
    }

    @Test
    void aFileWithoutPermissionEndsWithThree() throws IOException {
        Path locked = cwd.resolve("map.Challenge.Gbx");
        boolean posix = locked.getFileSystem().supportedFileAttributeViews().contains("posix");
        assumeTrue(posix, "skipped: no permissions");
        Files.setPosixFilePermissions(locked, Set.of());
        assumeTrue(!Files.isReadable(locked), "skipped: this user may read everything");

        CliRun run = tmnf("strip-intro", "map.Challenge.Gbx", "-o", "out");

        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("cause: permission denied", "fix: change its permissions")
                .doesNotContain("again");
    }
}
