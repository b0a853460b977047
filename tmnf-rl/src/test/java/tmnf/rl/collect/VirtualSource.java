package tmnf.rl.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.sim.game.FaultPlan;
import tmnf.tminterface.sim.game.GameSettings;
import tmnf.tminterface.sim.game.SimulatedGame;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.game.VirtualNetwork;
import tmnf.tminterface.sim.game.VirtualTime;

/** Simulated games in virtual time; each one that is opened gets the next plan of faults. */
final class VirtualSource implements GameSource {

    final VirtualTime time = new VirtualTime();
    final List<String> log = new ArrayList<>();
    private final VirtualNetwork network = new VirtualNetwork(time);
    private final TrackMaps maps = new TrackMaps(Optional.empty(), log::add);
    private final GameSettings settings;
    private final List<FaultPlan> plans;
    PersonalBests bests = PersonalBests.NONE;
    private int opened;
    private int running;

    VirtualSource(GameSettings settings, String... faults) {
        this.settings = settings;
        this.plans = List.of(faults).stream().map(each -> each.isEmpty() ? FaultPlan.NONE
                : FaultPlan.parse(List.of(each), 1)).toList();
    }

    int opened() {
        return opened;
    }

    int running() {
        return running;
    }

    @Override
    public String name() {
        return "virtual games";
    }

    @Override
    public SourcedGame open(int collector) {
        FaultPlan plan = opened < plans.size() ? plans.get(opened) : FaultPlan.NONE;
        opened++;
        SimulatedGame game = new SimulatedGame(new SimulatedGame.Setup(maps, Path.of("no-scripts"),
                Optional.empty(), settings, plan, collector, Optional.empty()), time, log::add);
        running++;
        time.start("tmnf-virtual-game", () -> {
            try {
                game.run(network);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                running--;
            }
        });
        return new SourcedGame() {
            @Override
            public String name() {
                return "virtual game";
            }

            @Override
            public boolean isOurs() {
                return true;
            }

            @Override
            public GameLink link() {
                return new GameLink(LinkPatience.of(8478), network, time, LinkTap.NONE);
            }

            @Override
            public void close() {
                game.stop();
                time.join();
            }
        };
    }

    @Override
    public PersonalBests bests() {
        return bests;
    }

    @Override
    public void close() {
        time.join();
    }
}
