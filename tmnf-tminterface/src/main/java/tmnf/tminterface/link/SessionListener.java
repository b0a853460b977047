package tmnf.tminterface.link;

import java.nio.ByteBuffer;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * What happened in a session, message by message. Times are microseconds since its start. The buffers hold
 * the bytes of the message and are valid during the call, and so are frames.
 */
public interface SessionListener {

    /** A connection began. */
    void connected(long micros);

    /** The game opened a turn. */
    void opened(long micros, ServerMessage message, ByteBuffer bytes);

    /** The client said something. */
    void said(long micros, ClientMessage message, ByteBuffer bytes);

    /** The game answered. */
    void answered(long micros, ServerReply reply, ByteBuffer bytes);

    /**
     * Bytes that make no sense, and all that follow them on that connection; or half a message at the end.
     */
    void raw(long micros, boolean fromGame, ByteBuffer bytes);

    /** A rule about turns or bytes was broken. */
    void violated(long micros, String rule);
}
