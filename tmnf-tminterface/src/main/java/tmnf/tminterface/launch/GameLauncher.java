package tmnf.tminterface.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;

import tmnf.tminterface.launch.LaunchException.Reason;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginSettings;

/**
 * Starts games, one at a time. Confined to one thread.
 *
 * <p>A game counts as started by us when its process is new, is named as the game is, and either descends
 * from the loader or script that was started, or carries the mark that the script got in its environment:
 * under Wine, programs descend from nobody, but inherit that. Anything else that appears meanwhile, such as
 * a game that the user starts, is left alone. When a start fails, what was started is ended.
 */
public final class GameLauncher {

    /** What is done with a game before the next one may start, such as the first turn of a link. */
    @FunctionalInterface
    public interface FirstContact {

        /** Meets the game. Leaves it open: the caller of the launcher closes it. */
        void with(GameProcess game) throws IOException;

        /** Waits for the connect turn of the game's plugin, and lets the game go on. */
        static FirstContact firstTurn(Duration patience) {
            return game -> {
                try (GameLink link = new GameLink(LinkSettings.of(game.port()))) {
                    link.recover(PluginSettings.DEFAULTS, patience);
                }
            };
        }
    }

    private final LaunchSettings settings;
    private final LinkTime time;

    /** A launcher for these settings. */
    public GameLauncher(LaunchSettings settings) {
        this(settings, LinkTime.SYSTEM);
    }

    /** The same with another time. */
    public GameLauncher(LaunchSettings settings, LinkTime time) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.time = Objects.requireNonNull(time, "time");
    }

    /**
     * A game that somebody else started; it is never ended.
     *
     * @param patience how long its port may take to answer
     * @throws LaunchException if it does not
     */
    public static GameProcess attach(int port, Duration patience) throws IOException {
        Wait wait = new Wait(LinkTime.SYSTEM, patience);
        while (!GamePort.answers(port)) {
            if (!wait.goOn()) {
                throw new LaunchException(Reason.PORT_SILENT, "port " + port + ": nobody answered for "
                        + patience.toMillis() + " ms. Start the game with \"set custom_port " + port
                        + "\" and a link plugin, or name its port.");
            }
        }
        return GameProcess.attached(port, LinkTime.SYSTEM);
    }

    /**
     * Starts a game and waits until its port answers.
     *
     * @return the game, which the caller closes
     * @throws LaunchException if that does not happen; nothing of it runs any more then
     */
    public GameProcess launch() throws IOException {
        return launch(game -> { });
    }

    /**
     * The same, and lets the caller meet the game before another one may be started: two games that start at
     * once take the focus, and the profile's files, from each other. An exception ends the game.
     *
     * @param firstContact gets the game when its port answers; bounds its own waits
     */
    public GameProcess launch(FirstContact firstContact) throws IOException {
        Objects.requireNonNull(firstContact, "firstContact");
        try (LaunchLock lock = LaunchLock.acquire(settings.lockFile(), settings.lockTime(), time)) {
            Objects.requireNonNull(lock, "lock");
            if (GamePort.isTaken(settings.port())) {
                throw new LaunchException(Reason.PORT_TAKEN, "port " + settings.port() + ": something listens"
                        + " there already. Attach to that game, or choose another port.");
            }
            if (!Files.isRegularFile(settings.method().file())) {
                throw new LaunchException(Reason.NOT_STARTED, settings.method().file() + ": no such file."
                        + " Configure where the loader or the launch script is.");
            }
            GameStart start = new GameStart(settings, time);
            try {
                GameProcess process = start.run();
                firstContact.with(process);
                return process;
            } catch (IOException | RuntimeException e) {
                start.endAfter(e);
                throw e;
            }
        }
    }
}
