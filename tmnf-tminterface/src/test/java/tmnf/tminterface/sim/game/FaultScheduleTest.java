package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.tminterface.link.GameClosedException;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.link.GameTimeoutException;
import tmnf.tminterface.link.GameUnreachableException;
import tmnf.tminterface.link.LinkSettings;
import tmnf.tminterface.link.LinkState;
import tmnf.tminterface.link.LinkTap;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.link.PluginSettings;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.GameLinkException;
import tmnf.tminterface.protocol.ProtocolException;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * Our client against games in which random things go wrong, in virtual time: every call ends within its
 * deadline, in a state that is defined, with an exception that says what was awaited; and the same client
 * goes on to finish a race once nothing goes wrong any more.
 */
@Timeout(120)
class FaultScheduleTest {

    private static final int SCHEDULES = Integer.getInteger("tmnf.test.schedules", 2_000);
    private static final Duration CONNECT = Duration.ofSeconds(6);
    private static final Duration MESSAGE = Duration.ofSeconds(3);
    private static final Duration REPLY = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(15);
    /** Every fault happens three times at most, and there are three of them; a silence may cost two more. */
    private static final int ATTEMPTS = 16;
    private static final PluginSettings PLUGIN = new PluginSettings(Duration.ofSeconds(2), 200, 1);

    /** How an attempt ended. */
    private enum Ending { FINISHED, TIMEOUT, CLOSED, UNREACHABLE, PROTOCOL, NO_RACE }

