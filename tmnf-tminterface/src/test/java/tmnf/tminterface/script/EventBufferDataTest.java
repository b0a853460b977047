package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tmnf.tminterface.state.Event;

class EventBufferDataTest {

    private static EventBufferData buffer(ScriptMode mode) {
        EventBufferData buffer = EventBufferData.withAllControls(5_000, mode);
        buffer.clear();
        return buffer;
    }

    private static Event event(int time, String name, int value) {
        Event event = Event.of(time, value & 0xFF_FFFF);
        event.setNameIndex(EventNames.ALL.indexOf(name));
        return event;
    }

    @Test
    void eventsOfOneTickKeepTheirOrder() {
        EventBufferData buffer = buffer(ScriptMode.STRICT);
        buffer.add(10, EventNames.ANALOG_STEER, 1);
        buffer.add(10, EventNames.ANALOG_STEER, 2);
        buffer.add(20, EventNames.ACCELERATE, true);
        buffer.add(10, EventNames.ANALOG_STEER, 3);

        assertThat(buffer.toCommandsStr(false))
                .isEqualTo("10 steer 1\n10 steer 2\n10 steer 3\n20 press up\n");
        assertThat(buffer.events()).extracting(Event::time)
                .containsExactly(100_030, 100_020, 100_020, 100_020, 100_000);
        assertThat(buffer.find(EventFilter.ANY.named(EventNames.ANALOG_STEER)))
                .extracting(Event::analogValue).containsExactly(1, 2, 3);
    }

    @Test
    void whatTheGameStoredIsPrintedInTheOrderItHappenedIn() {
        List<Event> newestFirst = List.of(
                event(100_020, EventNames.ANALOG_STEER, -3),
                event(100_020, EventNames.ANALOG_STEER, -2),
                event(100_020, EventNames.ANALOG_STEER, -1),
                event(100_000, EventNames.RACE_RUNNING, 1));
        EventBufferData strict = EventBufferData.withAllControls(0, ScriptMode.STRICT);
        strict.events().addAll(newestFirst);
        EventBufferData upstream = EventBufferData.withAllControls(0, ScriptMode.UPSTREAM);
        upstream.events().addAll(newestFirst);

        assertThat(strict.toCommandsStr(false)).isEqualTo("10 steer 1\n10 steer 2\n10 steer 3\n");
        assertThat(upstream.toCommandsStr(false)).isEqualTo("10 steer 3\n10 steer 2\n10 steer 1\n");
    }

    @Test
    void upstreamModeAddsAtTheEnd() {
        EventBufferData buffer = buffer(ScriptMode.UPSTREAM);
        buffer.add(10, EventNames.BRAKE, true);
        buffer.add(0, EventNames.BRAKE, false);

        assertThat(buffer.events()).extracting(Event::time).containsExactly(100_000, 100_020, 100_010);
        buffer.sort();
        assertThat(buffer.events()).extracting(Event::time).containsExactly(100_020, 100_010, 100_000);
    }

    @Test
    void whatIsHeldAtTheStartComesAtZeroAndEarlierEventsAreComments() throws Exception {
        EventBufferData buffer = EventBufferData.withAllControls(0, ScriptMode.STRICT);
        buffer.events().addAll(List.of(
                event(100_500, EventNames.HORN, 1),
                event(100_400, EventNames.FINISH_LINE, 0),
                event(100_115, EventNames.ACCELERATE, 0),
                event(100_000, EventNames.ACCELERATE, 1),
                event(100_000, EventNames.RACE_RUNNING, 1),
                event(99_000, EventNames.RESPAWN, 1)));

        assertThat(buffer.toCommandsStr(false)).isEqualTo("0 press up\n110 rel up\n");
        assertThat(buffer.toCommandsStr(true))
                .isEqualTo("# -1010 press enter\n0 press up\n110 rel up\n490 press horn\n");
        CommandList list = buffer.toCommandList(true);
        assertThat(list.mode()).isEqualTo(ScriptMode.STRICT);
        assertThat(list.timedCommands()).hasSize(4);
        assertThat(CommandList.parse(list.toScript()).timedCommands())
                .isEqualTo(list.timedCommands().subList(1, 4));
    }

    @Test
    void indicesOutsideTheNamesAreRefusedButCountFromTheEndUpstream() {
        EventBufferData strict = buffer(ScriptMode.STRICT);
        strict.events().add(0, Event.of(100_010, -1 << 24 | 1));
        EventBufferData upstream = buffer(ScriptMode.UPSTREAM);
        upstream.events().add(0, Event.of(100_010, -1 << 24 | 1));

        assertThatIllegalStateException().isThrownBy(() -> strict.toCommandsStr(false))
                .withMessageContaining("100010").withMessageContaining("index -1");
        assertThat(upstream.toCommandsStr(false)).isEqualTo("0 press horn\n");
    }

