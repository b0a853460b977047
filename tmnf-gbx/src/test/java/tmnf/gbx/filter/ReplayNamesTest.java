package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "pos1_ben3847_89250ms.replay.gbx",
        "pos1__a__b__12ms.replay.gbx",
        "pos12_.-._1ms.replay.gbx",
        "pos1_CON_1ms.replay.gbx",
        "A01-Race(00!24)[x]{y}&@~^`%+=,.Replay.Gbx",
    })
    void keepsSafeNames(String name) {
        assertThat(ReplayNames.isSafe(name)).isTrue();
        assertThat(ReplayNames.safe(name)).isEqualTo(name);
    }

    @Test
    void takesNamesOfUpTo180CharactersWhateverTheirForm() {
        for (String start : List.of("pos1_", "pos1_a_", "b")) {
            String end = start.startsWith("pos") ? "_12ms.replay.gbx" : ".replay.gbx";
            String longest = start + "x".repeat(180 - start.length() - end.length()) + end;
            String longer = start + "x" + longest.substring(start.length());

            assertThat(ReplayNames.safe(longest)).isEqualTo(longest).hasSize(180);
            assertThat(ReplayNames.isSafe(longer)).as(longer).isFalse();
            assertThat(ReplayNames.safe(longer)).startsWith(start).endsWith(end).hasSize(180);
        }
    }

    /** What a first run makes of a name, numbered or not, a second run must leave alone. */
    @Test
    void namesOfEveryLengthAreSafeAfterOneRunNumberedOrNot() {
        List<String> forms = List.of("%s.replay.gbx", "é%s.replay.gbx", "pos1_%s_12ms.replay.gbx",
                "pos1_é%s_12ms.replay.gbx", "pos%s1_a b_12ms.replay.gbx", "pos1_a b_%s1ms.replay.gbx",
                "a.Replay%s.Gbx", "a b.Replay(%s).Gbx", "pos1_a_12ms.replay%s.gbx");
        for (String form : forms) {
            for (int length = 0; length <= 255; length++) {
                String safe = ReplayNames.safe(form.replace("%s", "1".repeat(length)));

                assertThat(ReplayNames.isSafe(safe)).as(safe).isTrue();
                Set<String> numbered = new HashSet<>();
                for (int number : new int[] {2, 3, 9, 10, 11, 12, 22, 99, 100, 1002, Integer.MAX_VALUE}) {
                    String name = ReplayNames.numbered(safe, number);
                    assertThat(ReplayNames.isSafe(name)).as(name).isTrue();
                    assertThat(ReplayFiles.isReplayName(name)).as(name).isTrue();
                    assertThat(numbered.add(name)).as(name).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "pos1_Jürgen_12000ms.replay.gbx| pos1_Jurgen_12000ms.replay.gbx",
        "pos1_Ju\u0308rgen_12000ms.replay.gbx| pos1_Jurgen_12000ms.replay.gbx",
        "pos3_two words_12200ms.replay.gbx| pos3_two_words_12200ms.replay.gbx",
        "pos3_two \t words_12200ms.replay.gbx| pos3_two_words_12200ms.replay.gbx",
        "pos4_日本_12300ms.replay.gbx| pos4_player_12300ms.replay.gbx",
        "pos4_日本bob_12300ms.replay.gbx| pos4_bob_12300ms.replay.gbx",
        "pos3_it's;#$fff_3ms.replay.gbx| pos3_it_s_3ms.replay.gbx",
        "pos3_$o$f00Red$z_3ms.replay.gbx| pos3_Red_3ms.replay.gbx",
        "pos3_a$_120ms.replay.gbx| pos3_a_120ms.replay.gbx",
        "pos1_Straße Łódź_1ms.replay.gbx| pos1_Strasse_Lodz_1ms.replay.gbx",
        "pos1_ＡＢＣ_1ms.replay.gbx| pos1_ABC_1ms.replay.gbx",
        "pos1_zero\u200Bwidth_1ms.replay.gbx| pos1_zerowidth_1ms.replay.gbx",
        "B13_.Rollin(00'24''94).Replay.Gbx| B13_.Rollin(00_24_94).Replay.Gbx",
        "a<b>c:d\"e/f\\g?h*i.replay.gbx| a_b_c_d_e_f_g_h_i.replay.gbx",
        "日本.replay.gbx| replay.replay.gbx",
        "CON.replay.gbx| _CON.replay.gbx",
        "com1.replay.gbx| _com1.replay.gbx",
        "a.Replay (2).Gbx| a.Replay_(2).Gbx",
    }, delimiter = '|')
    void makesNamesSafe(String name, String safe) {
        assertThat(ReplayNames.safe(name)).isEqualTo(safe);
    }

    @Test
    void escapesControlCharactersAndPipes() {
        assertThat(ReplayNames.safe("a|b\u0001\u007Fc.replay.gbx")).isEqualTo("a_b_c.replay.gbx");
    }

    @Test
    void removesTrailingDots() {
        assertThat(ReplayNames.safe("notes. .")).isEqualTo("notes._");
        assertThat(ReplayNames.safe("notes...")).isEqualTo("notes");
        assertThat(ReplayNames.isSafe("notes.")).isFalse();
    }

    @Test
    void shortensLongNamesAndKeepsThemApart() {
        String one = ReplayNames.safe("é".repeat(300) + "1.replay.gbx");
        String two = ReplayNames.safe("é".repeat(300) + "2.replay.gbx");

        assertThat(one).hasSizeLessThanOrEqualTo(ReplayNames.MAX_LENGTH).endsWith(".replay.gbx")
                .isNotEqualTo(two);
    }

    @Test
    void isStableAndSafeForAnyName() {
        SplittableRandom random = new SplittableRandom(7);
        String alphabet = "aZ09_-. $f;#'\"\t\n<>:/\\|?*é日\uDC80\uD83D\uDE00ß\u0301";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder(random.nextBoolean() ? "pos1_" : "");
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            name.append(random.nextBoolean() ? "_12ms" : "").append(".replay.gbx");

            String safe = ReplayNames.safe(name.toString());

            assertThat(ReplayNames.isSafe(safe)).as("%s -> %s", name, safe).isTrue();
            assertThat(ReplayNames.safe(safe)).isEqualTo(safe);
            assertThat(ReplayFiles.isReplayName(safe)).as("%s -> %s", name, safe).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pos1_a_12ms.replay.gbx, pos1_a_2_12ms.replay.gbx",
        "a.Replay.Gbx, a_2.Replay.Gbx",
        "notes.txt, notes_2.txt",
        "notes, notes_2",
    })
    void numbersNamesWithoutHidingPositionAndTime(String name, String numbered) {
        assertThat(ReplayNames.numbered(name, 2)).isEqualTo(numbered);
    }

    @Test
    void upstreamReplacesPerCodePoint() {
        assertThat(ReplayNames.upstream("é 😀\uDCFF'$;x")).isEqualTo("____'$;x");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "ben 3847| ben_3847",
        "» Ptitnono.F®| Ptitnono.F",
        "$f00$oNäme| Name",
        "$ffffast| fast",
        "École| Ecole",
        "ﬁsh| fish",
        "１２| 12",
        "日本| unknown",
        "🚗🚗| unknown",
        "..| unknown",
        "$$$| unknown",
        "-rf| -rf",
        "CON| CON",
        "$$ooo| ooo",
        "$bbob| bob",
        "Straße| Strasse",
        "a__b._| a_b",
        "``| unknown",
    }, delimiter = '|')
    void makesThePartForThePlayer(String user, String part) {
        assertThat(ReplayNames.userPart(user)).isEqualTo(part);
        assertThat(ReplayNames.userPart(part)).isEqualTo(part);
    }

    @Test
    void namesDownloadedReplays() {
        assertThat(ReplayNames.userPart("x\n\0y")).isEqualTo("x_y");
        assertThat(ReplayNames.downloaded(3, "$f00Näme", 12_340)).isEqualTo("pos3_Name_12340ms.replay.gbx");
        assertThat(ReplayNames.downloaded(3, "Näme", -1)).isEqualTo("pos3_Name.replay.gbx");
        assertThat(ReplayNames.downloaded(3, "Näme", 0)).isEqualTo("pos3_Name.replay.gbx");
        assertThat(ReplayNames.downloaded(3, "a", 5, 77)).isEqualTo("pos3_a_5ms-77.replay.gbx");
        assertThat(ReplayNames.downloaded(3, "a", -1, 77)).isEqualTo("pos3_a-77.replay.gbx");
        assertThat(ReplayNames.userPart("a".repeat(63) + "_b")).isEqualTo("a".repeat(63));
        assertThatThrownBy(() -> ReplayNames.downloaded(0, "a", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fixNamesKeepsWhateverDownloadWrites() {
        SplittableRandom random = new SplittableRandom(11);
        String[] pieces = {
            "a", "Z", "0", "9", "_", "-", ".", " ", "$", "$$", "$f00", "$o", "é", "日", "ß", "🚗",
            "\uD83D", "\uDC80", "\0", "\n", "\r", "\t", "CON", "NUL.", "..", "-rf", "/", "\\",
            "\u202E", "\u0301", "\u200B", "ﷺ",
            ".replay", "pos1_", "_12ms", ".gbx", "ﬁ", "②", "\u2028", "\uFEFF", "\uFFFF", "x".repeat(300)};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder user = new StringBuilder();
            int length = random.nextInt(10);
            for (int j = 0; j < length; j++) {
                user.append(random.nextInt(8) == 0
                        ? Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1))
                        : pieces[random.nextInt(pieces.length)]);
            }
            int rank = 1 + random.nextInt(Integer.MAX_VALUE);
            long time = random.nextLong();

            for (String name : new String[] {
                ReplayNames.downloaded(rank, user.toString(), time),
                ReplayNames.downloaded(rank, user.toString(), time, random.nextLong(Long.MAX_VALUE))}) {
                assertThat(ReplayNames.isSafe(name)).as(name).isTrue();
                assertThat(ReplayNames.safe(name)).isEqualTo(name);
                assertThat(ReplayFiles.isReplayName(name)).as(name).isTrue();
                assertThat(name).matches("pos[0-9]+_[A-Za-z0-9-][A-Za-z0-9._-]*\\.replay\\.gbx")
                        .hasSizeLessThanOrEqualTo(ReplayNames.MAX_LENGTH);
            }
        }
    }
}
