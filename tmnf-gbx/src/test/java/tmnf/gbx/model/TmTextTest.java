package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TmTextTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "plain,             plain",
        "$f00red,           red",
        "$F00Red,           Red",
        "$f0$iname,         name",
        "$xyzname,          yzname",
        "$o$i$w$n$s$t$g$zA, A",
        "$O$S$ZA,           A",
        "a$$b,              a$b",
        "$$$f00a,           $a",
        "$l[http://x]y$l,   y",
        "$h[maniacode]y$h,  y",
        "$p[a]y,            y",
        "$lbare$l,          bare",
        "$l[never closed,   ''",
        "end$,              end",
        "end$f,             end",
        "end$f0,            end",
        "end$l,             end",
        "$,                 ''",
        "'',                ''"
    })
    void codesAreStripped(String text, String plain) {
        assertThat(TmText.strip(text)).isEqualTo(plain);
    }

    @Test
    void byteOrderMarkAtTheStartIsDropped() {
        assertThat(TmText.strip("\uFEFF$00fname")).isEqualTo("name");
        assertThat(TmText.withoutBom("\uFEFF$00fname")).isEqualTo("$00fname");
        assertThat(TmText.withoutBom("a\uFEFF")).isEqualTo("a\uFEFF");
        assertThat(TmText.withoutBom("")).isEmpty();
    }

    @Test
    void charactersBeyondTheFirstPlaneAreNotCutInHalf() {
        String car = "\uD83C\uDFCE";

        assertThat(TmText.strip("$" + car + "x")).isEqualTo("x");
        assertThat(TmText.strip("$0" + car + "0x")).isEqualTo("x");
        assertThat(TmText.strip(car + "$i" + car)).isEqualTo(car + car);
    }
}
