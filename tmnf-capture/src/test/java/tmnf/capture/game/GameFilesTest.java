package tmnf.capture.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.MapType;
import tmnf.gbx.synthetic.SyntheticReplays;

class GameFilesTest {

    private static final SyntheticReplays TRACK = track(1, 0);
    private static final SyntheticReplays OTHER = track(2, 5);
    private static final String UID = TRACK.challenge().uid();
    private static final String HASH = "0123456789ab";
    private static final Optional<String> USER = Optional.of("user");

    @TempDir
    private Path base;
    private GamePlaces places;

    @BeforeEach
    void makeGame() throws IOException {
        places = new GamePlaces(base.resolve("game"), base.resolve("Scripts"));
        for (Path folder : List.of(places.challenges(), places.autosaves(), places.scripts())) {
            Files.createDirectories(folder);
        }
        Files.writeString(places.challenges().resolve("mine.Challenge.Gbx"), "mine");
        Files.writeString(places.scripts().resolve("tmnf_w0_notes.txt"), "mine");
    }

    private static SyntheticReplays track(long seed, double introSeconds) {
        return SyntheticReplays.track("Track $f00" + seed, seed,
                new SyntheticReplays.Options(24, 0, MapType.RACE, introSeconds));
    }

    private static byte[] replay(SyntheticReplays track) {
        return track.replayFile(track.drive(0, 0, new SyntheticReplays.Driver("user", "User", false)));
    }

    private Path save(String name, byte[] content) throws IOException {
        return Files.write(places.autosaves().resolve(name), content);
    }

    private GameFiles open(int worker) throws IOException {
        return GameFiles.open(places, worker, USER);
    }

