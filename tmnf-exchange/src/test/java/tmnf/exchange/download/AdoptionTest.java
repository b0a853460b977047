package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tmnf.exchange.download.ReplayEntry.Status;
import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.RenameLog;

class AdoptionTest {

    @TempDir Path root;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Näme X| pos2_Name_X_90ms.replay.gbx",
        "Näme X| pos7_Name_X_90ms.replay.gbx",
        "Näme X| pos7_Name_X_90ms-5.replay.gbx",
        "Näme X| pos7_Näme X_90ms.replay.gbx",
        "Näme X| pos7_N_me_X_90ms.replay.gbx",
        "a/b:c| pos7_a_b_c_90ms.replay.gbx",
        "$f00Bob| pos7_$f00Bob_90ms.replay.gbx",
        "$f00Bob| pos7_Bob_90ms.replay.gbx",
        "日本| pos7_日本_90ms.replay.gbx",
        "日本| pos7____90ms.replay.gbx",
        "日本| pos7_player_90ms.replay.gbx",
        "any| 5.replay.gbx",
    })
    void findsAReplayUnderEveryNameThatItMayHave(String user, String name) throws IOException {
        ReplayEntry found = adopt(Plans.entry(5, 2, user, 90), name, Plans.replay(90));

        assertThat(found.status()).isEqualTo(Status.DONE);
        assertThat(found.file()).isEqualTo(name);
        assertThat(found.bytes()).isEqualTo(Plans.replay(90).length);
        assertThat(found.sha256()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource({
        "bob, pos2_bobby_90ms.replay.gbx, 90",
        "bob, pos2_bob_91ms.replay.gbx, 90",
        "bob, pos7_bob_90ms.replay.gbx, 91",
        "bob, pos2_bob_90ms.gbx, 90",
        "bob, .pos2_bob_90ms.replay.gbx.part, 90",
        "bob, pos2_bob_90ms-6.replay.gbx, 90",
        "bob, 6.replay.gbx, 90",
        "bob, bob_90ms.replay.gbx, 90",
    })
    void takesNoOther(String user, String name, int headerMs) throws IOException {
        assertThat(adopt(Plans.entry(5, 2, user, 90), name, Plans.replay(headerMs)).status())
                .isEqualTo(Status.WANTED);
    }

    @Test
    void findsAReplayByTheNameThatItHadBeforeItWasRenamed() throws IOException {
        String name = "pos7_Bob_2_90ms.replay.gbx";
        ReplayEntry wanted = Plans.entry(5, 2, "$f00Bob", 90);
        assertThat(adopt(wanted, name, Plans.replay(90)).status()).isEqualTo(Status.WANTED);
        Path replaysDir;
        try (DownloadFolder folder = open()) {
            replaysDir = folder.trackFolder(1).toAbsolutePath().getParent();
        }
        Files.writeString(RenameLog.in(replaysDir), "1/pos7_$f00Bob_90ms.replay.gbx\t1/" + name + "\n");

        assertThat(adopt(wanted, name, Plans.replay(91)).status()).isEqualTo(Status.WANTED);
        ReplayEntry found = adopt(wanted, name, Plans.replay(90));
        assertThat(found.status()).isEqualTo(Status.DONE);
        assertThat(found.file()).isEqualTo(name);

        Files.writeString(RenameLog.in(replaysDir), "no\tlog\n");
        assertThat(adopt(wanted, "pos7_Bob_90ms.replay.gbx",
                Plans.replay(90)).status()).isEqualTo(Status.DONE);
    }

    @Test
    void takesNoFileThatIsNotWhole() throws IOException {
        String name = "pos2_bob_90ms.replay.gbx";
        byte[] whole = Plans.replay(90);

        for (byte[] bytes : List.of(new byte[0], "<html>".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(whole, whole.length - 1), Plans.challenge())) {
            assertThat(adopt(Plans.entry(5, 2, "bob", 90), name, bytes).status()).isEqualTo(Status.WANTED);
        }
    }

    @Test
    void takesAReplayWithoutATimeOnlyWhereNoneIsListed() throws IOException {
        assertThat(adopt(Plans.entry(5, 2, "bob", -1), "pos9_bob.replay.gbx", Plans.replay(90)).status())
                .isEqualTo(Status.DONE);
        assertThat(adopt(Plans.entry(5, 2, "bob", 90), "pos9_bob.replay.gbx", Plans.replay(90)).status())
                .isEqualTo(Status.WANTED);
    }

    @Test
    void takesNoFileTwiceAndNoneThatAnotherReplayHas() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1,
                    Plans.entry(5, 1, "bob", 90), Plans.entry(6, 2, "bob", 90)));
            Plans.fetch(folder, 1, 5);

            assertThat(folder.adopt(1).replays()).extracting(ReplayEntry::status)
                    .containsExactly(Status.DONE, Status.WANTED);
        }
    }

    @Test
    void guessesNotWhichOfEqualReplaysAFileIs() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, Plans.entry(5, 1, "日本", 90), Plans.entry(6, 2, "한국", 90)));
            Plans.write(folder.trackFolder(1).resolve("pos8_unknown_90ms.replay.gbx"), Plans.replay(90));
            assertThat(folder.adopt(1).replays()).extracting(ReplayEntry::status)
                    .containsExactly(Status.WANTED, Status.WANTED);

            Plans.write(folder.trackFolder(1).resolve("pos10_unknown_90ms.replay.gbx"), Plans.replay(90));
            assertThat(folder.adopt(1).replays()).extracting(ReplayEntry::file)
                    .containsExactly("pos8_unknown_90ms.replay.gbx", "pos10_unknown_90ms.replay.gbx");
        }
    }

    @Test
    void prefersThePlannedNames() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1,
                    Plans.entry(5, 3, "bob", 90), Plans.entry(6, 2, "bob", 90)));
            Plans.write(folder.trackFolder(1).resolve("pos2_bob_90ms.replay.gbx"), Plans.replay(90));

            assertThat(folder.adopt(1).replays()).extracting(ReplayEntry::status)
                    .containsExactly(Status.WANTED, Status.DONE);
        }
    }

    @Test
    void keepsNamesThatAreNoUnicode() throws IOException {
        try (DownloadFolder folder = open()) {
            String user = "x\uDCFFy";
            folder.journal().planned(Plans.plan(1, Plans.entry(5, 1, user, 90)));
            String name = "pos4_" + user + "_90ms.replay.gbx";
            Path file;
            try {
                file = Plans.write(FileNames.child(folder.trackFolder(1), name), Plans.replay(90));
            } catch (RuntimeException e) {
                // No such names here.
                return;
            }
            assertThat(folder.adopt(1).replays().get(0).file()).isIn(name, FileNames.text(file));
            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> false);
            assertThat(folder.journal().track(1).replays().get(0).status()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void fetchesWhatItAdoptedAndLostUnderANameOfOurOwn() throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, Plans.entry(5, 2, "two words", 90)));
            Path file = Plans.write(folder.trackFolder(1).resolve("pos7_two words_90ms.replay.gbx"),
                    Plans.replay(90));
            assertThat(folder.adopt(1).replays().get(0).file()).isEqualTo("pos7_two words_90ms.replay.gbx");
            Files.delete(file);

            folder.reconcile(List.of(1L), Plans.OPTIONS, () -> false);

            assertThat(folder.journal().track(1).replays()).containsExactly(
                    ReplayEntry.wanted(5, 2, "pos2_two_words_90ms-5.replay.gbx", "two words", 90));
        }
    }

    @Test
    void takesWhatTheSiteHasUnderThePlannedNameAndNotesItsOtherTime() throws IOException {
        ReplayEntry entry = adopt(Plans.entry(5, 2, "bob", 90), "pos2_bob_90ms.replay.gbx", Plans.replay(91));

        assertThat(entry.status()).isEqualTo(Status.DONE);
        assertThat(entry.note()).isEqualTo("its time is 91 ms, not 90 as listed");
    }

    @Test
    void marksReplaysOfAnotherChallenge() throws IOException {
        ReplayEntry entry = adopt(Plans.entry(5, 2, "bob", Plans.TRACK_TIME), "pos2_bob_" + Plans.TRACK_TIME
                + "ms.replay.gbx", Plans.replayWithChallenge());

        assertThat(entry.note()).startsWith("drives another challenge, uid ");
    }

    private ReplayEntry adopt(ReplayEntry entry, String name, byte[] bytes) throws IOException {
        try (DownloadFolder folder = open()) {
            folder.journal().planned(Plans.plan(1, entry));
            Path dir = Files.createDirectories(folder.trackFolder(1));
            for (Path old : FolderListing.of(dir)) {
                Files.delete(old);
            }
            Files.write(FileNames.child(dir, name), bytes);
            ReplayEntry adopted = folder.adopt(1).replays().get(0);
            folder.journal().replay(1, adopted.wantedAgain());
            return adopted;
        }
    }

    private DownloadFolder open() throws IOException {
        return DownloadFolder.open(root, root.resolve("tracks"), new SteppedTime());
    }
}
