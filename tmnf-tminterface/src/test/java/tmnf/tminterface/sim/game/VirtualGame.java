package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.link.PluginBehaviour;

/** A game and its network in virtual time; the test is the client. */
public final class VirtualGame implements AutoCloseable {

    public static final GameSettings QUICK = GameSettings.DEFAULTS.withTimes(Duration.ofMillis(100),
            Duration.ofMillis(100), Duration.ofMillis(500));
    /** Two laps of two passages each. */
    static final LineTrack TWO_LAPS = LineTrack.withGates("two", 2, 1240, 1840, 2240, 2640);
    static final LineTrack SHORT = LineTrack.withGates("short", 1, 300, 600);

    public final VirtualTime time = new VirtualTime();
    public final VirtualNetwork network = new VirtualNetwork(time);
    public final List<String> log = Collections.synchronizedList(new ArrayList<>());
    public final SimulatedGame game;
    private boolean ended;

    VirtualGame(GameSettings settings, FaultPlan faults, Path scripts, String firstMap) {
        this(VirtualGame::map, settings, faults, scripts, firstMap);
    }

    public VirtualGame(GameMaps maps, GameSettings settings, FaultPlan faults, Path scripts, String firstMap) {
        game = new SimulatedGame(new SimulatedGame.Setup(maps, scripts,
                Optional.ofNullable(firstMap), settings, faults, 0, Optional.empty()), time, log::add);
        time.start("tmnf-game-1", () -> {
            try {
                game.run(network);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                ended = true;
            }
        });
    }

    static VirtualGame of(PluginBehaviour behaviour) {
        return new VirtualGame(QUICK.withBehaviour(behaviour), FaultPlan.NONE, Path.of("no-scripts"), null);
    }

    static VirtualGame with(String... faults) {
        return new VirtualGame(QUICK, FaultPlan.parse(List.of(faults), 1), Path.of("no-scripts"), null);
    }

    private static GameMap map(String name) throws IOException {
        return switch (name) {
            case "two.Challenge.Gbx", "A01-Race.Challenge.Gbx" -> TWO_LAPS;
            case "short.Challenge.Gbx", "straight" -> SHORT;
            case "intro.Challenge.Gbx" -> LineTrack.withGates("intro", 1, 300, 600);
            default -> throw new IOException("there is no challenge " + name);
        };
    }

    public boolean hasEnded() {
        return ended;
    }

    public GameLink link() {
        return new GameLink(LinkSettings.of(8478), network, time, LinkTap.NONE);
    }

    @Override
    public void close() {
        game.stop();
        time.join();
    }
}
