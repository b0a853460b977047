package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tmnf.tminterface.link.AnalogProbe;
import tmnf.tminterface.link.GameLink;
import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * A whole session of our client on two laps of two checkpoints each, turn after turn. It is the same
 * with the original's messages alone and with the extended set: only the steps and frames look different.
 */
final class RaceSession {
    static final String MAP = "map A01.Challenge.Gbx";
    static final int CHECKPOINTS = 4;

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int PERIOD_MS = 100;
    private static final int RACE_TIME_AT = 7892;

    private final GameLink link;
    private final boolean extended;
    private final List<String> counts = new ArrayList<>();
    private final List<Integer> beats = new ArrayList<>();

    RaceSession(GameLink link, boolean extended) {
        this.link = link;
        this.extended = extended;
    }

    /** The game states that heartbeats named, without repetitions in a row. */
    List<Integer> beats() {
        return List.copyOf(beats);
    }

    /** From the connection to the acknowledged connect turn, with these commands in it. */
    void connect(String... commands) throws IOException {
        link.connect(LIMIT);
        assertThat(link.await(LIMIT)).isEqualTo(new ServerMessage.Connected());
        assertThat(link.probe().offered()).containsExactlyInAnyOrder(Capability.values());
        if (extended) {
            link.enable(link.capabilities().offered());
            link.extended().setHeartbeat(Duration.ofMillis(40));
        }
        link.setTimeout(LIMIT);
        link.setOnStepPeriod(PERIOD_MS);
        link.setSpeed(1);
        for (String command : commands) {
            link.executeCommand(command);
        }
        link.acknowledge();
    }

    /** Loading and countdown, to the turn of race time 0; its state. */
    byte[] countdown() throws IOException {
        int last = Integer.MIN_VALUE;
        int time = awaitStep();
        while (time != 0) {
            assertThat(time).isBetween(Math.max(last + 1, -2600), -PERIOD_MS);
            last = time;
            link.acknowledge();
            time = awaitStep();
        }
        counts.clear();
        return state();
    }

    /** From the turn of race time 0 to that of the last checkpoint, with rewinds and a frame under way. */
    void race() throws IOException {
        assertThat(link.raceFinished()).isFalse();
        link.setInputState(false, false, true, false);
        link.acknowledge();
        while (!counts.contains("checkpoint 4/4")) {
            int time = awaitStep();
            if (time == Integer.MAX_VALUE) {
                continue;
            }
            if (time == 500 || time == 1500) {
                frame(time);
            } else {
                link.acknowledge();
            }
        }
    }

    /** In the turn of the finish, which {@link #race} leaves open: takes it back, and rewinds. */
    void preventFinishAndRewind(byte[] start) throws IOException {
        link.preventSimulationFinish();
        assertThat(link.raceFinished()).isFalse();
        link.acknowledge();
        awaitTrueStep();
        assertThat(link.raceFinished()).as("after a prevented finish").isFalse();
        assertThat(link.getInputs()).contains("press up");
        if (extended) {
            link.extended().rewindToState(start, false);
        } else {
            link.rewindToState(start);
        }
        link.acknowledge();
        assertThat(awaitTrueStep()).as("first step after the rewind to 0").isEqualTo(PERIOD_MS);
    }

    /** Restarts the race from a step, with its countdown. */
    void giveUp() throws IOException {
        link.setInputState(false, false, false, false);
        link.giveUp();
        link.acknowledge();
    }

    /** In the turn of the finish: lets it count. Leaves a step turn after it open. */
    void finish() throws IOException {
        assertThat(counts).containsExactly("checkpoint 1/4", "checkpoint 2/4", "lap 1/2", "checkpoint 3/4",
                "checkpoint 4/4");
        link.acknowledge();
        int time = awaitTrueStep();
        assertThat(link.raceFinished()).isTrue();
        link.acknowledge();
        assertThat(awaitTrueStep()).as("the race time stands still").isEqualTo(time);
    }

    /** Finds out, from the turn of race time 0 on, whether the axes work; the race goes on. */
    AnalogProbe.Result probeAnalog() throws IOException {
        AnalogProbe probe = new AnalogProbe(link);
        Optional<AnalogProbe.Result> result = probe.turn(link.turn().orElseThrow());
        while (result.isEmpty()) {
            link.acknowledge();
            awaitTrueStep();
            result = probe.turn(link.turn().orElseThrow());
        }
        return result.get();
    }

    /** Acknowledges until a heartbeat names that state; leaves its turn open. */
    void awaitBeat(GameState state) throws IOException {
        while (true) {
            ServerMessage message = link.await(LIMIT);
            if (message instanceof ServerMessage.Heartbeat beat && beat.gameState() == state.value()) {
                return;
            }
            link.acknowledge();
        }
    }

    /** The time of the next step, or MAX_VALUE in the turn of the last checkpoint; acknowledges all else. */
    int awaitStep() throws IOException {
        while (true) {
            ServerMessage message = link.await(LIMIT);
            if (message instanceof ServerMessage.RunStep step) {
                assertThat(extended).isFalse();
                return step.raceTimeMs();
            } else if (message instanceof ServerMessage.StepEx step) {
                assertThat(extended).isTrue();
                assertThat(raceTimeOf(step.state())).isEqualTo(step.raceTimeMs());
                return step.raceTimeMs();
            } else if (message instanceof ServerMessage.CheckpointCount count) {
                counts.add("checkpoint " + count.current() + "/" + count.target());
                if (count.isFinish()) {
                    return Integer.MAX_VALUE;
                }
            } else if (message instanceof ServerMessage.LapCount count) {
                counts.add("lap " + count.current() + "/" + count.target());
            } else if (message instanceof ServerMessage.Heartbeat beat) {
                if (beats.isEmpty() || beats.get(beats.size() - 1) != beat.gameState()) {
                    beats.add(beat.gameState());
                }
            } else {
                throw new AssertionError("unexpected " + message);
            }
            link.acknowledge();
        }
    }

    private int awaitTrueStep() throws IOException {
        int time = awaitStep();
        assertThat(time).isNotEqualTo(Integer.MAX_VALUE);
        return time;
    }

    /** In a step: saves and rewinds, stops the game, takes a frame, goes on. */
    private void frame(int time) throws IOException {
        link.rewindToCurrentState();
        link.setSpeed(0);
        if (extended) {
            link.extended().requestFrame(8, 6);
        } else {
            link.requestFrame(8, 6);
        }
        link.acknowledge();
        ServerMessage message = link.await(LIMIT);
        while (message instanceof ServerMessage.Heartbeat) {
            link.acknowledge();
            message = link.await(LIMIT);
        }
        ByteBuffer pixels;
        if (message instanceof ServerMessage.FrameEx frame) {
            assertThat(frame.raceTimeMs()).isEqualTo(time);
            assertThat(raceTimeOf(frame.state())).isEqualTo(time);
            pixels = frame.pixels();
        } else {
            pixels = ((ServerMessage.Frame) message).pixels();
        }
        assertThat(pixels.remaining()).isEqualTo(8 * 6 * 4);
        assertThat(pixels.order(ByteOrder.LITTLE_ENDIAN).getInt(0)).as("first pixel").isEqualTo(time);
        link.setInputState(false, false, true, false);
        link.setSpeed(1);
        link.acknowledge();
    }

    private byte[] state() throws IOException {
        byte[] state = link.getSimulationState();
        assertThat(raceTimeOf(state)).isZero();
        return state;
    }

    private static int raceTimeOf(byte[] state) {
        return ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getInt(RACE_TIME_AT);
    }
}
