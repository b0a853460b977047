package tmnf.cli.doctor;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginCommands;
import tmnf.tminterface.link.PluginServer;
import tmnf.tminterface.link.PluginServerSettings;
import tmnf.tminterface.link.SocketAcceptor;
import tmnf.tminterface.protocol.GameState;

/** A plugin in a game that shows its menus, on a thread of its own. */
final class StandInPlugin implements AutoCloseable {

    private final SocketAcceptor acceptor;
    private final PluginServer server;
    private final Thread thread;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Whether anything was done to the game. */
    final AtomicBoolean touched = new AtomicBoolean();

    StandInPlugin(PluginBehaviour behaviour, GameState state) throws IOException {
        acceptor = SocketAcceptor.listen(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        PluginCommands game = (PluginCommands) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {PluginCommands.class}, (proxy, method, args) -> {
                    if (method.getReturnType() == void.class) {
                        touched.set(true);
                        return null;
                    }
                    return switch (method.getName()) {
                        case "gameState" -> state.value();
                        case "inRace" -> false;
                        case "raceTimeMs", "tickTimeMs" -> 0;
                        case "playerFinished", "captureFrame" -> Optional.empty();
                        default -> throw new IllegalStateException("not expected: " + method.getName());
                    };
                });
        server = new PluginServer(acceptor, game, PluginServerSettings.of(behaviour), LinkTime.SYSTEM,
                line -> { });
        thread = new Thread(this::render, "tmnf-stand-in-plugin-1");
        thread.start();
    }

    private void render() {
        try {
            while (!ended.get()) {
                server.render();
                LockSupport.parkNanos(2_000_000);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            server.close();
        }
    }

    int port() {
        return acceptor.port();
    }

    @Override
    public void close() {
        ended.set(true);
        server.stop();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
