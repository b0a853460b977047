package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ProtocolLimits;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Deadlines: cut messages, slow games, renewed leases, the way back after all that. */
class GameLinkPatienceTest extends LinkTestBase {

    private static final byte[] STATE = new byte[40];

    static Stream<ServerMessage> messages() {
        return Stream.of(new ServerMessage.RunStep(-2600), new ServerMessage.CheckpointCount(1, 4),
                new ServerMessage.LapCount(1, 2), new ServerMessage.Frame(new FrameSize(3, 2),
                        ByteBuffer.allocate(24)),
                new ServerMessage.Connected(), new ServerMessage.Heartbeat(32, -1),
                new ServerMessage.StepEx(10, 20, STATE),
                new ServerMessage.FrameEx(new FrameSize(3, 2), 50, STATE, ByteBuffer.allocate(24)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageCutAnywhereIsKept(ServerMessage message) throws IOException {
        byte[] bytes = Bytes.of(message);
        link.connect(SOON);
        wire.says(Bytes.ints(1, 0));
        link.await(SOON);
        for (int cut = 0; cut < bytes.length; cut++) {
            link.setSpeed(1);
            if (link.turn().orElseThrow().kind() != ServerMessage.Kind.FRAME) {
                link.requestFrame(3, 2);
            }
            link.acknowledge();
            if (message.kind() == ServerMessage.Kind.FRAME && cut > 0) {
                wire.says(Bytes.ints(1, 0));
                link.await(SOON);
                link.requestFrame(3, 2);
                link.acknowledge();
            }
            if (cut > 0) {
                wire.says(Bytes.head(bytes, cut));
            }
            wire.pauses(250).says(Bytes.tail(bytes, cut));

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> link.await("what is cut", SOON))
                        .isInstanceOf(GameTimeoutException.class).hasMessageContaining("what is cut");
                assertThat(link.state()).isEqualTo(LinkState.RUNNING);
            }
            assertThat(link.await(SOON)).as("cut after %d bytes", cut).isEqualTo(message);
        }
    }

    static Stream<ClientMessage> queries() {
        return Stream.concat(Stream.of(new ClientMessage.Enable(3)), Stream.of(Kind.values())
                .filter(kind -> kind.isQuery() && kind.isBare() && kind != Kind.PROBE).map(Call::new));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aReplyCutAnywhereIsKept(ClientMessage query) throws IOException {
        ServerReply reply = reply(query.kind());
        byte[] bytes = Bytes.of(reply);
        inRunStep(0);
        for (int cut = 0; cut < bytes.length; cut++) {
            wire.afterBytes(Bytes.of(query).length);
            if (cut > 0) {
                wire.says(Bytes.head(bytes, cut));
            }
            wire.pauses(150).says(Bytes.tail(bytes, cut));

            assertThatThrownBy(() -> link.ask(query)).isInstanceOf(GameTimeoutException.class)
                    .hasMessageContaining("reply to " + query.kind().protocolName());
            assertThat(link.ask(query)).as("cut after %d bytes", cut).isEqualTo(reply);
            assertThat(wire.takeSent()).isEqualTo(Bytes.of(query));
        }
    }

    private static ServerReply reply(Kind query) {
        return switch (query) {
            case RACE_FINISHED, IS_IN_MENUS -> new ServerReply.Flag(1);
            case GET_SIMULATION_STATE -> new ServerReply.State(STATE);
            case GET_INPUTS -> new ServerReply.Inputs("0 press \u00e9\n");
            case ENABLE -> new ServerReply.Enabled(3);
            case GET_INPUT_STATE -> new ServerReply.InputState(new DriverInputs(true, false, true, false,
                    -5, 7));
            case GET_GAME_STATE -> new ServerReply.GameStatus(512, true, -10, 20);
            default -> new ServerReply.Challenge("uid", "n\u00e9", "author");
        };
    }

    @Test
    void aProbeCutAnywhereIsKept() throws IOException {
        byte[] bytes = Bytes.join(Bytes.of(new ServerReply.Probe(1, 255)), Bytes.ints(1));
        for (int cut = 0; cut < bytes.length; cut++) {
            ScriptedWire probed = new ScriptedWire(time).says(Bytes.ints(5)).afterBytes(8);
            if (cut > 0) {
                probed.says(Bytes.head(bytes, cut));
            }
            probed.pauses(150).says(Bytes.tail(bytes, cut));
            later.add(probed);
            link.connect(SOON);
            link.await(SOON);

            assertThatThrownBy(link::probe).isInstanceOf(GameTimeoutException.class);
            assertThatThrownBy(link::isInMenus).isInstanceOf(IllegalStateException.class);
            assertThat(link.probe().offered()).containsExactlyInAnyOrder(Capability.values());
            link.acknowledge();
            assertThat(probed.takeSent()).isEqualTo(Bytes.ints(64, 22, 5));
            link.close();
        }
    }

    @Test
    void aProbeOfTheOriginalPluginFindsNothing() throws IOException {
        wire.says(Bytes.ints(5)).afterBytes(8).says(Bytes.ints(1));
        link.connect(SOON);
        link.await(SOON);

        assertThat(link.probe()).isEqualTo(Capabilities.ORIGINAL);
        assertThatThrownBy(() -> link.enable(Set.of(Capability.FRAMES)))
                .isInstanceOf(CapabilityMissingException.class).hasMessageContaining("FRAMES");
        assertThatThrownBy(() -> link.extended().setAnalog(1, 1))
                .isInstanceOf(CapabilityMissingException.class).hasMessageContaining("INPUTS")
                .satisfies(e -> assertThat(((CapabilityMissingException) e).capability())
                        .isEqualTo(Capability.INPUTS));
        link.acknowledge();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(64, 22, 5));
    }

    @Test
    void aGameThatReadsNothingDoesNotHangUsAndTheAcknowledgementGoesOutOnce() throws IOException {
        inRunStep(0);
        link.setSpeed(1);
        wire.room(10);

        assertThatThrownBy(link::acknowledge).isInstanceOf(GameTimeoutException.class)
                .hasMessageContaining("did not take");
        assertThat(link.state()).isEqualTo(LinkState.RUNNING);
        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameTimeoutException.class);
        wire.room(Integer.MAX_VALUE).says(Bytes.ints(1, 10));

        assertThat(link.await(SOON)).isEqualTo(new ServerMessage.RunStep(10));
        assertThat(wire.takeSent()).isEqualTo(Bytes.of(new ClientMessage.SetSpeed(1),
                new Ack(ServerMessage.Kind.RUN_STEP)));
    }

