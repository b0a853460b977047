package tmnf.tminterface.link;

import java.nio.ByteBuffer;

/**
 * Lets a {@link SessionListener} follow a link. Closing it tells what was left over; the listener stays open.
 */
public final class TranscriptTap implements LinkTap, AutoCloseable {

    private final SessionDecoder decoder;
    private final LinkTime time;
    private final long began;

    /** Times count from now. */
    public TranscriptTap(SessionListener listener, LinkTime time) {
        this.decoder = new SessionDecoder(listener);
        this.time = time;
        this.began = time.nanos();
    }

    /** Microseconds since the beginning. */
    public long micros() {
        return (time.nanos() - began) / 1000;
    }

    @Override
    public void connected() {
        decoder.connected(micros());
    }

    @Override
    public void sent(ByteBuffer bytes) {
        decoder.sent(micros(), bytes);
    }

    @Override
    public void received(ByteBuffer bytes) {
        decoder.received(micros(), bytes);
    }

    @Override
    public void close() {
        decoder.finish(micros());
    }
}
