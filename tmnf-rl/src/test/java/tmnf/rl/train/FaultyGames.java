package tmnf.rl.train;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleSupplier;

import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.SimulatedSource;
import tmnf.rl.collect.SourcedGame;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.SimulatedGames;
import tmnf.tminterface.sim.game.TrackMaps;

/**
 * Simulated games of which each hangs, dies or disconnects after some decisions, one kind after the other.
 */
final class FaultyGames implements GameSource {

    private static final int TICKS = 5; // of a decision
    private static final int LEAST = 130; // decisions: some races, or none would ever be whole
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final List<String> FAULTS = List.of("silence:phase=race,at=0,nth=%2$d",
            "disconnect:message=step,nth=%1$d", "crash:message=step,restart=forever,nth=%1$d",
            "cut:message=frame,nth=%1$d", "no-frame:nth=%1$d,for=forever", "cut:message=step,nth=%1$d");

    private final TrackMaps maps = new TrackMaps(Optional.empty(), line -> { });
    private final DoubleSupplier decisions;
    private final SplittableRandom random = new SplittableRandom(3);
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<SimulatedGames> open = new ArrayList<>();
    private final List<WeakReference<SimulatedGames>> all = new ArrayList<>();
    private int opened;

    /**
     * Starts nothing yet.
     *
     * @param decisions after which a game goes wrong, on average, as it is when the game is opened
     */
    FaultyGames(DoubleSupplier decisions) {
        this.decisions = decisions;
    }

    /** How many are opened until each kind of fault had its turn. */
    static int round() {
        return FAULTS.size();
    }

    /** How many were opened until now. */
    synchronized int opened() {
        return opened;
    }

    /** How many of those that were opened something still holds. */
    synchronized long held() {
        System.gc();
        return all.stream().filter(each -> each.get() != null).count();
    }

    /** Whether something of each kind went wrong. */
    boolean allKinds() {
        return FAULTS.stream().map(kind -> kind.substring(0, kind.indexOf(':'))).allMatch(kind ->
                faults.stream().anyMatch(line -> line.contains(kind)));
    }

    @Override
    public String toString() {
        return opened + " games: " + faults;
    }

    @Override
    public String name() {
        return "games that die";
    }

    @Override
    public synchronized SourcedGame open(int collector) throws IOException {
        int after = (int) Math.max(LEAST, decisions.getAsDouble() * (0.5 + random.nextDouble()));
        FaultPlan plan = FaultPlan.parse(List.of(String.format(FAULTS.get(opened++ % FAULTS.size()), after,
                TICKS * after)), 1);
        SimulatedGames games = SimulatedGames.start(0, 1, ignored -> new SimulatedGame.Setup(maps,
                Path.of("no-scripts"), Optional.empty(), SimulatedSource.FAST.withFocus(true), plan,
                collector,
                Optional.empty()), (ignored, line) -> {
                    if (line.startsWith("fault:")) {
                        faults.add(line);
                    }
                });
        open.add(games);
        all.add(new WeakReference<>(games));
        return new SourcedGame() {
            @Override
            public String name() {
                return "a game that dies";
            }

            @Override
            public boolean isOurs() {
                return true;
            }

            @Override
            public GameLink link() {
                return new GameLink(LinkSettings.of(games.ports().get(0)).withPatience(PATIENCE, PATIENCE));
            }

            @Override
            public void close() {
                synchronized (FaultyGames.this) {
                    open.remove(games);
                }
                games.close();
            }
        };
    }

    @Override
    public synchronized void close() {
        open.forEach(SimulatedGames::close);
        open.clear();
    }
}
