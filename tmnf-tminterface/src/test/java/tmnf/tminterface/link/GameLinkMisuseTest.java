package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * Calls in states that do not allow them, beyond the original messages, which {@link GameLinkTurnTest} has:
 * each throws, names the state, sends nothing, and leaves the link as it was.
 */
class GameLinkMisuseTest extends LinkTestBase {

    /** A call. */
    @FunctionalInterface
    interface Call {
        void on(GameLink link) throws IOException;
    }

    private static Named<Call> call(String name, Call call) {
        return Named.of(name, call);
    }

    static Stream<Named<Call>> turnCalls() {
        return Stream.of(call("flush", GameLink::flush), call("turnAge", GameLink::turnAge),
                call("renewLease", link -> link.renewLease(SOON)),
                call("holdTurn", link -> link.holdTurn(SOON)), call("probe", GameLink::probe),
                call("enable", link -> link.enable(Set.of())), call("shutdown", GameLink::shutdown),
                call("acknowledge", GameLink::acknowledge));
    }

    static Stream<Named<Call>> extendedCalls() {
        return Stream.of(call("setInputs", link -> link.extended().setInputs(1, DriverInputs.NONE)),
                call("setAnalog", link -> link.extended().setAnalog(1, 1)),
                call("getInputState", link -> link.extended().getInputState()),
                call("requestFrame", link -> link.extended().requestFrame(4, 3)),
                call("setHeartbeat", link -> link.extended().setHeartbeat(SOON)),
                call("getGameStatus", link -> link.extended().getGameStatus()),
                call("getChallenge", link -> link.extended().getChallenge()),
                call("respawn", link -> link.extended().respawn()),
                call("horn", link -> link.extended().horn()),
                call("setSimulationOnly", link -> link.extended().setSimulationOnly(true)),
                call("rewindToState", link -> link.extended().rewindToState(new byte[9], true)));
    }

    /** In the connect turn of a game whose plugin is ours, with these features on. */
    private void enabled(Set<Capability> features) throws IOException {
        wire.says(Bytes.ints(5)).afterBytes(8)
                .says(Bytes.of(new ServerReply.Probe(1, Capability.bits(EnumSet.allOf(Capability.class)))),
                        Bytes.ints(1));
        link.connect(SOON);
        link.await(SOON);
        link.probe();
        enable(features);
    }

    private void enable(Set<Capability> features) throws IOException {
        wire.afterBytes(12).says(Bytes.of(new ServerReply.Enabled(Capability.bits(features))));
        link.enable(features);
        wire.takeSent();
    }

    private void requireRefused(Call call, LinkState state) {
        assertThatThrownBy(() -> call.on(link)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(state.name());
        assertThat(wire.takeSent()).isEmpty();
        assertThat(link.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("turnCalls")
    void whatBelongsInATurnIsRefusedOutsideOne(Call call) throws IOException {
        requireRefused(call, LinkState.DISCONNECTED);
        link.connect(SOON);
        requireRefused(call, LinkState.RUNNING);
    }

    @ParameterizedTest
    @MethodSource("extendedCalls")
    void extendedCallsNeedTheirFeatureAndATurn(Call call) throws IOException {
        assertThatThrownBy(() -> call.on(link)).isInstanceOf(CapabilityMissingException.class);
        enabled(Set.of());
        assertThatThrownBy(() -> call.on(link)).isInstanceOf(CapabilityMissingException.class)
                .hasMessageContaining("enable");
        enable(EnumSet.allOf(Capability.class));
        link.acknowledge();
        wire.takeSent();

        requireRefused(call, LinkState.RUNNING);
    }

    @Test
    void aStateBehindFlagsIsAsMuchSmallerAsTheyAre() throws IOException {
        enabled(EnumSet.allOf(Capability.class));

        assertThatThrownBy(() -> link.extended().rewindToState(new byte[59_997], true))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("59996");
        assertThatCode(() -> link.extended().rewindToState(new byte[59_996], true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("extendedCalls")
    void aNewConnectionHasNoFeaturesOfTheOldOne(Call call) throws IOException {
        enabled(EnumSet.allOf(Capability.class));
        later.add(new ScriptedWire(time).says(Bytes.ints(5)));
        link.reconnect(PluginSettings.DEFAULTS, SOON);

        assertThatThrownBy(() -> call.on(link)).isInstanceOf(CapabilityMissingException.class);
    }

    @Test
    void connectingTwiceIsRefused() throws IOException {
        link.connect(SOON);

        requireRefused(twice -> twice.connect(SOON), LinkState.RUNNING);
        requireRefused(twice -> twice.connect(SOON, () -> false), LinkState.RUNNING);
    }

    @Test
    void askingForATurnInATurnIsRefused() throws IOException {
        enabled(EnumSet.allOf(Capability.class));

        requireRefused(nudging -> nudging.extended().askForTurn(), LinkState.TURN);
    }

    @Test
    void whileAReplyIsOwedNothingElseIsAskedAndTheTurnStaysOpen() throws IOException {
        inRunStep(0);
        assertThatThrownBy(link::getInputs).isInstanceOf(GameTimeoutException.class);
        wire.takeSent();

        for (Call call : new Call[] {GameLink::isInMenus, GameLink::raceFinished, GameLink::probe,
            GameLink::getSimulationState, GameLink::acknowledge, GameLink::shutdown}) {
            assertThatThrownBy(() -> call.on(link)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("C_GET_INPUTS");
        }
        assertThat(wire.takeSent()).isEmpty();
        assertThat(link.state()).isEqualTo(LinkState.TURN);
    }

    @Test
    void aLeaseIsRenewedWhileAReplyIsOwed() throws IOException {
        inRunStep(0);
        assertThatThrownBy(link::getInputs).isInstanceOf(GameTimeoutException.class);
        wire.takeSent();

        link.renewLease(Duration.ofSeconds(10));

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(15, 10_100));
    }

    @Test
    void aHeartbeatThatWasSwitchedOffNoLongerOpensTurns() throws IOException {
        enabled(EnumSet.of(Capability.HEARTBEAT));
        link.extended().setHeartbeat(SOON);
        link.setSpeed(0);
        assertThatCode(link::acknowledge).doesNotThrowAnyException();
        wire.says(Bytes.of(new ServerMessage.Heartbeat(32, -1)));
        link.await(SOON);
        int before = wire.takeSent().length; // heartbeat, speed, acknowledgement
        wire.afterBytes(before + 12).says(Bytes.of(new ServerReply.Enabled(0)));

        link.enable(Set.of());

        assertThatThrownBy(link::acknowledge).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for ever");
    }
}
