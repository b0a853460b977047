package tmnf.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import tmnf.tminterface.launch.GamePort;
import tmnf.tminterface.launch.RunningGames;
import tmnf.tminterface.link.Capabilities;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.protocol.GameLinkException;
import tmnf.tminterface.protocol.ServerMessage;

/** Checks of a running game: port, handshake, and what its plugin can do. Changes nothing in the game. */
final class LinkChecks {

    private final int port;
    private final Duration timeout;
    private final List<Finding> findings = new ArrayList<>();
    private boolean greets;

    LinkChecks(int port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    List<Finding> run() throws IOException {
        if (!GamePort.isTaken(port)) {
            int games = RunningGames.find().size();
            findings.add(Finding.problem("port", games == 0 ? "nobody listens, and no game runs"
                    : "nobody listens, though a game runs (" + games + ")", "port " + port,
                    "start the game with the plugin and \"set custom_port " + port + "\"; its console says"
                    + " which port it uses, and --port takes another"));
            return findings;
        }
        LinkSettings settings = LinkSettings.of(port).withPatience(timeout, timeout);
        try (GameLink link = new GameLink(settings)) {
            link.connect(timeout);
            findings.add(Finding.ok("port", "answers", "port " + port));
            handshake(link);
        } catch (GameTimeoutException e) {
            findings.add(silence(e));
        } catch (IOException e) {
            findings.add(Finding.problem("handshake", e.getMessage(), "port " + port,
                    "end another program that drives the game, check that the plugin is a link plugin, and"
                    + " restart the game"));
        }
        return findings;
    }

    /** Whether a link plugin answered, as it should. */
    boolean greets() {
        return greets;
    }

    private Finding silence(GameTimeoutException e) {
        if (!e.lastMessage().equals(GameLinkException.NOTHING)) {
            return Finding.problem("handshake", "the game greets, but there is no " + e.awaited()
                    + " within " + timeout.toMillis() + " ms", "port " + port,
                    "check that a link plugin listens there, and nothing else; restart the game; or give more"
                    + " --timeout");
        }
        return Finding.problem("handshake", "connected, but the game says nothing within "
                + timeout.toMillis() + " ms", "port " + port,
                "bring the game's window up, for a minimised one may not draw and so takes nobody; end"
                + " another program that drives it; wait until it has started; or give more --timeout. If no"
                + " game runs, something else listens there: take another port");
    }

    private void handshake(GameLink link) throws IOException {
        ServerMessage first = link.await("the greeting of the plugin", timeout);
        if (!(first instanceof ServerMessage.Connected)) {
            findings.add(Finding.problem("handshake", "the game does not greet, but says " + first,
                    "port " + port, "end the other program that drives the game"));
            return;
        }
        boolean menus = link.isInMenus();
        Capabilities capabilities = link.probe();
        link.acknowledge();
        greets = true;
        findings.add(Finding.ok("handshake", menus
                ? "works; the game shows its menus, where nothing but this greeting comes until a race is"
                + " driven" : "works", "port " + port));
        findings.add(Finding.ok("capabilities", capabilities.isExtended()
                ? "our plugin, version " + capabilities.version() + ": " + capabilities.offered().stream()
                        .sorted().map(capability -> capability.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                : "the original messages; no analog input, no sized frames, no heartbeat", "port " + port));
    }
}