    @Test
    void whatWaitsToBeSentIsBounded() throws IOException {
        inRunStep(0);
        byte[] state = new byte[ProtocolLimits.MAX_SENT_BYTES];

        assertThatThrownBy(() -> {
            for (int i = 0; i < 1_000; i++) {
                link.rewindToState(state);
            }
        }).isInstanceOf(GameTimeoutException.class).hasMessageContaining("C_REWIND_TO_STATE");
    }

    @Test
    void framesStayValidUntilTheNextOneAndAreNotCopied() throws IOException {
        inRunStep(0);
        link.requestFrame(200, 150);
        link.acknowledge();
        byte[] first = pixels(200 * 150 * 4, 1);
        wire.says(Bytes.ints(4), first);
        ServerMessage.Frame one = (ServerMessage.Frame) link.await(SOON);
        wire.afterBytes(20).says(Bytes.of(new ServerReply.State(STATE)));
        assertThat(link.getSimulationState()).isEqualTo(STATE);
        link.acknowledge();
        inRunStep(10);
        link.requestFrame(100, 100);

        assertThat(one.pixels().isReadOnly()).isTrue();
        assertThat(one.pixels()).isEqualTo(ByteBuffer.wrap(first));
        link.acknowledge();
        byte[] second = pixels(100 * 100 * 4, 2);
        wire.says(Bytes.ints(4), second);
        assertThat(((ServerMessage.Frame) link.await(SOON)).pixels()).isEqualTo(ByteBuffer.wrap(second));
        assertThat(one.pixels()).isEqualTo(ByteBuffer.wrap(first));
    }

