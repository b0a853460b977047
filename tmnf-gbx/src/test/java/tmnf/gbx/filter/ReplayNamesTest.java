package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;

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
    void keepsAnyNameThatDownloadWrites() {
        String name = "pos1_" + "x".repeat(220) + "_12ms.replay.gbx";

        assertThat(ReplayNames.safe(name)).isEqualTo(name);
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
}
