package tmnf.tminterface.sim.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.script.ScriptMode;
import tmnf.tminterface.sharedmemory.Client;
import tmnf.tminterface.sharedmemory.ClientOptions;
import tmnf.tminterface.sharedmemory.FileMapping;
import tmnf.tminterface.sharedmemory.InputState;
import tmnf.tminterface.sharedmemory.MappingOpener;
import tmnf.tminterface.sharedmemory.SharedMapping;
import tmnf.tminterface.sharedmemory.TMInterface;
import tmnf.tminterface.state.SimStateData;

/** A client of TMInterface 1 drives the simulated game through a file. */
@Timeout(60)
class SharedMemoryGameTest {

    private static final int SIZE = SharedMapping.DEFAULT_SIZE;

    @TempDir
    Path folder;

    @Test
    void aClientOfTheFirstGenerationDrivesRewindsAndFinishes() throws Exception {
        Path file = folder.resolve("TMInterface0");
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        GameSettings settings = VirtualGame.QUICK.withPace(GameSettings.UNLIMITED, 100);
        Driver driver = new Driver();
        try (SimulatedGames games = SimulatedGames.start(0, 1, i -> new SimulatedGame.Setup(
                name -> VirtualGame.SHORT, folder, Optional.of("short"), settings, FaultPlan.NONE, i,
                Optional.of(() -> FileMapping.create(file, SIZE))), (i, line) -> log.add(line));
                TMInterface iface = new TMInterface("TMInterface0", SIZE, MappingOpener.file(file, SIZE),
                        ClientOptions.DEFAULT)) {
            assertThat(games.haveEnded()).isFalse();
            assertThat(iface.register(driver)).isTrue();
            assertThat(iface.awaitEnd(30, TimeUnit.SECONDS)).as("%s %s", driver.seen, log).isTrue();
        }

        assertThat(driver.failures).isEmpty();
        assertThat(driver.seen).containsSubsequence("registered", "checkpoint 1/2", "rewound to 200",
                "checkpoint 1/2", "checkpoint 2/2", "finished");
        assertThat(driver.firstSteps).startsWith(-2600, -2590);
        assertThat(driver.inputs).isEqualTo("10 press up\n10 steer -1000\n");
        assertThat(log).contains("client: hello", "finished at 600 ms");
    }

    /** Drives one race. */
    private static final class Driver implements Client {

        private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
        private final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
        private final List<Integer> firstSteps = new ArrayList<>();
        private SimStateData kept; // null: none so far
        private boolean rewound;
        private boolean restarted;
        private String inputs = "";

        @Override
        public void onRegistered(TMInterface iface) throws IOException {
            seen.add("registered");
            iface.log("hello");
            iface.executeCommand("set countdown_speed 100");
            iface.setSpeed(20);
        }

        @Override
        public void onRunStep(TMInterface iface, int timeMs) throws IOException {
            if (!restarted) {
                // The client may have come in the middle of a race.
                restarted = true;
                iface.giveUp();
                return;
            }
            firstSteps.add(timeMs);
            if (timeMs == 0 && !rewound) {
                iface.setInputState(InputState.UNCHANGED.withAccelerate(true).withSteer(-1000));
            } else if (timeMs == 200 && kept == null) {
                kept = iface.getSimulationState().copy();
                EventBufferData events = iface.getEventBuffer();
                EventBufferData strict = EventBufferData.withAllControls(0, ScriptMode.STRICT);
                strict.events().addAll(events.events());
                assertThat(strict.controlNames()).isEqualTo(EventNames.ALL);
                inputs = strict.toCommandsStr(false);
            } else if (timeMs == 400 && !rewound) {
                rewound = true;
                iface.rewindToState(kept);
                seen.add("rewound to " + kept.raceTimeMs());
            }
        }

        @Override
        public void onCheckpointCountChanged(TMInterface iface, int current, int target) {
            if (current > 0) {
                seen.add("checkpoint " + current + "/" + target);
            }
            if (current == target) {
                seen.add("finished");
                iface.close();
            }
        }

        @Override
        public void onClientException(TMInterface iface, Exception exception) {
            failures.add(exception);
        }
    }
}
