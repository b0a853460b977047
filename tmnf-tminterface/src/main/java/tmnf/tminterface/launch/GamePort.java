package tmnf.tminterface.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;

/** The port of a game, looked at from outside. Only ports of this machine: the plugin listens on no other. */
public final class GamePort {

    private static final int CONNECT_MILLIS = 1000;

    private GamePort() {
    }

    /** The address that a plugin listens on. */
    static InetSocketAddress address(int port) throws IOException {
        byte[] local = {127, 0, 0, 1};
        return new InetSocketAddress(InetAddress.getByAddress(local), LaunchMethod.requirePort(port));
    }

    /**
     * Whether something listens on the port, found out without connecting: nobody notices.
     */
    public static boolean isTaken(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(port), 1);
            return false;
        } catch (java.net.BindException e) {
            return true;
        }
    }

    /**
     * Whether the port takes connections. The plugin is told at once that this one is over; without that it
     * would greet a client that has gone and wait for its answer. A client that drives the game loses it, for
     * the plugin has one at a time.
     */
    public static boolean answers(int port) throws IOException {
        ClientMessage farewell = new ClientMessage.Call(ClientMessage.Kind.SHUTDOWN);
        ByteBuffer bytes = ByteBuffer.allocate(Codec.length(farewell)).order(ByteOrder.LITTLE_ENDIAN);
        Codec.encode(farewell, bytes);
        InetSocketAddress address = address(port);
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            // A kernel may connect a port to itself when nobody listens on it.
            if (socket.getLocalSocketAddress().equals(address)) {
                return false;
            }
            socket.getOutputStream().write(bytes.array());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
