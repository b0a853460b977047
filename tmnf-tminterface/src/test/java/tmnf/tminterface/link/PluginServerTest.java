package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** The rules about turns, from the plugin's side, where the plugins agree and where they do not. */
class PluginServerTest extends PluginServerTestBase {

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void bytesOutsideATurnAreReadInTheNextOneBehindItsHeader(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.says(Bytes.of(new Call(Kind.IS_IN_MENUS), new ClientMessage.SetSpeed(2)), ACK_STEP);
        server.render();
        assertThat(wire.takeSent()).isEmpty();

        server.runStep(10, 10);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 10, 0));
        assertThat(game.calls).containsExactly("speed 2.0");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void onlyTheAwaitedAcknowledgementEndsATurn(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        long began = time.millis();
        wire.says(Bytes.ints(2, 4, 5, 3)).pauses(300).says(ACK_STEP);

        server.runStep(0, 0);

        assertThat(time.millis() - began).isEqualTo(300);
        assertThat(server.hasClient()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aSurplusAcknowledgementReleasesTheNextTurnOfItsKind(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.says(Bytes.ints(1, 1));

        server.runStep(0, 0);
        server.runStep(10, 10);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 0, 1, 10));
        wire.says(Bytes.ints(1, 1), Bytes.ints(2));
        server.runStep(20, 20);
        server.checkpointCountChanged(1, 3); // swallows the stray word
        assertThat(wire.isScriptDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void theTimeoutCountsFromTheBeginningOfTheWaitWhateverComes(PluginBehaviour behaviour)
            throws IOException {
        start(behaviour);
        ScriptedWire wire = connect(new ClientMessage.SetTimeout(600));
        for (int i = 0; i < 100; i++) {
            wire.pauses(20).says(Bytes.of(new Call(Kind.IS_IN_MENUS)));
        }
        long began = time.millis();

        server.runStep(0, 0);

        assertThat(time.millis() - began).isBetween(600L, 620L);
        assertThat(server.hasClient()).isFalse();
        assertThat(wire.isClosed()).isTrue();
        assertThat(log).contains("Client disconnected due to timeout (600ms)");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aNewAnswerTimeHoldsForTheRunningWait(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.pauses(1900).says(Bytes.of(new ClientMessage.SetTimeout(5000))).pauses(3000).says(ACK_STEP);
        server.runStep(0, 0);
        assertThat(server.hasClient()).isTrue();

        long began = time.millis();
        wire.pauses(700).says(Bytes.of(new ClientMessage.SetTimeout(0)));
        server.runStep(10, 10);

        assertThat(server.hasClient()).isFalse();
        assertThat(time.millis() - began).isEqualTo(700);
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aLostClientCostsTheTimeoutAndItsSettings(PluginBehaviour behaviour) throws IOException {
        start(behaviour);
        ScriptedWire lost = connect(new ClientMessage.SetTimeout(500), new ClientMessage.SetOnStepPeriod(50));
        lost.takeSent();
        lost.says(Bytes.of(new ClientMessage.RequestFrame(2, 2), new Ack(ServerMessage.Kind.FRAME))).ends();
        long began = time.millis();

        server.runStep(0, 0);

        assertThat(time.millis() - began).isBetween(500L, 520L);
        server.runStep(50, 50);
        server.render();
        ScriptedWire next = connect();
        next.takeSent();
        next.says(ACK_STEP, ACK_STEP);
        server.runStep(110, 110);
        server.runStep(150, 150);
        // The original keeps the period of 50 ms, ours goes back to 10 ms; neither sends the old frame.
        assertThat(next.takeSent()).isEqualTo(behaviour == PluginBehaviour.ORIGINAL ? Bytes.ints(1, 150)
                : Bytes.ints(1, 110, 1, 150));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aClientThatResetsTheConnectionIsALostOne(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.breaks();

        server.runStep(0, 0);

        assertThat(server.hasClient()).isFalse();
        assertThat(log).contains("Client disconnected due to timeout (2000ms)");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void unknownMessagesTakeFourBytes(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.says(Bytes.join(Bytes.ints(96_354, 200), ACK_STEP));

        server.runStep(0, 0);

        assertThat(log).contains("Server: got unknown message 96354", "Server: got unknown message 200");
        assertThat(server.hasClient()).isTrue();
    }

    @Test
    void theProbeIsAnUnknownMessageForTheOriginal() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.ORIGINAL);
        wire.says(Bytes.join(Bytes.ints(64, 22), ACK_STEP));

        server.runStep(0, 0);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 0, 0));
        assertThat(log).contains("Server: got unknown message 64");
    }

    @Test
    void theProbeTellsWhatOursCanDo() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        wire.says(Bytes.join(Bytes.ints(64, 22), ACK_STEP));

        server.runStep(0, 0);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 0, 0x31584D54, 1, 255, 0));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aRequestMadeInTheTurnOfAFrameIsLost(PluginBehaviour behaviour) throws IOException {
        start(behaviour);
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.of(new ClientMessage.RequestFrame(3, 3),
                new ClientMessage.RequestFrame(1, 1), new Ack(ServerMessage.Kind.CONNECTED)),
                Bytes.of(new ClientMessage.RequestFrame(2, 1), new Ack(ServerMessage.Kind.FRAME)));
        acceptor.connects(wire);

        server.render(); // the frame follows directly, in menus too
        server.render();

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(5, 4, 0));
    }

    @Test
    void anotherClientInheritsFromTheOriginalAndNotFromOurs() throws IOException {
        for (PluginBehaviour behaviour : PluginBehaviour.values()) {
            start(behaviour);
            ScriptedWire old = connect(new ClientMessage.SetTimeout(300),
                    new ClientMessage.SetOnStepPeriod(50));
            old.takeSent();
            old.says(Bytes.join(Bytes.of(new ClientMessage.RequestFrame(1, 1)), ACK_STEP));
            server.runStep(100, 100);
            ScriptedWire fresh = new ScriptedWire(time).says(Bytes.ints(5)).says(Bytes.ints(4));
            acceptor.connects(fresh);

            server.render();
            fresh.says(ACK_STEP);
            server.runStep(110, 110);

            boolean original = behaviour == PluginBehaviour.ORIGINAL;
            assertThat(old.isClosed()).isTrue();
            assertThat(fresh.takeSent()).isEqualTo(original ? Bytes.ints(5, 4, 0) : Bytes.ints(5, 1, 110));
            long began = time.millis();
            server.runStep(150, 150); // original: the acknowledgement is still there
            server.runStep(200, 200);
            assertThat(time.millis() - began).isBetween(original ? 300L : 2000L, original ? 340L : 2040L);
        }
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void nobodyIsAcceptedDuringATurn(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        ScriptedWire second = new ScriptedWire(time).says(Bytes.ints(5));
        acceptor.connects(second);
        wire.pauses(900).says(ACK_STEP);

        server.runStep(0, 0);

        assertThat(second.takeSent()).isEmpty();
        assertThat(wire.isClosed()).isFalse();
        server.render();
        assertThat(second.takeSent()).isEqualTo(Bytes.ints(5));
        assertThat(wire.isClosed()).isTrue();
    }

    @Test
    void oursLetsAWaitingClientTakeTheTurnOfASilentOneOver() throws IOException {
        ScriptedWire dead = connected(PluginBehaviour.EXTENDED);
        dead.says(Bytes.of(new ClientMessage.SetTimeout(600_000)));
        ScriptedWire second = new ScriptedWire(time).pauses(50).says(Bytes.ints(5));
        acceptor.connects(second);
        long began = time.millis();

        server.runStep(0, 0);

        assertThat(time.millis() - began).isBetween(1000L, 1200L);
        assertThat(dead.isClosed()).isTrue();
        assertThat(second.takeSent()).isEqualTo(Bytes.ints(5));
        assertThat(server.hasClient()).isTrue();
    }

    @Test
    void aFieldOfAMessageKeepsTheTurnWhileAnotherClientWaits() throws IOException {
        ScriptedWire owner = connected(PluginBehaviour.EXTENDED);
        owner.says(Bytes.of(new ClientMessage.SetTimeout(600_000))).pauses(900).says(Bytes.ints(7))
                .pauses(900).says(Bytes.ints(1)).pauses(900).says(new byte[] {9}, ACK_STEP);
        ScriptedWire other = new ScriptedWire(time).says(Bytes.ints(5));
        acceptor.connects(other);

        server.runStep(0, 0);

        assertThat(owner.isClosed()).isFalse();
        assertThat(other.takeSent()).isEmpty();
        assertThat(game.calls).hasSize(1);
    }

    @Test
    void theOriginalBlocksOnACutMessageWithoutLookingAtTheTime() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.ORIGINAL);
        long began = time.millis();
        wire.says(Bytes.ints(6)).pauses(30_000).says(Bytes.ints(Float.floatToIntBits(3)), ACK_STEP);
        server.runStep(0, 0);
        assertThat(time.millis() - began).isEqualTo(30_000);
        assertThat(game.calls).containsExactly("speed 3.0");

        wire.says(new byte[] {6, 0});
        began = time.millis();
        server.runStep(10, 10);

        assertThat(time.millis() - began).isBetween(60_000L, 60_100L);
        assertThat(server.hasClient()).isFalse();
    }

    @Test
    void inOursACutMessageMeetsTheTimeout() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        wire.says(new byte[] {6, 0});
        long began = time.millis();

        server.runStep(0, 0);

        assertThat(time.millis() - began).isBetween(2000L, 2040L);
        assertThat(server.hasClient()).isFalse();
    }

    @Test
    void aPeriodOfZeroEndsAllRunStepsOfTheOriginalUntilTheNextConnectTurn() throws IOException {
        start(PluginBehaviour.ORIGINAL);
        ScriptedWire wire = connect(new ClientMessage.SetOnStepPeriod(0));
        server.runStep(0, 0);
        server.runStep(100, 100);
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(5));
        ScriptedWire again = connect();
        server.runStep(200, 200);
        assertThat(again.takeSent()).isEqualTo(Bytes.ints(5));

        ScriptedWire repaired = connect(new ClientMessage.SetOnStepPeriod(100));
        repaired.says(ACK_STEP);
        server.runStep(300, 300);

        assertThat(repaired.takeSent()).isEqualTo(Bytes.ints(5, 1, 300));
    }

    @Test
    void oursRefusesAPeriodOfZero() throws IOException {
        start(PluginBehaviour.EXTENDED);
        ScriptedWire wire = connect(new ClientMessage.SetOnStepPeriod(0),
                new ClientMessage.SetOnStepPeriod(-5));
        wire.says(ACK_STEP);

        server.runStep(10, 10);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(5, 1, 10));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void thePeriodPicksCommonMultiplesAndEveryTickAfterTheFinish(PluginBehaviour behaviour)
            throws IOException {
        start(behaviour);
        ScriptedWire wire = connect(new ClientMessage.SetOnStepPeriod(7));
        wire.takeSent();
        for (int i = 0; i < 5; i++) {
            wire.says(ACK_STEP);
        }
        for (int tick = -70; tick <= 140; tick += 10) {
            server.runStep(tick, tick);
        }
        server.runStep(145, 150);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, -70, 1, 0, 1, 70, 1, 140, 1, 145));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void outsideARaceOnlyTheBytesAreTaken(PluginBehaviour behaviour) throws IOException {
        game.state = GameState.MENUS;
        start(behaviour);
        ScriptedWire wire = connect(new ClientMessage.RewindToState(new byte[20]),
                new ClientMessage.RewindToState(new byte[0]), new Call(Kind.REWIND_TO_CURRENT_STATE),
                new ClientMessage.SetInputState(true, true, true, true), new Call(Kind.GIVE_UP),
                new Call(Kind.PREVENT_SIMULATION_FINISH), new Call(Kind.RESET_CAMERA),
                new Call(Kind.GET_SIMULATION_STATE), new Call(Kind.IS_IN_MENUS));

        assertThat(game.calls).containsExactly("RESET_CAMERA");
        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.ints(5),
                Bytes.of(new ServerReply.State(game.saved)), Bytes.ints(1)));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void duringTheStartOfTheGameTheConnectTurnWaitsForTheMenus(PluginBehaviour behaviour) throws IOException {
        start(behaviour);
        game.state = GameState.START_UP;
        ScriptedWire wire = connect();
        assertThat(server.hasClient()).isTrue();
        assertThat(wire.takeSent()).isEmpty();

        game.state = GameState.MENUS;
        server.gameStateChanged();

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(5));
        assertThat(wire.isScriptDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aClientThatVanishesBeforeItsConnectTurnCostsOneTimeout(PluginBehaviour behaviour)
            throws IOException {
        start(behaviour);
        game.state = GameState.START_UP;
        acceptor.connects(new ScriptedWire(time).ends());
        server.render();
        game.state = GameState.MENUS;
        long began = time.millis();

        server.gameStateChanged();

        assertThat(time.millis() - began).isBetween(2000L, 2040L);
        assertThat(server.hasClient()).isFalse();
        assertThat(connect().takeSent()).isEqualTo(Bytes.ints(5));
    }

    @Test
    void withoutAPlayerTheOriginalFailsWithoutAReplyAndTheTurnIsOver() throws IOException {
        game.player = false;
        ScriptedWire wire = connected(PluginBehaviour.ORIGINAL);
        wire.says(Bytes.of(new Call(Kind.RACE_FINISHED)));

        server.runStep(0, 0);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 0));
        assertThat(server.hasClient()).isTrue();
        assertThat(log).anyMatch(line -> line.startsWith("script exception"));
        server.close();
        ScriptedWire ours = connected(PluginBehaviour.EXTENDED);
        ours.says(Bytes.join(Bytes.of(new Call(Kind.RACE_FINISHED)), ACK_STEP));
        server.runStep(0, 0);
        assertThat(ours.takeSent()).isEqualTo(Bytes.ints(1, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void theRaceIsFinishedByTheFlagOrWhenTheTicksGoOn(PluginBehaviour behaviour) throws IOException {
        ScriptedWire wire = connected(behaviour);
        wire.says(Bytes.join(Bytes.ints(16), ACK_STEP), Bytes.join(Bytes.ints(16), ACK_STEP),
                Bytes.join(Bytes.ints(16), ACK_STEP));
        server.runStep(0, 0);
        game.finished = true;
        server.runStep(10, 10);
        game.finished = false;
        game.tickTimeMs = 10;
        server.runStep(20, 20);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 0, 0, 1, 10, 1, 1, 20, 1));
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void aShutdownEndsTheTurnAndForgets(PluginBehaviour behaviour) throws IOException {
        start(behaviour);
        ScriptedWire wire = connect(new ClientMessage.SetTimeout(9000), new ClientMessage.RequestFrame(1, 1));
        wire.says(Bytes.ints(13));
        server.runStep(0, 0);

        assertThat(server.hasClient()).isFalse();
        assertThat(wire.isClosed()).isTrue();
        ScriptedWire next = connect();
        long began = time.millis();
        server.runStep(10, 10);
        assertThat(time.millis() - began).isBetween(2000L, 2040L);
        assertThat(next.takeSent()).isEqualTo(Bytes.ints(5, 1, 10));
    }

    @Test
    void absurdLengthsDropTheClient() throws IOException {
        for (PluginBehaviour behaviour : PluginBehaviour.values()) {
            ScriptedWire wire = connected(behaviour);
            wire.says(Bytes.ints(7, Integer.MAX_VALUE));

            server.runStep(0, 0);

            assertThat(server.hasClient()).isFalse();
            assertThat(log).anyMatch(line -> line.contains("C_REWIND_TO_STATE claims 2147483647 bytes"));
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAfterAWhile() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.ORIGINAL);
        wire.room(6);
        long began = time.millis();

        server.runStep(0, 0);

        assertThat(time.millis() - began).isEqualTo(10_000);
        assertThat(server.hasClient()).isFalse();
    }

    @Test
    void closingClosesEverything() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);

        server.close();
        server.runStep(0, 0);

        assertThat(wire.isClosed()).isTrue();
        assertThat(acceptor.isClosed()).isTrue();
        assertThat(wire.takeSent()).isEmpty();
    }

    @Test
    void anInterruptEndsTheTurnAndKeepsTheFlag() throws IOException {
        start(PluginBehaviour.EXTENDED);
        try (SocketAcceptor real = SocketAcceptor.listen(new java.net.InetSocketAddress("127.0.0.1", 0));
                PluginServer interrupted = new PluginServer(real, game,
                        PluginServerSettings.of(PluginBehaviour.EXTENDED), LinkTime.SYSTEM, log::add);
                Wire peer = Connector.TCP.connect(new java.net.InetSocketAddress("127.0.0.1", real.port()),
                        Duration.ofSeconds(5).toNanos())) {
            Thread.currentThread().interrupt();
            interrupted.render();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(interrupted.hasClient()).isFalse();
            assertThat(peer).isNotNull();
        }
    }
}
