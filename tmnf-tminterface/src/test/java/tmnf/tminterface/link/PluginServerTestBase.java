package tmnf.tminterface.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ServerReply;

/** A plugin server with scripted clients and a game that remembers, in a time of its own. */
abstract class PluginServerTestBase {

    static final byte[] ACK_STEP = Bytes.ints(1);

    final FakeTime time = new FakeTime();
    final FakeAcceptor acceptor = new FakeAcceptor();
    final FakeGame game = new FakeGame();
    final List<String> log = new ArrayList<>();
    PluginServer server;

    void start(PluginBehaviour behaviour) {
        server = new PluginServer(acceptor, game, PluginServerSettings.of(behaviour), time, log::add);
    }

    /** A client that has had its connect turn. */
    ScriptedWire connected(PluginBehaviour behaviour) throws IOException {
        start(behaviour);
        ScriptedWire wire = connect();
        assertThat(wire.takeSent()).isEqualTo(Bytes.ints(5));
        return wire;
    }

    ScriptedWire connect(ClientMessage... before) throws IOException {
        ScriptedWire wire = new ScriptedWire(time).says(Bytes.join(Bytes.of(before), Bytes.ints(5)));
        acceptor.connects(wire);
        server.render();
        return wire;
    }

    void enable(ScriptedWire wire, Capability... features) {
        wire.says(Bytes.of(new ClientMessage.Enable(Capability.bits(List.of(features)))), ACK_STEP);
        server.runStep(0, 0);
        assertThat(wire.takeSent()).isEqualTo(Bytes.join(Bytes.ints(1, 0),
                Bytes.of(new ServerReply.Enabled(Capability.bits(List.of(features))))));
    }
}
