package tmnf.capture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import tmnf.tminterface.link.Connector;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.protocol.FrameSize;

/** Makes the game answer with pictures of another size: changes the requests on their way to it. */
final class OtherPictures implements Connector {

    private final Connector network;
    private final FrameSize asked;
    private final FrameSize given;
    private int spared; // requests that still go through as they are

    OtherPictures(Connector network, FrameSize asked, FrameSize given, int spared) {
        this.network = network;
        this.asked = asked;
        this.given = given;
        this.spared = spared;
    }

    @Override
    public Wire connect(InetSocketAddress address, long waitNanos) throws IOException {
        Wire wire = network.connect(address, waitNanos);
        return new Wire() {
            @Override
            public int read(ByteBuffer target, long nanos) throws IOException {
                return wire.read(target, nanos);
            }

            @Override
            public int write(ByteBuffer source, long nanos) throws IOException {
                int taken = wire.write(changed(source), nanos);
                source.position(source.position() + taken);
                return taken;
            }

            @Override
            public void close() {
                wire.close();
            }
        };
    }

    private ByteBuffer changed(ByteBuffer source) {
        ByteBuffer copy = ByteBuffer.allocate(source.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(source.duplicate()).flip();
        for (int at = 0; at + 2 * Integer.BYTES <= copy.limit(); at++) {
            if (copy.getInt(at) == asked.width() && copy.getInt(at + Integer.BYTES) == asked.height()
                    && spared-- <= 0) {
                copy.putInt(at, given.width()).putInt(at + Integer.BYTES, given.height());
            }
        }
        return copy;
    }
}
