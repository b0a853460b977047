package tmnf.tminterface.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Connections that wait to be accepted. */
final class FakeAcceptor implements WireAcceptor {

    private final Deque<Wire> backlog = new ArrayDeque<>();
    private boolean closed;

    void connects(Wire wire) {
        backlog.add(wire);
    }

    int waiting() {
        return backlog.size();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Optional<Wire> accept() {
        return Optional.ofNullable(backlog.poll());
    }

    @Override
    public void close() {
        closed = true;
    }
}
