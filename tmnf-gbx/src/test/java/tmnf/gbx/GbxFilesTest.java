package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.chunk.ChallengeWriter;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.Replay;
import tmnf.gbx.synthetic.SyntheticReplays;

class GbxFilesTest {

    private static final SyntheticReplays TRACK =
            SyntheticReplays.track("files", 3, new SyntheticReplays.Options(12, 5, MapType.RACE, 0));
    private static final Ghost GHOST =
            TRACK.drive(0, 4, new SyntheticReplays.Driver("login", "nick", false));

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void readsEachKindUnderItsType() throws IOException {
        Path replay = file("a.Replay.Gbx", TRACK.replayFile(GHOST));
        Path challenge = file("a.Challenge.Gbx", TRACK.challengeFile());

        assertThat(GbxFiles.readReplay(replay).content().ghosts()).containsExactly(GHOST);
        assertThat(GbxFiles.readChallenge(challenge).content()).isEqualTo(TRACK.challenge());
        assertThat(GbxFiles.readHeader(replay).kind()).isEqualTo(GbxHeaderFacts.Kind.REPLAY);
    }

    @Test
    void refusesAFileOfAnotherKindAndSaysWhatItIs() throws IOException {
        Path challenge = file("a.Replay.Gbx", TRACK.challengeFile());

        GbxFormatException e =
                catchThrowableOfType(GbxFormatException.class, () -> GbxFiles.readReplay(challenge));

        assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_CLASS);
        assertThat(e.detail()).isEqualTo("this is a challenge, not a replay");
    }

    @Test
    void tellsAMissingFileFromAFolder() {
        Path missing = folder.resolve("missing.gbx");

        assertThatThrownBy(() -> GbxFiles.read(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> GbxFiles.readHeader(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> GbxFiles.read(folder)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> GbxFiles.readHeader(folder)).hasMessageContaining("is a directory");
    }

    @Test
    void saysThatPermissionIsMissing() throws IOException {
        Path locked = file("locked.gbx", TRACK.challengeFile());
        assumeTrue(locked.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(locked), "skipped: this user may read everything");

        assertThatThrownBy(() -> GbxFiles.read(locked)).isInstanceOf(AccessDeniedException.class)
                .hasMessageEndingWith("locked.gbx: permission denied");
    }

    @Test
    void refusesAFileBeyondTheLimitUnread() throws IOException {
        Path challenge = file("a.gbx", TRACK.challengeFile());
        GbxReadOptions small =
                new GbxReadOptions(new GbxLimits(100, 100, 8), GbxReadOptions.Samples.SKIP, false);

        GbxFormatException e =
                catchThrowableOfType(GbxFormatException.class, () -> GbxFiles.read(challenge, small));

        assertThat(e.reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void readsFilesOfOtherFileSystems() throws IOException {
        Path zip = folder.resolve("pack.zip");
        try (FileSystem pack = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = Files.write(pack.getPath("/a.Challenge.Gbx"), TRACK.challengeFile());

            assertThat(GbxFiles.readChallenge(inside).content()).isEqualTo(TRACK.challenge());
            assertThat(GbxFiles.readHeader(inside).mapUid()).isEqualTo(TRACK.challenge().uid());
            assertThatThrownBy(() -> GbxFiles.readHeader(pack.getPath("/missing.gbx")))
                    .isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void readsFilesWhoseNamesAreNoText() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no shell to make such a name");
        file("plain", TRACK.challengeFile());
        Process make = new ProcessBuilder("/bin/sh", "-c", "cp plain \"$(printf 'caf\\351.Challenge.Gbx')\"")
                .directory(folder.toFile())
                .start();
        assumeTrue(make.waitFor(30, TimeUnit.SECONDS) && make.exitValue() == 0,
                "skipped: the file system takes no such names");
        Path odd = list().stream().filter(name -> name.toString().endsWith("Gbx")).findFirst().orElseThrow();

        assertThat(GbxFiles.readChallenge(odd).content()).isEqualTo(TRACK.challenge());
        assertThat(GbxFiles.readHeader(odd).mapUid()).isEqualTo(TRACK.challenge().uid());
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void headerOfAFileWithAThumbnailIsReadWhole() throws IOException {
        Challenge large = TRACK.challenge().toBuilder().thumbnail(new byte[20_000]).build();
        Path file = file("a.gbx", ChallengeWriter.file(large));

        assertThat(GbxFiles.readHeader(file)).isEqualTo(GbxFiles.read(file).header());
    }

    @Test
    void replayInMemoryIsRead() throws GbxFormatException {
        GbxFile<Replay> replay =
                GbxFiles.readReplay("memory", TRACK.replayFile(GHOST), GbxReadOptions.FULL);

        assertThat(replay.label()).isEqualTo("memory");
        assertThat(replay.content().challenge()).contains(TRACK.challenge());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: pipes have no place among files there")
    void refusesAPipeInsteadOfWaitingForAWriter() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.gbx");
        assumeTrue(makesPipe(pipe), "skipped: this system has no mkfifo");

        assertThatThrownBy(() -> GbxFiles.read(pipe)).hasMessageContaining("is a pipe or a device");
        assertThatThrownBy(() -> GbxFiles.readHeader(pipe)).hasMessageContaining("is a pipe or a device");
    }

    private static boolean makesPipe(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