    /** Every file with its content. */
    private Map<String, String> everything() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(base)) {
            all.forEach(file -> {
                try {
                    String name = base.relativize(file).toString().replace('\\', '/');
                    files.put(name, Files.isDirectory(file) ? "folder"
                            : Files.readString(file, StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return files;
    }

    @Test
    void challengeAndScriptLieWhereTheGameLooksAndAreGoneAfterwards() throws IOException {
        save("user_Track 1.Replay.gbx", replay(TRACK));
        Map<String, String> before = everything();

        try (GameFiles files = open(0)) {
            StagedChallenge staged = files.stage("a.replay.gbx", TRACK.challengeFile(), UID, false);
            String script = files.script(HASH, "0 press up\n");
            files.hidePersonalBests(UID, TRACK.challenge().name());

            assertThat(staged.command()).matches("tmnf/w0/[0-9a-f]{12}\\.Challenge\\.Gbx");
            assertThat(places.challenges().resolve(staged.command())).isEqualTo(staged.file())
                    .hasBinaryContent(TRACK.challengeFile());
            assertThat(staged.stripped()).isFalse();
            assertThat(script).isEqualTo("tmnf_w0_" + HASH + ".txt");
            assertThat(places.scripts().resolve(script)).hasContent("0 press up\n");
        }

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void onlyTheLatestChallengeAndScriptOfAWorkerAreKept() throws IOException {
        try (GameFiles files = open(3)) {
            StagedChallenge first = files.stage("a", TRACK.challengeFile(), UID, false);
            StagedChallenge second =
                    files.stage("b", OTHER.challengeFile(), OTHER.challenge().uid(), false);
            files.script(HASH, "1");
            files.script("ffffffffffff", "2");

            assertThat(first.file()).doesNotExist();
            assertThat(second.file()).exists();
            assertThat(places.scripts().resolve("tmnf_w3_" + HASH + ".txt")).doesNotExist();
            assertThat(places.scripts().resolve("tmnf_w3_ffffffffffff.txt")).hasContent("2");
            assertThat(files.stage("b", OTHER.challengeFile(), OTHER.challenge().uid(), false))
                    .isEqualTo(second);
            assertThat(second.file()).exists();
        }
    }

    @Test
    void introIsStrippedFromTheCopyAndTheUidStays() throws IOException {
        String uid = OTHER.challenge().uid();
        try (GameFiles files = open(0)) {
            StagedChallenge whole = files.stage("a", OTHER.challengeFile(), uid, false);
            assertThat(GbxFiles.readChallenge(whole.file()).content().intro()).isPresent();

            StagedChallenge stripped = files.stage("a", OTHER.challengeFile(), uid, true);
            assertThat(stripped.stripped()).isTrue();
            assertThat(GbxFiles.readChallenge(stripped.file()).content().intro()).isEmpty();
            assertThat(GbxFiles.readChallenge(stripped.file()).content().uid()).isEqualTo(uid);

            StagedChallenge without = files.stage("a", TRACK.challengeFile(), UID, true);
            assertThat(without.stripped()).isFalse();
            assertThat(without.warning()).isEmpty();
        }
    }

    @Test
    void introThatCannotBeTakenOutStaysInWithAWarning() throws IOException {
        byte[] damaged = OTHER.challengeFile().clone();
        Arrays.fill(damaged, damaged.length - 200, damaged.length, (byte) 0xFF);
        try (GameFiles files = open(0)) {
            StagedChallenge staged = files.stage("a", damaged, OTHER.challenge().uid(), true);

            assertThat(staged.stripped()).isFalse();
            assertThat(staged.warning()).startsWith("a: its intro stays in: ");
            assertThat(staged.file()).hasBinaryContent(damaged);
        }
    }

    @Test
    void anotherChallengeThanTheOneAskedForIsNotStaged() throws IOException {
        try (GameFiles files = open(0)) {
            assertBad(() -> files.stage("x", OTHER.challengeFile(), UID, false), "has the uid "
                    + OTHER.challenge().uid() + ", not " + UID);
            assertBad(() -> files.stage("x", replay(TRACK), UID, false), "this is a replay, not a challenge");
            assertBad(() -> files.stage("x", new byte[20], UID, false), "x");
            assertThatIllegalArgumentException().isThrownBy(() -> files.script("../../a", "text"));
        }
    }

    private static void assertBad(Callable<?> stage, String message) {
        assertThatThrownBy(stage::call).isInstanceOfSatisfying(GameFilesException.class,
                e -> assertThat(e.reason()).isEqualTo(GameFilesException.Reason.BAD_CHALLENGE))
                .hasMessageContaining(message);
    }

    @Test
    void eachWorkerAndEachProgramHasANumberOfItsOwn() throws IOException {
        GameFiles first = open(0);
        try (GameFiles second = open(1); GameFiles third = open(0)) {
            assertThat(List.of(first.number(), second.number(), third.number())).containsExactly(0, 1, 2);
            second.script(HASH, "2");
            first.close();
            assertThat(places.scripts().resolve("tmnf_w1_" + HASH + ".txt")).exists();
            try (GameFiles fourth = open(0)) {
                assertThat(fourth.number()).isZero();
                assertThat(places.scripts().resolve("tmnf_w1_" + HASH + ".txt")).exists();
            }
        }
        assertThat(places.challenges().resolve("tmnf")).doesNotExist();
    }

    @Test
    void manyWorkersComeAndGoAtTheSameTime() throws Exception {
        save("user_x.Replay.gbx", replay(TRACK));
        Map<String, String> before = everything();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> done = new ArrayList<>();
            for (int worker = 0; worker < 6; worker++) {
                int number = worker % 3;
                done.add(threads.submit(() -> {
                    for (int round = 0; round < 4; round++) {
                        try (GameFiles files = open(number)) {
                            files.stage("a", TRACK.challengeFile(), UID, false);
                            files.script(HASH, "x");
                            assertThat(files.hidePersonalBests(UID, "x")).isEqualTo(1);
                            assertThat(places.autosaves().resolve("user_x.Replay.gbx")).doesNotExist();
                        }
                    }
                    return number;
                }));
            }
            for (Future<Integer> each : done) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void personalBestsAreHiddenByUidAndByNameAndOthersAreNot() throws IOException {
        Path byUid = save("somebody_renamed.Replay.gbx", replay(TRACK));
        Path byName = save("user_Track 1.Replay.gbx", new byte[] {1, 2});
        Path other = save("user_Track 2.Replay.gbx", replay(OTHER));
        Path notes = save("user_Track 1.txt", new byte[3]);

        try (GameFiles files = open(0)) {
            assertThat(files.hidePersonalBests(UID, TRACK.challenge().name())).isEqualTo(2);
            assertThat(byUid).doesNotExist();
            assertThat(byName).doesNotExist();
            assertThat(other).exists();
            assertThat(notes).exists();

            assertThat(files.hidePersonalBests(OTHER.challenge().uid(), OTHER.challenge().name()))
                    .isEqualTo(1);
            assertThat(byUid).as("the game may still be in its race").doesNotExist();
            files.nameBackOthers();
            assertThat(byUid).exists();
            assertThat(byName).hasBinaryContent(new byte[] {1, 2});
            assertThat(other).doesNotExist();
        }
        assertThat(other).exists();
    }

    @Test
    void aPersonalBestStaysHiddenAsLongAsSomebodyWantsItSo() throws IOException {
        Path best = save("user_x.Replay.gbx", replay(TRACK));
        GameFiles first = open(0);
        GameFiles second = open(1);
        first.hidePersonalBests(UID, "x");
        second.hidePersonalBests(UID, "x");

        first.close();
        assertThat(best).doesNotExist();
        open(0).close();
        assertThat(best).doesNotExist();
        second.close();
        assertThat(best).exists();
    }

    @Test
    void aNewFileOfTheGameIsNeverOverwritten() throws IOException {
        byte[] old = replay(TRACK);
        Path best = save("user_x.Replay.gbx", old);
        try (GameFiles files = open(0)) {
            files.hidePersonalBests(UID, "x");
            Files.write(best, new byte[] {7});
            save("user_x (before capture).Replay.gbx", new byte[] {8});
        }

        assertThat(best).hasBinaryContent(new byte[] {7});
        assertThat(places.autosaves().resolve("user_x (before capture).Replay.gbx"))
                .hasBinaryContent(new byte[] {8});
        assertThat(places.autosaves().resolve("user_x (before capture 2).Replay.gbx")).hasBinaryContent(old);
    }

    @Test
    void aNewFileOfTheGameIsHiddenToo() throws IOException {
        byte[] old = replay(TRACK);
        Path best = save("user_x.Replay.gbx", old);
        try (GameFiles files = open(0); GameFiles second = open(1)) {
            files.hidePersonalBests(UID, "x");
            Files.write(best, new byte[] {7});
            assertThat(second.hidePersonalBests(UID, "x")).isEqualTo(2);
            assertThat(best).doesNotExist();
            assertThat(files.hidePersonalBests(UID, "x")).as("the other one hid it").isEqualTo(2);
        }

        assertThat(best).hasBinaryContent(old);
        assertThat(places.autosaves().resolve("user_x (during capture).Replay.gbx"))
                .hasBinaryContent(new byte[] {7});
    }

    @Test
    void allThatTheGameMakesMeanwhileIsKept() throws IOException {
        Path best = save("user_x.Replay.gbx", new byte[] {1});
        try (GameFiles files = open(0)) {
            for (byte i = 2; i < 5; i++) {
                assertThat(files.hidePersonalBests(UID, "x")).isEqualTo(i - 1);
                Files.write(best, new byte[] {i});
            }
        }

        assertThat(best).as("never hidden").hasBinaryContent(new byte[] {4});
        Map<String, Integer> others = Map.of("before capture", 1, "during capture", 2, "during capture 2", 3);
        others.forEach((added, content) ->
                assertThat(places.autosaves().resolve("user_x (" + added + ").Replay.gbx"))
                        .hasBinaryContent(new byte[] {content.byteValue()}));
    }

    /** Scanners hold files that are new. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
    void aFileThatCannotBeReadMayBeOneAndIsLookedAtAgain() throws IOException {
        Path best = save("somebody_renamed.Replay.gbx", replay(TRACK));
        byte[] content = Files.readAllBytes(best);
        Files.delete(best);
        Files.createSymbolicLink(best, best); // no program can read that
        Files.createDirectory(places.autosaves().resolve("a folder.Replay.gbx"));
        try (GameFiles files = open(0)) {
            assertThatThrownBy(() -> files.hidePersonalBests(UID, "x")).isInstanceOf(GameFilesException.class)
                    .hasMessageContaining(best + " may be one of this challenge, and cannot be read");

            Files.delete(best);
            Files.write(best, content);
            assertThat(files.hidePersonalBests(UID, "x")).isEqualTo(1);
            assertThat(best).doesNotExist();
        }
        assertThat(best).hasBinaryContent(content);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
    void whatCanNeverBeReadIsNone() throws IOException {
        Path never = places.autosaves().resolve("somebody_renamed.Replay.gbx");
        Files.createDirectories(places.autosaves());
        Files.createSymbolicLink(never, never);
        try (GameFiles files = open(0)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> files.hidePersonalBests(UID, "x"))
                        .isInstanceOf(GameFilesException.class);
            }
            assertThat(files.hidePersonalBests(UID, "x")).isZero();
            assertThat(files.hidePersonalBests(UID, "x")).isZero();
        }
    }

    @Test
    void filesThatWereHiddenByADeadProgramAreNamedBackAndItsFilesRemoved() throws IOException {
        Map<String, String> before = everything();
        save("user_x.Replay.gbx.tmnf-hidden", new byte[] {9});
        save("user_y.txt.tmnf-hidden", new byte[] {5});
        Path dead = Files.createDirectories(places.challenges().resolve("tmnf/w7"));
        Files.write(dead.resolve("00000000000a.Challenge.Gbx"), new byte[1]);
        Files.writeString(dead.resolve("hidden.txt"), "user_x.Replay.gbx");
        Files.write(dead.resolve(".00000000000a.Challenge.Gbx.17.tmp"), new byte[1]);
        Files.write(places.challenges().resolve("tmnf/w7.lock"), new byte[1]);
        Files.write(places.scripts().resolve("tmnf_w8_" + HASH + ".txt"), new byte[1]);
        Files.write(places.scripts().resolve(".tmnf_w8_" + HASH + ".txt.17.tmp"), new byte[1]);

        open(0).close();

        assertThat(places.autosaves().resolve("user_x.Replay.gbx")).hasBinaryContent(new byte[] {9});
        Files.delete(places.autosaves().resolve("user_x.Replay.gbx"));
        assertThat(places.autosaves().resolve("user_y.txt.tmnf-hidden")).exists();
        Files.delete(places.autosaves().resolve("user_y.txt.tmnf-hidden"));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aProgramThatDiedWhileItHidAFileLeavesOneFile() throws IOException {
        Path best = save("user_x.Replay.gbx", replay(TRACK));
        Map<String, String> before = everything();
        Files.createLink(places.autosaves().resolve("user_x.Replay.gbx.tmnf-hidden"), best);

        open(0).close();

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void gamesThatShareAScriptsFolderTakeDifferentNumbers() throws IOException {
        Files.createDirectories(base.resolve("game2"));
        GamePlaces second = new GamePlaces(base.resolve("game2"), places.scripts());
        try (GameFiles ours = open(0)) {
            ours.script(HASH, "ours");
            try (GameFiles theirs = GameFiles.open(second, 0, USER)) {
                assertThat(List.of(ours.number(), theirs.number())).containsExactly(0, 1);
                theirs.script(HASH, "theirs");
            }
            assertThat(places.scripts().resolve("tmnf_w0_" + HASH + ".txt")).hasContent("ours");
            assertThat(places.scripts().resolve("tmnf_w1_" + HASH + ".txt")).doesNotExist();
        }
    }

    @Test
    void filesOfOthersInOurFoldersStay() throws IOException {
        Path folder = Files.createDirectories(places.challenges().resolve("tmnf/w0"));
        Path file = Files.writeString(folder.resolve("somebody.Challenge.Gbx"), "theirs");

        open(0).close();

        assertThat(file).hasContent("theirs");
    }

    @Test
    void missingAndUnwritableFoldersAreErrorsThatSayWhatToDo() throws IOException {
        assertReason(GameFilesException.Reason.NO_GAME_FOLDER, "TRACKMANIA_BASE_PATH",
                new GamePlaces(base.resolve("gone"), places.scripts()));
        Path file = Files.write(base.resolve("file"), new byte[1]);
        assertReason(GameFilesException.Reason.SCRIPTS_UNWRITABLE, "--scripts-dir",
                new GamePlaces(places.game(), file.resolve("Scripts")));
        Path odd = Files.createDirectories(base.resolve("odd"));
        Files.write(odd.resolve("Tracks"), new byte[1]);
        assertReason(GameFilesException.Reason.CHALLENGES_UNWRITABLE, "permissions",
                new GamePlaces(odd, places.scripts()));
    }

    private static void assertReason(GameFilesException.Reason reason, String hint, GamePlaces where) {
        assertThatThrownBy(() -> GameFiles.open(where, 0, USER)).isInstanceOfSatisfying(
                GameFilesException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(hint);
    }

    @Test
    void closingTwiceIsFineAndUseAfterwardsIsNot() throws IOException {
        GameFiles files = open(0);
        files.close();
        files.close();

        assertThatThrownBy(() -> files.script(HASH, "x")).isInstanceOf(IllegalStateException.class);
    }
}
