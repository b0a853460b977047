package tmnf.capture.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutosaveNamesTest {

    @ParameterizedTest
    @CsvSource({
        // file, user, challenge, matches
        "user_A01-Race.Replay.gbx, user, A01-Race, true",
        "user_A01-Race.Replay.gbx, USER, A01-Race, true",
        "user_A01-Race.Replay.gbx, '', A01-Race, true",
        "user_A01-Race.Replay.gbx, other, A01-Race, false",
        "user_A01-Race.Replay.gbx, user, A01, false",
        "user_A01-Race.Replay.gbx.bak, user, A01-Race, false",
        "user_A01-Race.txt, user, A01-Race, false",
        "a_b_Red _ Blue.Replay.Gbx, a_b, $f00Red / $00fBlue, true",
        "user_$f00Red.Replay.gbx, user, $f00Red, true",
        "user_Red.Replay.gbx, user, $f00Red, true",
        "user_Rouge_.Replay.gbx, user, Rouge?, true",
        "user_été.Replay.gbx, user, Été, true",
        "user_???.Replay.gbx, user, ***, false",
        "user_***.Replay.gbx, user, ***, true",
        "A01-Race.Replay.gbx, '', A01-Race, false"})
    void personalBestsAreRecognised(String file, String user, String challenge, boolean matches) {
        Optional<String> driver = Optional.of(user).filter(name -> !name.isEmpty());

        assertThat(AutosaveNames.matches(file, driver, challenge)).isEqualTo(matches);
    }
}