    private final Set<String> happened = new TreeSet<>();
    private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);

    @Test
    void theClientAlwaysEndsInTimeNamesTheCauseAndCanBeUsedAgain() {
        int cured = 0;
        for (int seed = 0; seed < SCHEDULES; seed++) {
            cured += schedule(seed) ? 1 : 0;
        }

        assertThat(endings.keySet()).as("what happened: " + endings).contains(Ending.FINISHED, Ending.TIMEOUT,
                Ending.CLOSED, Ending.UNREACHABLE, Ending.NO_RACE);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(happened).as("faults that happened").anyMatch(
                    line -> line.startsWith("fault: " + kind.word()));
        }
        assertThat(cured).as("schedules that end well").isGreaterThan(SCHEDULES / 2);
    }

    private boolean schedule(int seed) {
        FaultPlan plan = FaultPlan.random(seed);
        PluginBehaviour behaviour = PluginBehaviour.values()[seed % 2];
        GameSettings settings = VirtualGame.QUICK.withBehaviour(behaviour).withTimes(Duration.ofMillis(50),
                Duration.ofMillis(50), Duration.ofMillis(300));
        try (VirtualGame game = new VirtualGame(settings, plan, Path.of("no-scripts"), null)) {
            GameLink link = new GameLink(LinkSettings.of(8478).withPatience(REPLY, REPLY), game.network,
                    game.time, LinkTap.NONE);
            Ending ending = Ending.NO_RACE;
            for (int i = 0; i < ATTEMPTS && ending != Ending.FINISHED; i++) {
                ending = attempt(game, link, seed, behaviour);
                endings.merge(ending, 1, Integer::sum);
            }
            if (isCurable(plan)) {
                assertThat(ending).as("seed %d, %s: %s", seed, plan, game.log).isEqualTo(Ending.FINISHED);
            }
            game.log.stream().filter(line -> line.startsWith("fault: ")).forEach(happened::add);
            link.close();
            assertThat(link.state()).isEqualTo(LinkState.DISCONNECTED);
            return ending == Ending.FINISHED;
        }
    }

    /** Whether all that goes wrong is over some time. */
    private static boolean isCurable(FaultPlan plan) {
        return plan.faults().stream().noneMatch(fault -> fault.time().isEmpty()
                && Set.of(FaultKind.SILENCE, FaultKind.CRASH, FaultKind.PORT_TAKEN).contains(fault.kind()));
    }

    private Ending attempt(VirtualGame game, GameLink link, int seed, PluginBehaviour behaviour) {
        try {
            limited(game, CONNECT, () -> {
                link.reconnect(PLUGIN, CONNECT);
                return null;
            });
            if (behaviour == PluginBehaviour.EXTENDED) {
                limited(game, REPLY.multipliedBy(2), link::probe);
                limited(game, REPLY, () -> link.enable(Set.of(Capability.HEARTBEAT)));
                link.extended().setHeartbeat(Duration.ofMillis(700));
            }
            link.executeCommand("set skip_map_load_screens true; set countdown_speed 10");
            link.executeCommand("map short.Challenge.Gbx");
            link.acknowledge();
            return race(game, link);
        } catch (GameLinkException e) {
            return ended(e, link, seed);
        } catch (IOException e) {
            throw new AssertionError("seed " + seed + ": an exception that is none of ours", e);
        }
    }

    private Ending race(VirtualGame game, GameLink link) throws IOException {
        long ends = game.time.nanos() + ATTEMPT.toNanos();
        while (game.time.nanos() < ends) {
            ServerMessage message = limited(game, MESSAGE, () -> link.await("a turn of the race", MESSAGE));
            if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() == 200) {
                limited(game, REPLY, link::getSimulationState);
                link.setSpeed(0);
                link.requestFrame(16, 12);
            } else if (message instanceof ServerMessage.RunStep step && step.raceTimeMs() == 0) {
                limited(game, REPLY, link::raceFinished);
                link.setInputState(false, false, true, false);
            } else if (message instanceof ServerMessage.Frame) {
                link.setSpeed(1);
            } else if (message instanceof ServerMessage.CheckpointCount count
                    && count.current() == count.target()) {
                return finish(game, link);
            }
            limited(game, REPLY, () -> {
                link.acknowledge();
                return null;
            });
        }
        return Ending.NO_RACE;
    }

    /** The run step after the finish comes, or the dialog with the medals has silenced the game. */
    private static Ending finish(VirtualGame game, GameLink link) throws IOException {
        link.acknowledge();
        try {
            limited(game, MESSAGE, () -> link.await("a turn after the finish", MESSAGE));
        } catch (GameTimeoutException e) {
            assertThat(game.log).anyMatch(line -> line.startsWith("fault: "));
        }
        return Ending.FINISHED;
    }

    private static Ending ended(GameLinkException e, GameLink link, int seed) {
        String where = "seed " + seed + ": " + e;
        assertThat(e.getMessage()).as(where).hasSizeGreaterThan(20);
        assertThat(e.awaited()).as(where).isNotBlank();
        if (e instanceof GameUnreachableException) {
            assertThat(link.state()).as(where).isEqualTo(LinkState.DISCONNECTED);
            assertThat(e.getMessage()).contains("127.0.0.1:8478");
            return Ending.UNREACHABLE;
        }
        if (e instanceof GameTimeoutException) {
            assertThat(link.state()).as(where).isNotEqualTo(LinkState.DISCONNECTED);
            return Ending.TIMEOUT;
        }
        assertThat(e).as(where).isInstanceOfAny(GameClosedException.class, ProtocolException.class);
        assertThat(link.state()).as(where).isEqualTo(LinkState.DISCONNECTED);
        return e instanceof GameClosedException ? Ending.CLOSED : Ending.PROTOCOL;
    }

    private static <T> T limited(VirtualGame game, Duration limit, Call<T> call) throws IOException {
        long began = game.time.nanos();
        Optional<T> result;
        try {
            result = Optional.ofNullable(call.run());
        } finally {
            Duration took = Duration.ofNanos(game.time.nanos() - began);
            assertThat(took).as("how long a call took").isLessThanOrEqualTo(limit.plusMillis(1));
        }
        return result.orElse(null);
    }

    /** Something that talks with the game. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }
}