    private static byte[] pixels(int count, int seed) {
        byte[] pixels = new byte[count];
        new java.util.Random(seed).nextBytes(pixels);
        return pixels;
    }

    @Test
    void rule9ALeaseCountsFromWhenTheTurnBegan() throws IOException {
        link.connect(SOON);
        wire.pauses(70).says(Bytes.ints(1, 0));
        link.await(SOON);
        time.advanceMillis(30_000);

        link.renewLease(Duration.ofSeconds(10));
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 40_000));
        time.advance(Duration.ofNanos(5_000_000_001L));
        link.renewLease(Duration.ofSeconds(10));

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 45_001));
        assertThat(link.turnAge()).isEqualTo(Duration.ofNanos(35_000_000_001L));
    }

    @Test
    void rule9AMessageThatWasThereBeforeWeLookedMayBeOld() throws IOException {
        inRunStep(0);
        link.acknowledge();
        wire.takeSent();
        wire.pauses(0).says(Bytes.ints(1, 10));
        time.advanceMillis(1500);

        link.await(SOON);
        link.renewLease(Duration.ofSeconds(10));

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 11_500));
    }

    @Test
    void rule9TheNextTurnBeginsWithTheAnswerTimeOfBefore() throws IOException {
        inRunStep(0);
        link.setTimeout(Duration.ofSeconds(3));
        time.advanceMillis(1000);
        link.renewLease(Duration.ofSeconds(10));
        link.acknowledge();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 3000, 15, 11_000, 1));

        inRunStep(10);
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 3000));
        link.acknowledge();
        inRunStep(20);
        link.acknowledge();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 1));
    }

    @Test
    void rule9ATurnThatIsOldAlreadyIsNotCutByTheAnswerTimeOfBefore() throws IOException {
        inRunStep(0);
        link.renewLease(Duration.ofSeconds(60));
        link.acknowledge();
        wire.takeSent();
        wire.says(Bytes.ints(1, 10));
        time.advanceMillis(9000);

        link.await(SOON);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 11_000));
        link.acknowledge();
        inRunStep(20);
        assertThat(wire.takeSent()).as("and a prompt one has it again").isEqualTo(Bytes.ints(1, 15, 2000));
    }

    @Test
    void rule9NoTurnBeginsBeforeTheAcknowledgementOfTheOneBeforeHasGoneOut() throws IOException {
        inRunStep(0);
        wire.room(0);
        assertThatThrownBy(link::acknowledge).isInstanceOf(GameTimeoutException.class);
        time.advanceMillis(1500);
        wire.room(Integer.MAX_VALUE).says(Bytes.ints(1, 10));

        link.await(SOON);

        assertThat(link.turnAge()).isZero();
    }

    @Test
    void rule9HoldingATurnRenewsOnlyWhenItHasTo() throws IOException {
        inRunStep(0);
        Duration margin = Duration.ofSeconds(9);
        List<Long> renewals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Duration due = link.holdTurn(margin);
            if (wire.takeSent().length > 0) {
                renewals.add(link.turnAge().toMillis());
            }
            assertThat(due).isLessThanOrEqualTo(Duration.ofSeconds(3));
            time.advanceMillis(100);
        }

        assertThat(renewals).hasSizeBetween(9, 11).startsWith(0L);
    }

    @Test
    void rule9ATurnIsHeldWhileOthersWork() throws Exception {
        inRunStep(0);
        List<Long> waits = new ArrayList<>();
        CompletableFuture<String> work = new CompletableFuture<>() {
            @Override
            public String get(long timeout, TimeUnit unit) throws TimeoutException {
                waits.add(unit.toMillis(timeout));
                time.sleep(unit.toNanos(timeout));
                if (waits.size() < 5) {
                    throw new TimeoutException();
                }
                return "learnt";
            }
        };

        String result = new TurnHolder(link, time).waitFor(work, Duration.ofSeconds(9),
                Duration.ofMinutes(5));

        assertThat(result).isEqualTo("learnt");
        assertThat(waits).allMatch(wait -> wait <= 3000);
        assertThat(wire.takeSent().length).isBetween(4 * 8, 5 * 8);
        assertThatThrownBy(() -> new TurnHolder(link, time).waitFor(new CompletableFuture<>(),
                Duration.ofSeconds(9), Duration.ZERO)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void recoveringSetsEverythingAnewBeforeTheAcknowledgement() throws IOException {
        inRunStep(0);
        link.requestFrame(4, 3);
        link.acknowledge();
        assertThatThrownBy(() -> link.await(SOON)).isInstanceOf(GameTimeoutException.class);
        ScriptedWire fresh = new ScriptedWire(time).pauses(1500).says(Bytes.ints(5));
        later.add(fresh);

        link.recover(new PluginSettings(Duration.ofMillis(10_100), 50, 2), Duration.ofSeconds(3));

        assertThat(fresh.takeSent()).isEqualTo(Bytes.of(new ClientMessage.SetTimeout(10_100),
                new ClientMessage.SetOnStepPeriod(50), new ClientMessage.SetSpeed(2),
                new Call(Kind.UNREQUEST_FRAME), new Ack(ServerMessage.Kind.CONNECTED)));
        assertThat(link.state()).isEqualTo(LinkState.RUNNING);
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void recoveringKnowsHowLongTheOldTurnMayLast() throws IOException {
        inRunStep(0);
        link.setTimeout(Duration.ofSeconds(10));
        time.advanceMillis(4000);
        assertThat(link.longestOldTurn()).isEqualTo(Duration.ofSeconds(6));
        link.acknowledge();
        assertThat(link.longestOldTurn()).isEqualTo(Duration.ofSeconds(10));
        link.close();
        time.advanceMillis(7000);

        assertThat(link.longestOldTurn()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void recoveringFromAnotherProgramIsNoConnectTurn() throws IOException {
        later.add(new ScriptedWire(time).says(Bytes.ints(1, 500)));

        assertThatThrownBy(() -> link.recover(PluginSettings.DEFAULTS, SOON))
                .isInstanceOf(ProtocolException.class).hasMessageContaining("SC_ON_CONNECT_SYNC");
        assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void connectingRetriesWithGrowingPausesAndSaysWhatToDo() {
        List<Long> attempts = new ArrayList<>();
        long began = time.millis();
        GameLink refused = new GameLink(LinkSettings.of(8480), (address, wait) -> {
            attempts.add(time.millis() - began);
            throw new ConnectException("Connection refused");
        }, time, LinkTap.NONE);

        assertThatThrownBy(() -> refused.connect(Duration.ofSeconds(5)))
                .isInstanceOf(GameUnreachableException.class).hasMessageContaining("127.0.0.1:8480")
                .hasMessageContaining("5.0 s and 7 attempts").hasMessageContaining("Connection refused")
                .hasMessageContaining("set custom_port 8480");
        assertThat(attempts).containsExactly(0L, 100L, 300L, 700L, 1500L, 3100L, 5000L);
        assertThat(refused.state()).isEqualTo(LinkState.DISCONNECTED);
    }

    @Test
    void connectingSucceedsOnceTheGameListens() throws IOException {
        List<Long> attempts = new ArrayList<>();
        GameLink starting = new GameLink(LinkSettings.of(8480), (address, wait) -> {
            attempts.add(wait);
            if (attempts.size() < 4) {
                throw new ConnectException("Connection refused");
            }
            return wire;
        }, time, LinkTap.NONE);

        starting.connect(Duration.ofSeconds(30));

        assertThat(starting.state()).isEqualTo(LinkState.RUNNING);
        assertThat(attempts).hasSize(4);
    }

    @Test
    void anInterruptedThreadConnectsNowhere() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new GameLink(LinkSettings.of(9)).connect(SOON))
                .isInstanceOf(java.io.InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
