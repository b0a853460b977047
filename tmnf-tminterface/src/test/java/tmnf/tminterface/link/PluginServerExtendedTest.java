package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** What only our plugin does, and only for clients that enabled it. */
class PluginServerExtendedTest extends PluginServerTestBase {

    @Test
    void nothingOfTheExtendedSetWorksBeforeItIsEnabled() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        wire.says(Bytes.of(new Call(Kind.RESPAWN)), ACK_STEP); // 72 and its length 0: two unknown messages
        server.runStep(0, 0);
        assertThat(log).contains("Server: got unknown message 72", "Server: got unknown message 0");
        wire.takeSent();
        enable(wire, Capability.INPUTS);

        wire.says(Bytes.of(new Call(Kind.RESPAWN), new Call(Kind.GET_GAME_STATE)), Bytes.ints(99, 4, 1, 1));
        server.runStep(10, 10);

        assertThat(game.calls).isEmpty();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 10));
        assertThat(log).contains("message 72 skipped: not enabled", "message 70 skipped: not enabled");
    }

    @Test
    void extendedCallsReachTheGame() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.INPUTS, Capability.CALLS, Capability.QUERIES);
        game.raceTimeMs = 30;
        game.tickTimeMs = 40;
        DriverInputs set = new DriverInputs(true, false, false, false, -300, 20_000);
        wire.says(Bytes.of(new ClientMessage.SetInputEx(17, set), new Call(Kind.GET_INPUT_STATE),
                new Call(Kind.RESPAWN), new Call(Kind.HORN), new ClientMessage.SimulationOnly(true),
                new ClientMessage.RewindEx(0, new byte[] {9}), new Call(Kind.GET_GAME_STATE),
                new Call(Kind.GET_CHALLENGE)), ACK_STEP);

        server.runStep(30, 30);

        assertThat(game.calls).containsExactly("inputs 17 " + set, "RESPAWN", "HORN",
                "rewind " + java.util.Arrays.hashCode(new byte[] {9}) + " false", "simulation only true");
        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.ints(1, 30),
                Bytes.of(new ServerReply.InputState(new DriverInputs(true, false, false, false, -300, 0))),
                Bytes.of(new ServerReply.GameStatus(512, true, 30, 40)), Bytes.ints(0)));
    }

    @Test
    void asManyBytesAsOursReadsInOnePieceAreTaken() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.CALLS);
        wire.says(Bytes.of(new ClientMessage.RewindToState(new byte[60_000]),
                new ClientMessage.ExecuteCommand("x".repeat(60_000)),
                new ClientMessage.RewindEx(0, new byte[59_996])), Bytes.ints(99, 60_000), new byte[60_000],
                ACK_STEP);

        server.runStep(0, 0);

        assertThat(server.hasClient()).isTrue();
        assertThat(game.calls).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 14, 65, 75, 99})
    void oneByteMoreThanOursReadsInOnePieceDropsTheClient(int id) throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.CALLS);
        wire.says(Bytes.ints(id, 60_001));

        server.runStep(10, 10);

        assertThat(server.hasClient()).isFalse();
        assertThat(log).anyMatch(line -> line.contains("a message claims 60009 bytes"));
    }

    @Test
    void analogInputsAreCutToTheirRange() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.INPUTS);
        wire.says(Bytes.of(new ClientMessage.SetInputEx(48,
                new DriverInputs(false, false, false, false, 65_537, Integer.MIN_VALUE))), ACK_STEP);

        server.runStep(10, 10);

        assertThat(game.inputs).isEqualTo(new DriverInputs(false, false, false, false, 65_536, -65_536));
    }

    @Test
    void losingTheClientRendersAgain() throws IOException {
        ScriptedWire wire = withoutRendering();
        wire.says(Bytes.of(new Call(Kind.SHUTDOWN)));

        server.runStep(20, 20);

        assertThat(game.calls).containsExactly("simulation only false");
    }

    @Test
    void atSpeedZeroTheGameRendersUntilRunStepsComeAgain() throws IOException {
        ScriptedWire wire = withoutRendering();
        wire.says(Bytes.of(new ClientMessage.SetSpeed(0)), Bytes.ints(2));
        server.checkpointCountChanged(1, 2);
        assertThat(game.calls).containsExactly("speed 0.0", "simulation only false");
        game.calls.clear();

        wire.says(Bytes.of(new ClientMessage.SetSpeed(4)), ACK_STEP);
        server.runStep(20, 20);

        assertThat(game.calls).containsExactly("speed 4.0", "simulation only true");
    }

    @Test
    void whenTheStateOfTheGameChangesItRendersUntilRunStepsComeAgain() throws IOException {
        ScriptedWire wire = withoutRendering();
        game.state = GameState.LOCAL_RACE_END_DIALOG;
        server.gameStateChanged();
        assertThat(game.calls).containsExactly("simulation only false");
        game.calls.clear();

        wire.says(ACK_STEP);
        server.runStep(20, 20);

        assertThat(game.calls).containsExactly("simulation only true");
    }

    @Test
    void renderingGoesOnInMenusWhateverTheClientWishes() throws IOException {
        start(PluginBehaviour.EXTENDED);
        game.state = GameState.MENUS;
        connect(new ClientMessage.Enable(Capability.bits(List.of(Capability.CALLS))),
                new ClientMessage.SimulationOnly(true));
        server.gameStateChanged();

        assertThat(game.calls).isEmpty();
    }

    @Test
    void withoutRenderingRunStepsTakeANewClient() throws IOException {
        ScriptedWire wire = withoutRendering();
        wire.says(Bytes.of(new ClientMessage.SetOnStepPeriod(1_000_000)), ACK_STEP);
        server.runStep(20, 20);
        wire.takeSent();
        ScriptedWire next = new ScriptedWire(time).says(Bytes.ints(5));
        acceptor.connects(next);

        server.runStep(30, 30);

        assertThat(game.calls).containsExactly("simulation only false");
        assertThat(wire.isClosed()).isTrue();
        server.render();
        assertThat(next.takeSent()).isEqualTo(Bytes.ints(5));
    }

    /** A client that wished so in a run step. */
    private ScriptedWire withoutRendering() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.CALLS);
        wire.says(Bytes.of(new ClientMessage.SimulationOnly(true)), ACK_STEP);
        server.runStep(10, 10);
        assertThat(game.calls).containsExactly("simulation only true");
        game.calls.clear();
        wire.takeSent();
        return wire;
    }

    @Test
    void aTurnOfTheExtendedSetEndsAlsoAfterItWasSwitchedOffInIt() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.STEPS);
        wire.says(Bytes.of(new ClientMessage.Enable(0)), Bytes.ints(130));
        server.runStep(10, 10);
        wire.takeSent();

        wire.says(ACK_STEP);
        server.runStep(20, 20);

        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(1, 20));
        assertThat(log).noneMatch(line -> line.contains("unknown message"));
    }

    @Test
    void stepsCarryTheStateWhenThatIsEnabled() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.STEPS);
        wire.says(Bytes.ints(130));

        server.runStep(10, 20);

        assertThat(wire.takeSent()).isEqualTo(Bytes.of(new ServerMessage.StepEx(10, 20, game.saved)));
    }

    @Test
    void aSizedFrameCanBeAskedForInTheTurnOfOne() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.FRAMES, Capability.STATE_IN_FRAMES);
        wire.says(Bytes.of(new ClientMessage.RequestFrameEx(2, 1), new ClientMessage.RequestFrameEx(0, 1),
                new ClientMessage.RequestFrameEx(1, 5000)), ACK_STEP);
        server.runStep(10, 10);
        wire.takeSent();
        game.raceTimeMs = 10;
        wire.says(Bytes.of(new ClientMessage.RequestFrameEx(1, 1)), Bytes.ints(128));
        server.render();
        wire.says(Bytes.ints(128));
        server.render();
        server.render();

        assertThat(wire.takeSent()).isEqualTo(Bytes.join(
                Bytes.of(new ServerMessage.FrameEx(new tmnf.tminterface.protocol.FrameSize(2, 1), 10,
                        game.saved,
                        ByteBuffer.wrap(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}))),
                Bytes.of(new ServerMessage.FrameEx(new tmnf.tminterface.protocol.FrameSize(1, 1), 10,
                        game.saved,
                        ByteBuffer.wrap(new byte[] {1, 1, 1, 1})))));
    }

    @Test
    void aSizedFrameCanBeAskedForInTheTurnOfAnotherFrame() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.FRAMES);
        wire.says(Bytes.of(new ClientMessage.RequestFrame(1, 1)), ACK_STEP);
        server.runStep(10, 10);
        game.raceTimeMs = 10;
        wire.takeSent();
        wire.says(Bytes.of(new ClientMessage.RequestFrameEx(1, 1)), Bytes.ints(4));
        server.render();
        wire.says(Bytes.ints(128));

        server.render();

        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.ints(4), new byte[] {1, 1, 1, 1},
                Bytes.of(new ServerMessage.FrameEx(new tmnf.tminterface.protocol.FrameSize(1, 1), 10,
                        new byte[0], ByteBuffer.wrap(new byte[] {1, 1, 1, 1})))));
    }

    @Test
    void heartbeatsComeOutsideRaces() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.HEARTBEAT);
        wire.says(Bytes.of(new ClientMessage.SetHeartbeat(500)), ACK_STEP);
        server.runStep(10, 10);
        wire.takeSent();
        game.state = GameState.LOCAL_RACE_END_DIALOG;
        wire.says(Bytes.ints(129));
        for (int frame = 0; frame < 30; frame++) {
            time.advanceMillis(20);
            server.render();
        }

        assertThat(wire.takeSent()).isEqualTo(Bytes.of(new ServerMessage.Heartbeat(1024, 500)));
    }

    @Test
    void pollingOpensATurnForBytesThatComeOutsideOne() throws IOException {
        ScriptedWire wire = connected(PluginBehaviour.EXTENDED);
        enable(wire, Capability.POLLING);
        game.state = GameState.MENUS;
        server.render();
        assertThat(wire.takeSent()).isEmpty();
        time.advanceMillis(40);
        wire.says(Bytes.of(new ClientMessage.ExecuteCommand("map A"), new Call(Kind.IS_IN_MENUS)),
                Bytes.ints(129));

        server.render();

        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.of(new ServerMessage.Heartbeat(32, 40)),
                Bytes.ints(1)));
        assertThat(game.calls).containsExactly("command map A");
    }
}
