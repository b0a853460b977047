package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import tmnf.tminterface.protocol.ServerMessage;

/** A link over scripted connections, in a time of its own. */
abstract class LinkTestBase {

    static final Duration SOON = Duration.ofMillis(100);

    final FakeTime time = new FakeTime();
    final ScriptedWire wire = new ScriptedWire(time);
    final Deque<ScriptedWire> later = new ArrayDeque<>();
    final GameLink link = new GameLink(LinkSettings.of(8478).withPatience(SOON, SOON),
            (address, wait) -> later.isEmpty() ? wire : later.remove(), time, LinkTap.NONE);

    /** Connects and opens a turn. */
    ServerMessage inTurn(ServerMessage message) throws IOException {
        wire.says(Bytes.of(message));
        if (link.state() == LinkState.DISCONNECTED) {
            link.connect(SOON);
        }
        return link.await(SOON);
    }

    ServerMessage inRunStep(int raceTimeMs) throws IOException {
        return inTurn(new ServerMessage.RunStep(raceTimeMs));
    }
}
