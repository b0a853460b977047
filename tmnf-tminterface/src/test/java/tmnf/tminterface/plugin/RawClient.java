package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Speaks to the plugin in bytes made by hand, so that it can also say what no decent client would. */
final class RawClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 8_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LIMIT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A client that has had its connect turn opened and has not acknowledged it. */
    static RawClient greeted(PluginHost host) throws IOException {
        RawClient client = new RawClient(host.port());
        client.expect(5);
        return client;
    }

    void sendBytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(int... words) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        sendBytes(bytes.array());
    }

    void command(String command) throws IOException {
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        send(14, text.length);
        sendBytes(text);
    }

    byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    ByteBuffer readBuffer(int length) throws IOException {
        return ByteBuffer.wrap(read(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int readInt() throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    void expect(int... words) throws IOException {
        for (int word : words) {
            assertThat(readInt()).isEqualTo(word);
        }
    }

    /** Acknowledges turn after turn until the given one; returns the time of that run step. */
    int ackStepsUntil(int raceTime) throws IOException {
        while (true) {
            expect(1);
            int now = readInt();
            if (now >= raceTime) {
                return now;
            }
            send(1);
        }
    }

    /** Loads a map from the connect turn and stops in the run step of that time. */
    void driveTo(int raceTime, int periodMs) throws IOException {
        send(19, periodMs);
        command("map A01-Race.Challenge.Gbx");
        send(5);
        assertThat(ackStepsUntil(raceTime)).isEqualTo(raceTime);
    }

    /** True if nothing arrives within that time. */
    boolean silentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            int read = in.read();
            assertThat(read).as("the stream must not end").isNotNegative();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(LIMIT_MILLIS);
        }
    }

    /** Waits for the end of the stream, as a dropped client sees it. */
    void expectEnd() throws IOException {
        int next;
        try {
            next = in.read();
        } catch (SocketException e) {
            next = -1;    // a reset is an end, too
        }
        assertThat(next).as("end of the stream").isEqualTo(-1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
