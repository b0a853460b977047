package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * The rules about turns, from the client's side. Numbers in names are those of the protocol's description.
 */
class GameLinkTurnTest extends LinkTestBase {

    static Stream<ClientMessage> calls() {
        return Stream.concat(
                Stream.of(Kind.values())
                        .filter(kind -> kind.isBare() && !kind.isExtended()).map(Call::new),
                Stream.of(new ClientMessage.SetSpeed(1), new ClientMessage.RewindToState(new byte[9]),
                        new ClientMessage.SetInputState(true, false, true, false),
                        new ClientMessage.ExecuteCommand("cam 2"), new ClientMessage.SetTimeout(500),
                        new ClientMessage.RequestFrame(4, 3), new ClientMessage.SetOnStepPeriod(50),
                        new ClientMessage.ToggleInterface(true), new Ack(ServerMessage.Kind.RUN_STEP)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void rule1EveryCallOutsideATurnNamesTheState(ClientMessage message) throws IOException {
        assertThatThrownBy(() -> LinkCalls.make(link, message)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DISCONNECTED").hasMessageContaining("connect()");

        link.connect(SOON);

        assertThatThrownBy(() -> LinkCalls.make(link, message)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUNNING").hasMessageContaining("await()");
        assertThat(wire.takeSent()).isEmpty();
        assertThat(link.state()).isEqualTo(LinkState.RUNNING);
    }

    @Test
    void rule1WaitingAndConnectingHaveTheirStatesToo() throws IOException {
        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DISCONNECTED");
        inRunStep(0);
        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TURN(SC_RUN_STEP_SYNC)");
        assertThatThrownBy(() -> link.connect(SOON)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TURN(SC_RUN_STEP_SYNC)");
        assertThatThrownBy(() -> link.extended().askForTurn())
                .isInstanceOf(CapabilityMissingException.class);
    }

    @Test
    void rule1CallsOfATurnGoOutInOneWriteWithItsAcknowledgement() throws IOException {
        inRunStep(0);

        link.setSpeed(4);
        link.giveUp();
        assertThat(wire.takeSent()).isEmpty();
        link.acknowledge();

        assertThat(wire.takeSent()).isEqualTo(Bytes.of(new ClientMessage.SetSpeed(4), new Call(Kind.GIVE_UP),
                new Ack(ServerMessage.Kind.RUN_STEP)));
        assertThat(wire.takeWriteSizes()).containsExactly(16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUN_STEP", "CHECKPOINT_COUNT", "LAP_COUNT", "CONNECTED"})
    void rule2EachTurnIsAcknowledgedByItsOwnIdOnce(ServerMessage.Kind kind) throws IOException {
        ServerMessage message = switch (kind) {
            case RUN_STEP -> new ServerMessage.RunStep(10);
            case CHECKPOINT_COUNT -> new ServerMessage.CheckpointCount(1, 4);
            case LAP_COUNT -> new ServerMessage.LapCount(1, 2);
            default -> new ServerMessage.Connected();
        };
        inTurn(message);
        link.acknowledge();

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(kind.id()));
        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUNNING");
        assertThat(wire.takeSent()).isEmpty();
    }

    @Test
    void rule2AHeaderBehindAnUnacknowledgedOneIsASurplusAcknowledgement() throws IOException {
        wire.says(Bytes.ints(1, 10, 1, 20));
        link.connect(SOON);

        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("surplus"
                + " acknowledgement").hasMessageContaining("RunStep[raceTimeMs=10]");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
        assertThat(wire.takeSent()).isEmpty();
    }

    @Test
    void rule2AHeaderBeforeAnAcknowledgementIsASurplusAcknowledgement() throws IOException {
        wire.says(Bytes.ints(1, 10)).afterBytes(4).says(Bytes.ints(5)).says(Bytes.ints(1, 20));
        link.connect(SOON);
        link.await(SOON);
        link.giveUp();
        link.flush();

        assertThatThrownBy(link::acknowledge).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("SC_RUN_STEP_SYNC").hasMessageContaining("surplus acknowledgement");
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(11));
    }

    @Test
    void rule2AHeaderBeforeAQueryIsNotTakenForItsReply() throws IOException {
        wire.says(Bytes.ints(1, 10)).afterBytes(4).says(Bytes.ints(1, 20));
        link.connect(SOON);
        link.await(SOON);
        link.giveUp();
        link.flush();

        assertThatThrownBy(link::isInMenus).isInstanceOf(ProtocolException.class);
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void rule3TheAnswerTimeIsSentAtOnceAndZeroIsRefused() throws IOException {
        inRunStep(0);

        link.setTimeout(Duration.ofMillis(10_100));

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 10_100));
        assertThatThrownBy(() -> link.setTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("drops its client at once");
        assertThatThrownBy(() -> link.setTimeout(Duration.ofMillis(1L << 32)))
                .isInstanceOf(IllegalArgumentException.class);
        link.setTimeout(Duration.ofMillis((1L << 32) - 1));
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, -1));
    }

    @Test
    void rule4AnUnknownMessageOfTheGameEndsTheConnection() throws IOException {
        wire.says(Bytes.ints(77, 10));
        link.connect(SOON);

        assertThatThrownBy(() -> link.await("the first run step", SOON)).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("77").hasMessageContaining("the first run step");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void rule5AFrameIsNotAskedForInTheTurnOfAFrame() throws IOException {
        inRunStep(0);
        link.requestFrame(1, 1);
        link.acknowledge();
        wire.says(Bytes.ints(4, 0x44332211));
        ServerMessage.Frame frame = (ServerMessage.Frame) link.await(SOON);
        wire.takeSent();

        assertThat(frame.pixels().get(0)).isEqualTo((byte) 0x11);
        assertThatThrownBy(() -> link.requestFrame(1, 1)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would be lost");
        link.acknowledge();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(4));
    }

    @Test
    void rule5ASecondRequestReplacesTheFirstAndTurnsMayComeBeforeTheFrame() throws IOException {
        inRunStep(0);
        link.requestFrame(8, 6);
        link.requestFrame(2, 1);
        link.acknowledge();
        inRunStep(10);
        link.acknowledge();
        wire.says(Bytes.ints(4, 7, 8));

        assertThat(((ServerMessage.Frame) link.await(SOON)).pixels().remaining()).isEqualTo(8);
    }

    @Test
    void rule5AFrameThatNobodyAskedForIsNamed() throws IOException {
        inRunStep(0);
        link.requestFrame(8, 6);
        link.unrequestFrame();
        link.acknowledge();
        wire.says(Bytes.ints(4, 7, 8));

        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(ProtocolException.class)
                .hasMessageContaining("nobody asked for");
    }

    @Test
    void rule6StoppingTheGameForEverIsRefused() throws IOException {
        inRunStep(0);
        link.setSpeed(0);

        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for ever").hasMessageContaining("requestFrame()");
        link.requestFrame(1, 1);
        assertThatCode(link::acknowledge).doesNotThrowAnyException();

        wire.says(Bytes.ints(4, 9));
        link.await(SOON);
        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class);
        link.setSpeed(1);
        assertThatCode(link::acknowledge).doesNotThrowAnyException();

        wire.says(Bytes.ints(1, 10));
        link.await(SOON);
        link.setSpeed(0);
        assertThatThrownBy(link::acknowledge).as("the frame has come already")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rule6WhatWeDidToTheSpeedOnAFormerConnectionCountsNoMore() throws IOException {
        inRunStep(0);
        link.setSpeed(0);
        link.close();

        inTurn(new ServerMessage.Connected());

        assertThatCode(link::acknowledge).doesNotThrowAnyException();
    }

    @Test
    void rule6AHeartbeatThatIsNoLongerEnabledOpensNoTurn() throws IOException {
        wire.says(Bytes.ints(5)).afterBytes(8).says(Bytes.of(new ServerReply.Probe(1, 255)), Bytes.ints(1))
                .afterBytes(12).says(Bytes.ints(4, 4)).afterBytes(24).says(Bytes.ints(4, 1));
        link.connect(SOON);
        link.await(SOON);
        link.probe();
        link.enable(Set.of(Capability.HEARTBEAT));
        link.extended().setHeartbeat(Duration.ofMillis(500));
        link.enable(Set.of(Capability.INPUTS));
        link.setSpeed(0);

        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for ever");
    }

    @Test
    void rule7SilenceOutsideRacesEndsWithADeadlineAndANewConnectionGivesATurn() throws IOException {
        inTurn(new ServerMessage.Connected());
        link.acknowledge();
        wire.takeSent();
        long before = time.millis();

        assertThatThrownBy(() -> link.await("the first run step", Duration.ofSeconds(5)))
                .isInstanceOf(GameTimeoutException.class).hasMessageContaining("waited 5.0 s")
                .hasMessageContaining("the first run step").hasMessageContaining("Connected[]")
                .satisfies(e -> {
                    GameTimeoutException timeout = (GameTimeoutException) e;
                    assertThat(timeout.awaited()).isEqualTo("the first run step");
                    assertThat(timeout.waited()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(timeout.lastMessage()).isEqualTo("Connected[]");
                });
        assertThat(time.millis() - before).isEqualTo(5000);
        assertThat(link.state()).isEqualTo(LinkState.RUNNING);

        later.add(new ScriptedWire(time).says(Bytes.ints(5)));
        link.reconnect(PluginSettings.DEFAULTS, SOON);
        link.executeCommand("map A01-Race.Challenge.Gbx");
        link.acknowledge();

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(13));
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void rule8AQueryWithoutAReplyEndsAndTheNextHeaderIsNotTakenForTheReply() throws IOException {
        wire.says(Bytes.ints(5)).afterBytes(4).pauses(150).says(Bytes.ints(1, -2600));
        link.connect(SOON);
        link.await(SOON);

        assertThatThrownBy(link::raceFinished).isInstanceOf(GameTimeoutException.class)
                .hasMessageContaining("reply to C_RACE_FINISHED");
        assertThat(link.state()).isEqualTo(LinkState.TURN);
        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("C_RACE_FINISHED");
        assertThatThrownBy(link::isInMenus).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("C_RACE_FINISHED");
        assertThatThrownBy(link::raceFinished).isInstanceOf(ProtocolException.class);
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void theSameQueryGoesOnWaitingForItsReply() throws IOException {
        wire.says(Bytes.ints(1, 0)).afterBytes(4).pauses(150).says(Bytes.of(new ServerReply.Inputs("0 gas"
                + " 1\n")));
        link.connect(SOON);
        link.await(SOON);
        assertThatThrownBy(link::getInputs).isInstanceOf(GameTimeoutException.class);

        assertThat(link.getInputs()).isEqualTo("0 gas 1\n");
        link.acknowledge();

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(23, 1));
    }

    @Test
    void refusesAStepPeriodThatEndsAllRunSteps() throws IOException {
        inRunStep(0);

        for (int period : new int[] {0, -10}) {
            assertThatThrownBy(() -> link.setOnStepPeriod(period)).isInstanceOf(
                    IllegalArgumentException.class)
                    .hasMessageContaining("divides by zero");
        }
        assertThatThrownBy(() -> new PluginSettings(SOON, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreThanOurPluginTakesInOnePiece() throws IOException {
        inRunStep(0);

        assertThatThrownBy(() -> link.rewindToState(new byte[60_001])).isInstanceOf(
                IllegalArgumentException.class).hasMessageContaining("60000");
        assertThatThrownBy(() -> link.executeCommand("\u00e9".repeat(30_001))).isInstanceOf(
                IllegalArgumentException.class).hasMessageContaining("60002 bytes");
        assertThatCode(() -> link.rewindToState(new byte[60_000])).doesNotThrowAnyException();
        assertThatCode(() -> link.executeCommand("x".repeat(60_000))).doesNotThrowAnyException();
    }

    @Test
    void refusesValuesThatMeanNothing() throws IOException {
        inRunStep(0);

        for (float speed : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> link.setSpeed(speed)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> link.rewindToState(new byte[0])).isInstanceOf(
                IllegalArgumentException.class);
        assertThatThrownBy(() -> link.requestFrame(5000, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> link.executeCommand("x".repeat(1 << 21)))
                .isInstanceOf(IllegalArgumentException.class);
        link.acknowledge();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1));
    }

    @Test
    void aCommandBeyondAsciiHasTheLengthOfItsBytes() throws IOException {
        inRunStep(0);

        link.executeCommand("map \u00e9t\u00e9");
        link.acknowledge();

        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.ints(14, 9),
                "map \u00e9t\u00e9".getBytes(java.nio.charset.StandardCharsets.UTF_8), Bytes.ints(1)));
    }

    @Test
    void theEndOfTheStreamNamesWhatWasAwaited() throws IOException {
        wire.says(Bytes.ints(1, 0)).afterBytes(4).says(Bytes.ints(1)).ends();
        link.connect(SOON);
        link.await(SOON);
        link.acknowledge();

        assertThatThrownBy(() -> link.await("the finish", SOON)).isInstanceOf(GameClosedException.class)
                .hasMessageContaining("the finish").hasMessageContaining("RunStep[raceTimeMs=0]");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
        link.close();
    }

    @Test
    void aResetNamesWhatWasAwaited() throws IOException {
        wire.says(Bytes.ints(1, 0)).afterBytes(4).breaks();
        link.connect(SOON);
        link.await(SOON);
        link.giveUp();
        link.flush();

        assertThatThrownBy(link::getSimulationState).isInstanceOf(GameClosedException.class)
                .hasMessageContaining("Connection reset");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void closingInATurnSaysFarewellSoThatTheGameGoesOn() throws IOException {
        inRunStep(0);
        link.setSpeed(1);

        link.close();
        link.close();

        assertThat(wire.takeSent()).isEqualTo(Bytes.of(new ClientMessage.SetSpeed(1),
                new Call(Kind.SHUTDOWN)));
        assertThat(wire.isClosed()).isTrue();
        assertThat(link.turn()).isEmpty();
    }

    @Test
    void theTapSeesEveryByte() throws IOException {
        StringBuilder seen = new StringBuilder();
        LinkTap tap = new LinkTap() {
            @Override
            public void connected() {
                seen.append("connected");
            }

            @Override
            public void sent(java.nio.ByteBuffer bytes) {
                seen.append(" >").append(bytes.remaining());
            }

            @Override
            public void received(java.nio.ByteBuffer bytes) {
                seen.append(" <").append(bytes.remaining());
            }
        };
        wire.says(Bytes.ints(1), Bytes.ints(0)).afterBytes(4).says(Bytes.ints(1));
        GameLink tapped = new GameLink(LinkSettings.of(1), (address, wait) -> wire, time, tap);

        tapped.connect(SOON);
        tapped.await(SOON);
        tapped.isInMenus();
        tapped.acknowledge();

        assertThat(seen).hasToString("connected <4 <4 >4 <4 >4");
    }
}
