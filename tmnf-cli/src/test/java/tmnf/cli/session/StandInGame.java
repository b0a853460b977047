package tmnf.cli.session;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginCommands;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.link.PluginServerSettings;
import tmnf.tminterface.link.SocketAcceptor;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerReply;

/** A game on a thread of its own whose race time goes on as fast as the client answers. */
final class StandInGame implements AutoCloseable {

    private final PluginServer server;
    private final Thread thread = new Thread(this::run, "tmnf-test-game-1");
    private final int port;
    private final boolean races;
    private volatile boolean ended;
    private int raceTimeMs = -2610;
    private volatile Exception failure; // null: none

    /** With a race that runs, or in its menus. */
    StandInGame(PluginBehaviour behaviour, boolean races) throws IOException {
        this.races = races;
        SocketAcceptor acceptor = SocketAcceptor.listen(new InetSocketAddress("127.0.0.1", 0));
        port = acceptor.port();
        PluginCommands commands = (PluginCommands) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {PluginCommands.class}, (proxy, method, arguments) -> answer(method.getName(),
                        arguments));
        server = new PluginServer(acceptor, commands, PluginServerSettings.of(behaviour), LinkTime.SYSTEM,
                line -> { });
        thread.start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        ended = true;
        server.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("the game failed", failure);
        }
    }

    private Object answer(String method, Object[] arguments) {
        return switch (method) {
            case "gameState" -> (races ? GameState.LOCAL_RACE : GameState.MENUS).value();
            case "inRace" -> races;
            case "raceTimeMs", "tickTimeMs" -> raceTimeMs;
            case "saveState" -> new byte[8396];
            case "playerFinished" -> Optional.of(false);
            case "inputs" -> "0 press up\n";
            case "captureFrame" -> Optional.of(
                    ByteBuffer.allocate((int) arguments[0] * (int) arguments[1] * 4));
            case "inputState" -> DriverInputs.NONE;
            case "challenge" -> ServerReply.Challenge.NONE;
            default -> null;
        };
    }

    private void run() {
        try (server) {
            while (!ended) {
                server.render();
                if (races && server.hasClient()) {
                    raceTimeMs += 10;
                    server.runStep(raceTimeMs, raceTimeMs);
                } else {
                    Thread.sleep(1);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
        }
    }
}
