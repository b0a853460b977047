package tmnf.tminterface.link;

import java.nio.ByteBuffer;
import java.util.List;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/** Tells several listeners, in order. */
public final class SessionListeners implements SessionListener {

    private final List<SessionListener> listeners;

    /** Those. */
    public SessionListeners(SessionListener... listeners) {
        this.listeners = List.of(listeners);
    }

    @Override
    public void connected(long micros) {
        listeners.forEach(listener -> listener.connected(micros));
    }

    @Override
    public void opened(long micros, ServerMessage message, ByteBuffer bytes) {
        listeners.forEach(listener -> listener.opened(micros, message, bytes.duplicate()));
    }

    @Override
    public void said(long micros, ClientMessage message, ByteBuffer bytes) {
        listeners.forEach(listener -> listener.said(micros, message, bytes.duplicate()));
    }

    @Override
    public void answered(long micros, ServerReply reply, ByteBuffer bytes) {
        listeners.forEach(listener -> listener.answered(micros, reply, bytes.duplicate()));
    }

    @Override
    public void raw(long micros, boolean fromGame, ByteBuffer bytes) {
        listeners.forEach(listener -> listener.raw(micros, fromGame, bytes.duplicate()));
    }

    @Override
    public void violated(long micros, String rule) {
        listeners.forEach(listener -> listener.violated(micros, rule));
    }
}
