package tmnf.tminterface.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random lists and random text from fixed seeds. */
class ScriptRoundTripTest {

    private static final String[] WORDS = {
        "set", "press", "load", "a b", "", "100", "-5", "a;b", "#c", "x#y", "\u00e9t\u00e9", "\ud83d\ude97",
        "1:2.3", "C:\\My Documents", "\u00a0", "tab\there", "'", "rel up # no", "\u2028", ".", "up", "65536"
    };
    private static final String[] PIECES = {
        "0", "10", "5.12", "1:02.3", "-", " ", " ", " ", "\t", "press", "rel", "steer", "gas", "up", "left",
        "enter", "\"", ";", "#", "\n", "\r", "\r\n", ".", ":", "_", "\u0665", "\u00a0", "99999999999", "set",
        "-300", "\ud83d"
    };

    private final SplittableRandom random = new SplittableRandom(20_241);

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            words.add(word());
        }
        return words;
    }

    private BaseCommand command() {
        long timeMs = random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(100) * 10L;
        return switch (random.nextInt(4)) {
            case 0 -> new Command(inert(words()));
            case 1 -> new TimedCommand(inert(words()), timeMs, false);
            default -> {
                InputType type = InputType.values()[random.nextInt(InputType.UNKNOWN.ordinal())];
                int amount = random.nextInt(-6_553_600, 6_553_601);
                yield new InputCommand(timeMs, type, type.isAnalog() ? amount : random.nextInt(2));
            }
        };
    }

    /** Not an input: those that a timed command stands for would be read back as what they are. */
    private static List<String> inert(List<String> words) {
        words.set(0, words.get(0).equals("press") ? "unpress" : words.get(0));
        return words;
    }

    @Test
    void whatStrictModePrintsReadsBackAsTheSame() throws Exception {
        for (int run = 0; run < 2_000; run++) {
            CommandList list = new CommandList();
            for (int i = random.nextInt(30); i > 0; i--) {
                list.addCommand(command());
            }

            String script = list.toScript();
            CommandList again = CommandList.parse(script);

            assertThat(again.commands()).isEqualTo(list.commands());
            assertThat(again.timedCommands()).isEqualTo(list.sortedTimedCommands());
            assertThat(again.toScript()).isEqualTo(script);
        }
    }

    @Test
    void inputsReadBackTheSameInBothModes() throws Exception {
        for (int run = 0; run < 500; run++) {
            CommandList list = new CommandList();
            for (int i = 0; i < 30; i++) {
                if (command() instanceof InputCommand input) {
                    list.addCommand(input);
                }
            }

            assertThat(CommandList.parse(list.toScript(), ScriptMode.UPSTREAM).timedCommands())
                    .isEqualTo(list.sortedTimedCommands());
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void anyTextIsReadOrRefusedAndUpstreamModeRefusesNone() throws Exception {
        int read = 0;
        int refused = 0;
        for (int run = 0; run < 50_000; run++) {
            String text = text();
            CommandList.parse(text, ScriptMode.UPSTREAM).toScript();
            try {
                CommandList list = CommandList.parse(text);
                read++;
                CommandList again = CommandList.parse(list.toScript());
                assertThat(again.commands()).as(text).isEqualTo(list.commands());
                assertThat(again.toScript()).as(text).isEqualTo(list.toScript());
            } catch (ScriptFormatException e) {
                refused++;
                assertThat(e.line()).isBetween(1, 62);
            }
        }

        assertThat(read).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }
}
