package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static tmnf.gbx.filter.FilterFixtures.clean;
import static tmnf.gbx.filter.FilterFixtures.ghost;
import static tmnf.gbx.filter.FilterFixtures.press;
import static tmnf.gbx.filter.FilterFixtures.release;
import static tmnf.gbx.filter.FilterFixtures.replay;
import static tmnf.gbx.filter.FilterFixtures.respawning;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceTimes;

class RespawnRuleTest {

    private final RespawnRule rule = new RespawnRule(FilterStyle.DEFAULT, RespawnRule.DEFAULT_EVENTS);
    private final RespawnRule upstream = new RespawnRule(FilterStyle.UPSTREAM, RespawnRule.DEFAULT_EVENTS);

    static Stream<Arguments> drives() {
        Ghost unfinished = clean().toBuilder().raceTimeMs(RaceTimes.NONE).build();
        InputTape late = InputTape.of(List.of(press("Accelerate", 0), press("Respawn", 99_000)));
        return Stream.of(
                Arguments.of("no respawn", clean(), false, false),
                Arguments.of("press in the race", respawning(5000), true, true),
                Arguments.of("press at the start", respawning(0), true, true),
                Arguments.of("press just before the finish", respawning(9999), true, true),
                Arguments.of("press at the finish", respawning(10_000), false, true),
                Arguments.of("press in the countdown", respawning(-1), false, true),
                Arguments.of("release only", ghost(release("Respawn", 5000)), false, true),
                Arguments.of("other spelling", ghost(press(" RESPAWN ", 5000)), true, true),
                Arguments.of("script word", ghost(press("Enter", 5000)), true, true),
                Arguments.of("similar name", ghost(press("RespawnNot", 5000)), false, false),
                Arguments.of("counter alone", clean().toBuilder().respawns(2).build(), true, false),
                Arguments.of("unknown counter", clean().toBuilder().respawns(-1).build(), false, false),
                Arguments.of("unfinished race", unfinished.toBuilder().inputs(late).build(), true, true),
                Arguments.of("no inputs", ghost(), false, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("drives")
    void judgesDrivesInBothStyles(String name, Ghost ghost, boolean respawns, boolean respawnsUpstream) {
        assertThat(rule.judge(ghost).respawns()).as("default").isEqualTo(respawns);
        assertThat(upstream.judge(ghost).respawns()).as("upstream").isEqualTo(respawnsUpstream);
    }

    @Test
    void undoesTheShiftOfTapesRecordedThroughTmInterface() {
        Ghost countdown = ghost(
                press(InputTape.RACE_RUNNING, 65_535), press("Respawn", 65_535 - 100),
                press("Respawn", 65_535 + 500));

        RespawnVerdict verdict = rule.judge(countdown);

        assertThat(verdict.firstRespawnMs()).isEqualTo(500);
        assertThat(verdict.presses()).isEqualTo(1);
    }

    @Test
    void reportsTheEarliestRespawnOfAnUnsortedTape() {
        RespawnVerdict verdict = rule.judge(ghost(press("Respawn", 700), press("Respawn", 300)));

        assertThat(verdict.firstRespawnMs()).isEqualTo(300);
        assertThat(verdict.presses()).isEqualTo(2);
    }

    @Test
    void saysWhenTapeAndCounterDisagree() {
        assertThat(rule.judge(respawning(5).toBuilder().respawns(1).build()).tapeAndCounterDisagree())
                .isFalse();
        assertThat(rule.judge(respawning(5)).tapeAndCounterDisagree()).isFalse();
        assertThat(rule.judge(respawning(5).toBuilder().respawns(0).build()).tapeAndCounterDisagree())
                .isTrue();
        assertThat(rule.judge(clean().toBuilder().respawns(3).build()).tapeAndCounterDisagree()).isTrue();
    }

    @Test
    void tellsADriveWithoutInputs() {
        assertThat(rule.judge(ghost()).kind()).isEqualTo(RespawnVerdict.Kind.NO_INPUTS);
        assertThat(rule.judge(ghost().toBuilder().respawns(1).build()).kind())
                .isEqualTo(RespawnVerdict.Kind.RESPAWNS);
    }

    @Test
    void judgesTheFastestFinishedGhost() {
        Ghost slow = respawning(100).toBuilder().raceTimeMs(12_000).checkpointTimesMs(12_000).build();
        Ghost unfinished = respawning(100).toBuilder().raceTimeMs(-1).checkpointTimesMs(3000).build();

        assertThat(rule.judge(replay(slow, unfinished, clean())).orElseThrow().respawns()).isFalse();
        assertThat(rule.judge(replay(unfinished)).orElseThrow().respawns()).isTrue();
        assertThat(rule.judge(replay())).isEmpty();
    }

    @Test
    void upstreamPrefersAGhostWithoutCheckpoints() {
        Ghost none = respawning(100).toBuilder().checkpointTimesMs().build();

        assertThat(upstream.judge(replay(clean(), none)).orElseThrow().respawns()).isTrue();
        assertThat(rule.judge(replay(clean(), none)).orElseThrow().respawns()).isFalse();
    }

    @Test
    void looksForTheNamesThatWereAskedFor() {
        RespawnRule horn = new RespawnRule(FilterStyle.DEFAULT, List.of(" Horn"));

        assertThat(horn.judge(ghost(press("horn", 10))).respawns()).isTrue();
        assertThat(horn.judge(respawning(10)).respawns()).isFalse();
    }

    @Test
    void comparesNamesTheSameInATurkishLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            RespawnRule rule = new RespawnRule(FilterStyle.UPSTREAM, List.of("PIT"));

            assertThat(rule.judge(ghost(press("pit", 10))).respawns()).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }
}
