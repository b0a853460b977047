package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What the game says by itself. Each message opens a turn: the game stands still until the client
 * acknowledges it with {@link ClientMessage.Ack} of the same kind. Equality compares contents.
 */
public sealed interface ServerMessage {

    /** Which message this is. */
    Kind kind();

    /** The messages of the game, with their ids on the wire. */
    enum Kind {
        RUN_STEP(1, "SC_RUN_STEP_SYNC"),
        CHECKPOINT_COUNT(2, "SC_CHECKPOINT_COUNT_CHANGED_SYNC"),
        LAP_COUNT(3, "SC_LAP_COUNT_CHANGED_SYNC"),
        FRAME(4, "SC_REQUESTED_FRAME_SYNC"),
        CONNECTED(5, "SC_ON_CONNECT_SYNC"),
        FRAME_EX(128, "SC_FRAME_EX"),
        HEARTBEAT(129, "SC_HEARTBEAT"),
        STEP_EX(130, "SC_STEP_EX");

        private final int id;
        private final String protocolName;

        Kind(int id, String protocolName) {
            this.id = id;
            this.protocolName = protocolName;
        }

        /** The number on the wire. */
        public int id() {
            return id;
        }

        /** The name in the documentation of the protocol. */
        public String protocolName() {
            return protocolName;
        }

        /** Whether only our own plugin sends it. */
        public boolean isExtended() {
            return id >= FRAME_EX.id;
        }

        /** The kind with that id, if there is one. */
        public static Optional<Kind> of(int id) {
            return Optional.ofNullable(find(id));
        }

        /** Null: no such id. */
        static Kind find(int id) {
            return switch (id) {
                case 1 -> RUN_STEP;
                case 2 -> CHECKPOINT_COUNT;
                case 3 -> LAP_COUNT;
                case 4 -> FRAME;
                case 5 -> CONNECTED;
                case 128 -> FRAME_EX;
                case 129 -> HEARTBEAT;
                case 130 -> STEP_EX;
                default -> null;
            };
        }
    }

    /** A physics tick; the race time is negative in the countdown. */
    record RunStep(int raceTimeMs) implements ServerMessage {
        @Override
        public Kind kind() {
            return Kind.RUN_STEP;
        }
    }

    /** A checkpoint or the finish was passed; laps are counted in. */
    record CheckpointCount(int current, int target) implements ServerMessage {
        /** Whether this is the finish. */
        public boolean isFinish() {
            return current == target;
        }

        @Override
        public Kind kind() {
            return Kind.CHECKPOINT_COUNT;
        }
    }

    /** A lap was finished. */
    record LapCount(int current, int target) implements ServerMessage {
        @Override
        public Kind kind() {
            return Kind.LAP_COUNT;
        }
    }

    /**
     * The frame that was asked for: BGRA, four bytes a pixel, rows from top to bottom. The buffer is a
     * read-only view that its owner uses again; see who hands it out.
     */
    record Frame(FrameSize size, ByteBuffer pixels) implements ServerMessage {
        /** Checks that the pixels are as many as the size says. */
        public Frame {
            requirePixels(size, pixels);
            pixels = pixels.asReadOnlyBuffer();
        }

        @Override
        public Kind kind() {
            return Kind.FRAME;
        }
    }

    /** The game took the connection. */
    record Connected() implements ServerMessage {
        @Override
        public Kind kind() {
            return Kind.CONNECTED;
        }
    }

    /**
     * A frame that says its size and race time, and with {@link Capability#STATE_IN_FRAMES} the state of the
     * same moment; the array is empty otherwise. The pixels are as in {@link Frame}.
     */
    record FrameEx(FrameSize size, int raceTimeMs, byte[] state, ByteBuffer pixels) implements ServerMessage {
        /** Checks that the pixels are as many as the size says. */
        public FrameEx {
            requirePixels(size, pixels);
            Objects.requireNonNull(state, "state");
            pixels = pixels.asReadOnlyBuffer();
        }

        @Override
        public Kind kind() {
            return Kind.FRAME_EX;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof FrameEx that && size.equals(that.size) && raceTimeMs == that.raceTimeMs
                    && Arrays.equals(state, that.state) && pixels.equals(that.pixels);
        }

        @Override
        public int hashCode() {
            return Objects.hash(size, raceTimeMs, Arrays.hashCode(state));
        }

        @Override
        public String toString() {
            return "FrameEx[size=" + size + ", raceTimeMs=" + raceTimeMs + ", " + state.length
                    + " bytes of state]";
        }
    }

    /**
     * A turn without a reason of the race.
     *
     * @param gameState a number of {@link GameState}
     * @param sinceRunStepMs since the last run step, -1 before the first
     */
    record Heartbeat(int gameState, int sinceRunStepMs) implements ServerMessage {
        @Override
        public Kind kind() {
            return Kind.HEARTBEAT;
        }
    }

    /** A physics tick with the state of the simulation. */
    record StepEx(int raceTimeMs, int tickTimeMs, byte[] state) implements ServerMessage {
        /** Keeps the array. */
        public StepEx {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public Kind kind() {
            return Kind.STEP_EX;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof StepEx that && raceTimeMs == that.raceTimeMs
                    && tickTimeMs == that.tickTimeMs && Arrays.equals(state, that.state);
        }

        @Override
        public int hashCode() {
            return Objects.hash(raceTimeMs, tickTimeMs, Arrays.hashCode(state));
        }

        @Override
        public String toString() {
            return "StepEx[raceTimeMs=" + raceTimeMs + ", tickTimeMs=" + tickTimeMs + ", " + state.length
                    + " bytes of state]";
        }
    }

    private static void requirePixels(FrameSize size, ByteBuffer pixels) {
        if (pixels.remaining() != size.bytes()) {
            throw new IllegalArgumentException("a frame of " + size + " has " + size.bytes() + " bytes, not "
                    + pixels.remaining());
        }
    }
}
