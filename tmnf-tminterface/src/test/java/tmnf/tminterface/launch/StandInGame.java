package tmnf.tminterface.launch;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A program started in place of the game. Arguments: the port, and what to do. Ends after a minute. */
public final class StandInGame {

    private StandInGame() {
    }

    /** Listens, or is silent. */
    public static void main(String[] args) throws IOException, InterruptedException {
        switch (args[1]) {
            case "listen" -> listen(Integer.parseInt(args[0]));
            case "silent" -> TimeUnit.MINUTES.sleep(1);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static void listen(int port) throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(GamePort.address(port));
            server.setSoTimeout(60_000);
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().readAllBytes();
                }
            }
        }
    }
}
