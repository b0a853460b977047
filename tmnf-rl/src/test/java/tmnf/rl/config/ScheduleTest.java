package tmnf.rl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import tmnf.gbx.Samples;

class ScheduleTest {

    @Test
    void valuesAreThoseOfUpstream() throws Exception {
        JsonNode all = new ObjectMapper()
                .readTree(Samples.golden("rl").resolve("schedules/schedules.json").toFile());
        assertThat(all.size()).isGreaterThan(10);
        for (JsonNode one : all) {
            for (JsonNode point : one.get("points")) {
                check(one, point.get(0).asLong(), point.get(1));
            }
        }
    }

    private static void check(JsonNode one, long frame, JsonNode expected) {
        if (expected.isNumber()) {
            List<Schedule.Point> points = new ArrayList<>();
            one.get("schedule").forEach(
                    p -> points.add(new Schedule.Point(p.get(0).asLong(), p.get(1).asDouble())));
            Schedule schedule = new Schedule(
                    Schedule.Kind.valueOf(one.get("kind").asText().toUpperCase(Locale.ROOT)), points);
            assertThat(schedule.at(frame)).as("%s at %d", one.get("schedule"), frame)
                    .isCloseTo(expected.asDouble(), within(1e-12));
        } else {
            List<Staircase.Step<JsonNode>> steps = new ArrayList<>();
            one.get("schedule").forEach(p -> steps.add(new Staircase.Step<>(p.get(0).asLong(), p.get(1))));
            assertThat(new Staircase<>(steps).at(frame)).isEqualTo(expected);
        }
    }

    @Test
    void aStaircaseOfNumbersKeepsTheValueBefore() {
        Schedule stairs = Schedule.of(Schedule.Kind.STAIRCASE, 0, 1, 10, 2);

        assertThat(stairs.at(9)).isEqualTo(1);
        assertThat(stairs.at(10)).isEqualTo(2);
        assertThat(stairs.at(Long.MAX_VALUE)).isEqualTo(2);
    }

    @Test
    void aDelayedOneIsTheSameLater() {
        for (Schedule.Kind kind : Schedule.Kind.values()) {
            Schedule one = Schedule.of(kind, 0, 1, 10, 2, 30, 0.5);
            Schedule later = one.delayed(100);
            for (int frame = 0; frame < 40; frame++) {
                assertThat(later.at(100 + frame)).as("%s %d", kind, frame).isEqualTo(one.at(frame));
                assertThat(later.at(frame)).isEqualTo(1);
            }
            assertThat(one.delayed(0)).isEqualTo(one);
            assertThat(Schedule.constant(kind, 0).delayed(5).at(3)).as("%s of 0", kind).isZero();
        }
        Staircase<String> stairs = new Staircase<>(List.of(new Staircase.Step<>(0, "a"),
                new Staircase.Step<>(10, "b"))).delayed(100);
        assertThat(stairs.at(109)).isEqualTo("a");
        assertThat(stairs.at(110)).isEqualTo("b");
    }

    @Test
    void onlyAnExponentialThroughZeroIsRefused() {
        assertThat(Schedule.of(Schedule.Kind.LINEAR, 0, 1, 10, 0).at(5)).isEqualTo(0.5);
        assertThat(Schedule.constant(Schedule.Kind.EXPONENTIAL, 0).at(5)).isZero();
        Schedule away = Schedule.of(Schedule.Kind.EXPONENTIAL, 0, 4, 10, 1, 20, 0, 30, 2);
        assertThat(away.at(5)).as("by a factor").isEqualTo(2);
        assertThat(List.of(away.at(15), away.at(20), away.at(25))).as("no factor leads there or away")
                .containsExactly(0.5, 0.0, 1.0);
        assertThatThrownBy(() -> Schedule.of(Schedule.Kind.EXPONENTIAL, 0, 1, 10, -1))
                .hasMessageContaining("frame 10").hasMessageContaining("0 or more");
    }
}
