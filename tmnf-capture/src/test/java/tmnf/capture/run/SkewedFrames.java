package tmnf.capture.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import tmnf.tminterface.link.Connector;
import tmnf.tminterface.link.Wire;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/** Makes the sized frames of the game name a tick later than the one they show: in their head or state. */
final class SkewedFrames implements Connector {

    /** Which of the two race times is moved. */
    enum Part { HEAD, STATE }

    private static final int LATER_MS = 10;
    /** Kind, length, width, height, race time, length of the state, length of the pixels. */
    private static final int HEAD = 7 * Integer.BYTES;

    private final Connector network;
    private final FrameSize size;
    private final Part part;
    private int moved;

    SkewedFrames(Connector network, FrameSize size, Part part) {
        this.network = network;
        this.size = size;
        this.part = part;
    }

    /** Number of frames that were changed. */
    int moved() {
        return moved;
    }

    @Override
    public Wire connect(InetSocketAddress address, long waitNanos) throws IOException {
        Wire wire = network.connect(address, waitNanos);
        return new Wire() {
            @Override
            public int read(ByteBuffer target, long nanos) throws IOException {
                int from = target.position();
                int count = wire.read(target, nanos);
                ByteBuffer read = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
                for (int at = from; at + HEAD <= target.position(); at++) {
                    if (isHead(read, at)) {
                        move(read, at);
                    }
                }
                return count;
            }

            @Override
            public int write(ByteBuffer source, long nanos) throws IOException {
                return wire.write(source, nanos);
            }

            @Override
            public void close() {
                wire.close();
            }
        };
    }

    private boolean isHead(ByteBuffer read, int at) {
        return read.getInt(at) == ServerMessage.Kind.FRAME_EX.id()
                && read.getInt(at + 2 * Integer.BYTES) == size.width()
                && read.getInt(at + 3 * Integer.BYTES) == size.height()
                && read.getInt(at + 6 * Integer.BYTES) == size.bytes();
    }

    private void move(ByteBuffer read, int at) throws IOException {
        moved++;
        int time = at + 4 * Integer.BYTES;
        if (part == Part.HEAD) {
            read.putInt(time, read.getInt(time) + LATER_MS);
            return;
        }
        byte[] state = new byte[read.getInt(at + 5 * Integer.BYTES)];
        read.get(at + HEAD, state);
        try {
            SimStateData.wrap(state).setRaceTimeMs(read.getInt(time) + LATER_MS);
        } catch (StateFormatException e) {
            throw new IOException(e);
        }
        read.put(at + HEAD, state);
    }
}