    @Test
    void findCombinesTimeNameAndValue() {
        EventBufferData buffer = buffer(ScriptMode.STRICT);
        buffer.add(0, EventNames.STEER_LEFT, true);
        buffer.add(10, EventNames.STEER_LEFT, false);
        buffer.add(10, EventNames.ANALOG_STEER, -65_536);
        buffer.add(20, EventNames.STEER_LEFT, true);
        EventFilter left = EventFilter.ANY.named(EventNames.STEER_LEFT);

        assertThat(buffer.find(EventFilter.ANY)).hasSize(5);
        assertThat(buffer.find(EventFilter.ANY.at(10))).hasSize(2);
        assertThat(buffer.find(left.withValue(true))).extracting(Event::time)
                .containsExactly(100_010, 100_030);
        assertThat(buffer.find(left.at(10).withValue(false))).hasSize(1);
        assertThat(buffer.find(left.withValue(2))).isEmpty();
        assertThat(buffer.find(EventFilter.ANY.named(EventNames.ANALOG_STEER).withValue(-65_536))).hasSize(1);
        assertThat(buffer.find(EventFilter.ANY.named(EventNames.RACE_RUNNING).withValue(true))).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.find(EventFilter.ANY.withValue(1)))
                .withMessageContaining("together with a name");
        assertThatIllegalArgumentException().isThrownBy(() -> buffer.find(EventFilter.ANY.named("")));
    }

    @Test
    void changingWhatWasFoundChangesTheBufferAndNotItsCopy() {
        EventBufferData buffer = buffer(ScriptMode.STRICT);
        buffer.add(0, EventNames.ANALOG_STEER, 5);
        EventBufferData copy = buffer.copy();

        buffer.find(EventFilter.ANY.at(0)).get(0).setAnalogValue(7);
        buffer.controlNames().clear();

        assertThat(buffer.events().get(0).analogValue()).isEqualTo(7);
        assertThat(copy.events().get(0).analogValue()).isEqualTo(5);
        assertThat(copy.toCommandsStr(false)).isEqualTo("0 steer 5\n");
        assertThat(copy.eventsDuration()).isEqualTo(5_000);
    }

    @Test
    void amountsBeyond24BitsAreRefusedButWrapUpstream() {
        EventBufferData strict = buffer(ScriptMode.STRICT);
        EventBufferData upstream = buffer(ScriptMode.UPSTREAM);
        upstream.add(0, EventNames.ANALOG_STEER, -8_388_608);
        strict.add(0, EventNames.ANALOG_STEER, 8_388_608);
        strict.add(0, EventNames.ANALOG_STEER, -8_388_607);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> strict.add(0, EventNames.ANALOG_STEER, -8_388_608));
        assertThat(upstream.toCommandsStr(false)).isEqualTo("0 steer 8388608\n");
        assertThat(strict.toCommandsStr(false)).isEqualTo("0 steer 8388608\n0 steer -8388607\n");
    }

    @Test
    void theListOfEventsMayBeChanged() {
        EventBufferData buffer = buffer(ScriptMode.STRICT);
        buffer.add(0, EventNames.BRAKE, true);
        buffer.add(10, EventNames.BRAKE, false);

        buffer.events().remove(0);
        buffer.events().set(0, event(100_050, EventNames.ACCELERATE, 1));
        buffer.events().removeIf(event -> event.time() == 100_000);

        assertThat(buffer.toCommandsStr(false)).isEqualTo("40 press up\n");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void recordingARaceUpToTheLimitIsQuick() {
        EventBufferData buffer = buffer(ScriptMode.STRICT);
        for (int i = 1; i < EventBufferData.MAX_EVENTS; i++) {
            buffer.add(i * 10, EventNames.ANALOG_STEER, i & 0xFFFF);
        }

        assertThat(buffer.events()).hasSize(EventBufferData.MAX_EVENTS);
        assertThatIllegalStateException().isThrownBy(() -> buffer.add(0, EventNames.BRAKE, true))
                .withMessageContaining("full");
        assertThat(buffer.toCommandsStr(false).lines()).hasSize(EventBufferData.MAX_EVENTS - 1);
    }

    @Test
    void printedInputsAreThoseThatWereAdded() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        List<String> names = EventNames.ALL.subList(2, EventNames.ALL.size());
        for (int run = 0; run < 200; run++) {
            EventBufferData buffer = buffer(ScriptMode.STRICT);
            StringBuilder expected = new StringBuilder();
            for (int i = 0, time = 0; i < 50; i++, time += random.nextInt(3) * 10) {
                String name = names.get(random.nextInt(names.size()));
                int value = EventNames.isAnalog(name) ? random.nextInt(-65_536, 65_537) : 1;
                buffer.add(time, name, value);
                InputCommand command = new InputCommand(time, EventNames.inputType(name), value);
                expected.append(command.toScript()).append('\n');
            }

            assertThat(buffer.toCommandsStr(false)).isEqualTo(expected.toString());
            assertThat(CommandList.parse(buffer.toCommandsStr(false)).timedCommands())
                    .isEqualTo(buffer.toCommandList(false).timedCommands());
        }
    }
}
