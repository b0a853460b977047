package tmnf.tminterface.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Counts what happened in a session. Confined to one thread. */
public final class SessionTally implements SessionListener {

    /** How many broken rules are kept word for word. */
    private static final int MOST_VIOLATIONS = 100;

    private final Map<String, Integer> fromGame = new TreeMap<>();
    private final Map<String, Integer> fromClient = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int connections;
    private int replies;
    private int violationCount;
    private long rawBytes;

    /** Messages that opened turns, by their names in the protocol. */
    public Map<String, Integer> fromGame() {
        return Map.copyOf(fromGame);
    }

    /** Messages of the client, by their names in the protocol. */
    public Map<String, Integer> fromClient() {
        return Map.copyOf(fromClient);
    }

    /** Replies to queries. */
    public int replies() {
        return replies;
    }

    /** Connections. */
    public int connections() {
        return connections;
    }

    /** The first broken rules, each with its time. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** How many rules were broken. */
    public int violationCount() {
        return violationCount;
    }

    /** Bytes that could not be read as messages. */
    public long rawBytes() {
        return rawBytes;
    }

    @Override
    public void connected(long micros) {
        connections++;
    }

    @Override
    public void opened(long micros, ServerMessage message, ByteBuffer bytes) {
        fromGame.merge(message.kind().protocolName(), 1, Integer::sum);
    }

    @Override
    public void said(long micros, ClientMessage message, ByteBuffer bytes) {
        fromClient.merge(message.kind().protocolName(), 1, Integer::sum);
    }

    @Override
    public void answered(long micros, ServerReply reply, ByteBuffer bytes) {
        replies++;
    }

    @Override
    public void raw(long micros, boolean fromTheGame, ByteBuffer bytes) {
        rawBytes += bytes.remaining();
    }

    @Override
    public void violated(long micros, String rule) {
        violationCount++;
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(micros / 1000 + " ms: " + rule);
        }
    }
}
