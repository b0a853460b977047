package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

class TranscriptTest {

    private static final long ENOUGH = 1 << 24;

    private final FakeTime time = new FakeTime();
    private final StringWriter text = new StringWriter();

    /** The recorded session of the original programs, as our own transcript of it. */
    private TranscriptWriter recordGolden(boolean withBlobs, long most) throws IOException {
        TranscriptWriter writer = new TranscriptWriter(text, most, withBlobs, "two\nlines");
        try (TranscriptTap tap = new TranscriptTap(writer, time)) {
            tap.connected();
            for (JsonNode turn : Golden.json("plugin-session/session.json").get("turns")) {
                time.advanceMillis(3);
                tap.received(Bytes.buffer(Golden.wireBytes(turn.get("server"), "")));
                for (JsonNode call : turn.get("client")) {
                    tap.sent(Bytes.buffer(Golden.wireBytes(call, "")));
                    tap.received(Bytes.buffer(Golden.wireBytes(call, "reply_")));
                }
            }
        }
        writer.close();
        return writer;
    }

    private static SessionTally play(String transcript) throws IOException {
        SessionTally tally = new SessionTally();
        TranscriptReader.play(new StringReader(transcript), "test", tally);
        return tally;
    }

    @Test
    void theRecordedSessionKeepsEveryRuleAndComesBack() throws IOException {
        recordGolden(true, ENOUGH);

        SessionTally tally = play(text.toString());
        StringWriter again = new StringWriter();
        TranscriptWriter copy = new TranscriptWriter(again, ENOUGH, true, "two\nlines");
        TranscriptReader.play(new StringReader(text.toString()), "test", copy);
        copy.close();

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.rawBytes()).isZero();
        assertThat(tally.fromGame()).containsEntry("SC_ON_CONNECT_SYNC", 1).containsEntry(
                "SC_REQUESTED_FRAME_SYNC", 4).containsEntry("SC_LAP_COUNT_CHANGED_SYNC", 2);
        assertThat(tally.fromGame().values().stream().mapToInt(count -> count).sum()).isEqualTo(73);
        assertThat(tally.fromClient()).containsEntry("acknowledgement", 72).containsEntry("C_SHUTDOWN", 1);
        assertThat(tally.replies()).isEqualTo(8);
        assertThat(again).hasToString(text.toString());
        assertThat(text.toString()).startsWith("tmnf-transcript 1\n# two\n# lines\n+ 0\n< 3000 05000000\n"
                + "> 3000 16000000\n< 3000 01000000\n> 3000 0f00000074270000\n");
    }

    @Test
    void statesAndFramesMayBeLeftOut() throws IOException {
        recordGolden(false, ENOUGH);

        assertThat(text.toString()).contains("< 84000 cc200000 ~8396:").contains(" 04000000 ~192:")
                .contains("> 189000 07000000cc200000 ~8396:");
        assertThat(text.getBuffer().length()).isLessThan(20_000);
        assertThat(play(text.toString()).violations()).isEmpty();
        assertThat(play(text.toString()).replies()).isEqualTo(8);
    }

    @Test
    void aFullTranscriptSaysSoAndStillReads() throws IOException {
        TranscriptWriter writer = recordGolden(true, 10_000);

        assertThat(writer.isFull()).isTrue();
        assertThat(text.getBuffer().length()).isBetween(1000, 10_100);
        assertThat(text.toString()).containsPattern("\n! [0-9]+ cut off at [0-9]+ characters\n$");
        assertThat(play(text.toString()).violations()).isEmpty();
    }

    @Test
    void aWriteThatFailsIsToldAtTheEnd() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("disk full");
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        TranscriptWriter writer = new TranscriptWriter(broken, ENOUGH, true, "");
        writer.connected(0);

        assertThatThrownBy(writer::close).isInstanceOf(IOException.class).hasMessage("disk full");
    }

    @Test
    void brokenRulesAreNamed() throws IOException {
        TranscriptWriter writer = new TranscriptWriter(text, ENOUGH, true, "");
        SessionTally tally = new SessionTally();
        try (TranscriptTap tap = new TranscriptTap(new SessionListeners(writer, tally), time)) {
            tap.connected();
            tap.sent(Bytes.buffer(Bytes.of(new ClientMessage.SetSpeed(1))));
            tap.received(Bytes.buffer(Bytes.ints(1, 0, 1, 10)));
            tap.sent(Bytes.buffer(Bytes.of(new Ack(ServerMessage.Kind.FRAME), new Call(Kind.IS_IN_MENUS),
                    new Ack(ServerMessage.Kind.RUN_STEP), new Call(Kind.SHUTDOWN))));
            tap.received(Bytes.buffer(Bytes.ints(1)));
            tap.sent(Bytes.buffer(Bytes.ints(777)));
            tap.received(Bytes.buffer(Bytes.ints(99, 1)));
            tap.received(Bytes.buffer(Bytes.ints(5)));
            tap.connected();
            tap.received(Bytes.buffer(new byte[] {5, 0}));
        }
        writer.close();

        assertThat(tally.violations()).extracting(line -> line.substring(line.indexOf(": ") + 2))
                .satisfiesExactly(
                        line -> assertThat(line).contains("outside a turn"),
                        line -> assertThat(line).contains("came although SC_RUN_STEP_SYNC"),
                        line -> assertThat(line).contains("in the turn of SC_RUN_STEP_SYNC"),
                        line -> assertThat(line).contains("before the reply to C_IS_IN_MENUS"),
                        line -> assertThat(line).contains("unknown message 777"),
                        line -> assertThat(line).contains("outside a turn"),
                        line -> assertThat(line).contains("cannot be read"));
        assertThat(tally.connections()).isEqualTo(2);
        assertThat(tally.rawBytes()).isEqualTo(8 + 4 + 2);
        SessionTally replayed = play(text.toString());
        assertThat(replayed.violationCount()).isEqualTo(tally.violationCount());
        assertThat(replayed.rawBytes()).isEqualTo(tally.rawBytes());
    }

    @Test
    void theExtendedSetIsFollowedToo() throws IOException {
        SessionTally tally = new SessionTally();
        try (TranscriptTap tap = new TranscriptTap(tally, time)) {
            tap.connected();
            tap.received(Bytes.buffer(Bytes.ints(5)));
            tap.sent(Bytes.buffer(Bytes.of(new Call(Kind.PROBE), new Call(Kind.IS_IN_MENUS))));
            tap.received(Bytes.buffer(Bytes.join(Bytes.of(new ServerReply.Probe(1, 255)), Bytes.ints(1))));
            tap.sent(Bytes.buffer(Bytes.of(new ClientMessage.Enable(Capability.POLLING.bit()))));
            tap.received(Bytes.buffer(Bytes.of(new ServerReply.Enabled(Capability.POLLING.bit()))));
            tap.sent(Bytes.buffer(Bytes.of(new ClientMessage.RequestFrameEx(1, 1),
                    new Ack(ServerMessage.Kind.CONNECTED), new ClientMessage.SetTimeout(2000))));
            byte[] frame = Bytes.of(new ServerMessage.FrameEx(new FrameSize(1, 1), 0, new byte[3],
                    ByteBuffer.allocate(4)));
            tap.received(Bytes.buffer(Bytes.head(frame, 11)));
            tap.received(Bytes.buffer(Bytes.tail(frame, 11)));
            tap.sent(Bytes.buffer(Bytes.ints(128)));
        }

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.rawBytes()).isZero();
        assertThat(tally.fromGame()).containsKeys("SC_FRAME_EX");
    }

    @Test
    void aTurnOfTheExtendedSetEndsByItsIdAfterTheSetWasSwitchedOff() throws IOException {
        SessionTally tally = new SessionTally();
        try (TranscriptTap tap = new TranscriptTap(tally, time)) {
            tap.connected();
            tap.received(Bytes.buffer(Bytes.ints(5)));
            tap.sent(Bytes.buffer(Bytes.of(new ClientMessage.Enable(Capability.STEPS.bit()))));
            tap.received(Bytes.buffer(Bytes.of(new ServerReply.Enabled(Capability.STEPS.bit()))));
            tap.sent(Bytes.buffer(Bytes.of(new Ack(ServerMessage.Kind.CONNECTED))));
            tap.received(Bytes.buffer(Bytes.of(new ServerMessage.StepEx(0, 0, new byte[3]))));
            tap.sent(Bytes.buffer(Bytes.of(new ClientMessage.Enable(0))));
            tap.received(Bytes.buffer(Bytes.of(new ServerReply.Enabled(0))));
            tap.sent(Bytes.buffer(Bytes.ints(ServerMessage.Kind.STEP_EX.id())));
            tap.received(Bytes.buffer(Bytes.ints(1, 10)));
        }

        assertThat(tally.violations()).isEmpty();
    }

    @Test
    void aProbeOfTheOriginalPluginHasOneReply() throws IOException {
        SessionTally tally = new SessionTally();
        try (TranscriptTap tap = new TranscriptTap(tally, time)) {
            tap.connected();
            tap.received(Bytes.buffer(Bytes.ints(5)));
            tap.sent(Bytes.buffer(Bytes.ints(64, 22)));
            tap.received(Bytes.buffer(Bytes.ints(0)));
            tap.sent(Bytes.buffer(Bytes.ints(5)));
            tap.received(Bytes.buffer(Bytes.ints(1, -2600)));
        }

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.replies()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1|something else", "2|tmnf-transcript 1;x 0 00",
            "2|tmnf-transcript 1;>",
        "2|tmnf-transcript 1;> a 00", "2|tmnf-transcript 1;> 0 0g", "2|tmnf-transcript 1;> 0 000",
        "2|tmnf-transcript 1;< 0 ~99999999999:00", "3|tmnf-transcript 1;> 10 00;> 9 00"})
    void linesThatMakeNoSenseAreNamed(int line, String lines) {
        assertThatThrownBy(() -> play(lines.replace(';', '\n'))).isInstanceOf(TranscriptException.class)
                .hasMessageContaining("test, line " + line)
                .satisfies(e -> assertThat(((TranscriptException) e).line()).isEqualTo(line));
    }

    static List<Path> transcripts() throws IOException, URISyntaxException {
        Path folder = Path.of(TranscriptTest.class.getResource("transcripts").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".transcript")).sorted().toList();
        }
    }

    /** Whatever people send us goes into this folder. */
    @ParameterizedTest
    @MethodSource("transcripts")
    void everyTranscriptThatWeWereSentKeepsTheRules(Path file) throws IOException {
        SessionTally tally = new SessionTally();
        try (Reader reader = Files.newBufferedReader(file)) {
            TranscriptReader.play(reader, file.toString(), tally);
        }

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.rawBytes()).isZero();
        assertThat(tally.connections()).isPositive();
        assertThat(tally.fromGame()).isNotEmpty();
    }
}
