package tmnf.tminterface.protocol;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a client says to the game. The plugin reads it only while it waits for the acknowledgement of a
 * message of its own. Equality compares contents. Any value can be encoded; what the game makes of odd ones
 * is its business, and whether we send them that of the link. Long because it has a record for each message.
 */
public sealed interface ClientMessage {

    /** Which message this is. */
    Kind kind();

    /**
     * The messages of a client, with their ids on the wire. Acknowledgements have the id of what they answer.
     */
    enum Kind {
        ACK(-1, "acknowledgement"),
        SET_SPEED(6, "C_SET_SPEED"),
        REWIND_TO_STATE(7, "C_REWIND_TO_STATE"),
        REWIND_TO_CURRENT_STATE(8, "C_REWIND_TO_CURRENT_STATE"),
        GET_SIMULATION_STATE(9, "C_GET_SIMULATION_STATE"),
        SET_INPUT_STATE(10, "C_SET_INPUT_STATE"),
        GIVE_UP(11, "C_GIVE_UP"),
        PREVENT_SIMULATION_FINISH(12, "C_PREVENT_SIMULATION_FINISH"),
        SHUTDOWN(13, "C_SHUTDOWN"),
        EXECUTE_COMMAND(14, "C_EXECUTE_COMMAND"),
        SET_TIMEOUT(15, "C_SET_TIMEOUT"),
        RACE_FINISHED(16, "C_RACE_FINISHED"),
        REQUEST_FRAME(17, "C_REQUEST_FRAME"),
        RESET_CAMERA(18, "C_RESET_CAMERA"),
        SET_ON_STEP_PERIOD(19, "C_SET_ON_STEP_PERIOD"),
        UNREQUEST_FRAME(20, "C_UNREQUEST_FRAME"),
        TOGGLE_INTERFACE(21, "C_TOGGLE_INTERFACE"),
        IS_IN_MENUS(22, "C_IS_IN_MENUS"),
        GET_INPUTS(23, "C_GET_INPUTS"),
        PROBE(64, "C_PROBE"),
        ENABLE(65, "C_ENABLE"),
        SET_INPUT_EX(66, "C_SET_INPUT_EX"),
        GET_INPUT_STATE(67, "C_GET_INPUT_STATE"),
        REQUEST_FRAME_EX(68, "C_REQUEST_FRAME_EX"),
        SET_HEARTBEAT(69, "C_SET_HEARTBEAT"),
        GET_GAME_STATE(70, "C_GET_GAME_STATE"),
        GET_CHALLENGE(71, "C_GET_CHALLENGE"),
        RESPAWN(72, "C_RESPAWN"),
        HORN(73, "C_HORN"),
        SIMULATION_ONLY(74, "C_SIMULATION_ONLY"),
        REWIND_EX(75, "C_REWIND_EX"),
        UNKNOWN(-1, "unknown message");

        private static final int FIRST_EXTENDED = 64;
        private static final Kind[] BY_ID = byId();

        private final int id;
        private final String protocolName;

        Kind(int id, String protocolName) {
            this.id = id;
            this.protocolName = protocolName;
        }

        /** The number on the wire; -1 for {@link #ACK} and {@link #UNKNOWN}, which have none of their own. */
        public int id() {
            return id;
        }

        /** The name in the documentation of the protocol. */
        public String protocolName() {
            return protocolName;
        }

        /** Whether only our own plugin understands it. */
        public boolean isExtended() {
            return id >= FIRST_EXTENDED;
        }

        /** Whether the plugin answers it. */
        public boolean isQuery() {
            return switch (this) {
                case GET_SIMULATION_STATE, RACE_FINISHED, IS_IN_MENUS, GET_INPUTS, PROBE, ENABLE,
                        GET_INPUT_STATE, GET_GAME_STATE, GET_CHALLENGE -> true;
                default -> false;
            };
        }

        /** Whether it is nothing but its id, as {@link Call} holds it. */
        public boolean isBare() {
            return switch (this) {
                case REWIND_TO_CURRENT_STATE, GET_SIMULATION_STATE, GIVE_UP, PREVENT_SIMULATION_FINISH,
                        SHUTDOWN,
                        RACE_FINISHED, RESET_CAMERA, UNREQUEST_FRAME, IS_IN_MENUS, GET_INPUTS, PROBE,
                        GET_INPUT_STATE, GET_GAME_STATE, GET_CHALLENGE, RESPAWN, HORN -> true;
                default -> false;
            };
        }

        /** The kind with that id, if there is one. */
        public static Optional<Kind> of(int id) {
            return Optional.ofNullable(find(id));
        }

        /** Null: no such id. */
        static Kind find(int id) {
            return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
        }

        private static Kind[] byId() {
            Kind[] table = new Kind[REWIND_EX.id + 1];
            for (Kind kind : values()) {
                if (kind.id >= 0) {
                    table[kind.id] = kind;
                }
            }
            return table;
        }
    }

    /**
     * Ends the turn that a message of the game opened. Never send it twice: the second ends the next turn.
     */
    record Ack(ServerMessage.Kind of) implements ClientMessage {
        /** Checks that there is a kind. */
        public Ack {
            Objects.requireNonNull(of, "of");
        }

        @Override
        public Kind kind() {
            return Kind.ACK;
        }
    }

    /** A message that is nothing but its id, see {@link Kind#isBare}. */
    record Call(Kind kind) implements ClientMessage {
        /** Checks that the kind has nothing more to say. */
        public Call {
            if (!kind.isBare()) {
                throw new IllegalArgumentException(kind.protocolName() + " needs more than its id");
            }
        }
    }

    /** Global speed; 0 stops the physics, not the rendering. */
    record SetSpeed(float speed) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.SET_SPEED;
        }
    }

    /** Puts the race back to a state. The array is not copied. */
    record RewindToState(byte[] state) implements ClientMessage {
        /** Keeps the array. */
        public RewindToState {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public Kind kind() {
            return Kind.REWIND_TO_STATE;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RewindToState that && Arrays.equals(state, that.state);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(state);
        }

        @Override
        public String toString() {
            return "RewindToState[" + state.length + " bytes]";
        }
    }

    /** The four keys of a driver. */
    record SetInputState(boolean left, boolean right, boolean accelerate, boolean brake)
            implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.SET_INPUT_STATE;
        }
    }

    /** A console command. */
    record ExecuteCommand(String command) implements ClientMessage {
        /** Checks that there is a text. */
        public ExecuteCommand {
            Objects.requireNonNull(command, "command");
        }

        @Override
        public Kind kind() {
            return Kind.EXECUTE_COMMAND;
        }
    }

    /** How long the plugin waits for an acknowledgement, from 0 to 4,294,967,295 ms; the running wait too. */
    record SetTimeout(long millis) implements ClientMessage {
        /** Checks that it fits into 32 bits without a sign. */
        public SetTimeout {
            if (millis < 0 || millis > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("timeout outside [0, 4294967295] ms: " + millis);
            }
        }

        @Override
        public Kind kind() {
            return Kind.SET_TIMEOUT;
        }
    }

    /** Asks for one frame. */
    record RequestFrame(int width, int height) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.REQUEST_FRAME;
        }
    }

    /** Milliseconds of race time between run steps. */
    record SetOnStepPeriod(int millis) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.SET_ON_STEP_PERIOD;
        }
    }

    /** Shows or hides what the game draws over a race. */
    record ToggleInterface(boolean show) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.TOGGLE_INTERFACE;
        }
    }

    /** Switches features on, by the bits of {@link Capability}; others are switched off. */
    record Enable(int features) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.ENABLE;
        }
    }

    /** Inputs, of which only those in the mask are touched. */
    record SetInputEx(int mask, DriverInputs inputs) implements ClientMessage {
        /** Mask bit of a key or axis. */
        public static final int LEFT = 1;
        /** Mask bit of a key or axis. */
        public static final int RIGHT = 2;
        /** Mask bit of a key or axis. */
        public static final int ACCELERATE = 4;
        /** Mask bit of a key or axis. */
        public static final int BRAKE = 8;
        /** Mask bit of a key or axis. */
        public static final int STEER = 16;
        /** Mask bit of a key or axis. */
        public static final int GAS = 32;

        /** Checks that the mask fits into a byte. */
        public SetInputEx {
            Objects.requireNonNull(inputs, "inputs");
            if (mask < 0 || mask > 0xFF) {
                throw new IllegalArgumentException("mask outside [0, 255]: " + mask);
            }
        }

        @Override
        public Kind kind() {
            return Kind.SET_INPUT_EX;
        }
    }

    /** Asks for one frame that says its size. */
    record RequestFrameEx(int width, int height) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.REQUEST_FRAME_EX;
        }
    }

    /** Milliseconds between turns outside races, 0 for none. */
    record SetHeartbeat(int millis) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.SET_HEARTBEAT;
        }
    }

    /** Physics without rendering. */
    record SimulationOnly(boolean on) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.SIMULATION_ONLY;
        }
    }

    /** Puts the race back to a state, with a choice about the camera. The array is not copied. */
    record RewindEx(int flags, byte[] state) implements ClientMessage {
        /** The flag that resets the camera too. */
        public static final int RESET_CAMERA = 1;

        /** Keeps the array. */
        public RewindEx {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public Kind kind() {
            return Kind.REWIND_EX;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RewindEx that && flags == that.flags && Arrays.equals(state, that.state);
        }

        @Override
        public int hashCode() {
            return 31 * flags + Arrays.hashCode(state);
        }

        @Override
        public String toString() {
            return "RewindEx[flags=" + flags + ", " + state.length + " bytes]";
        }
    }

    /** Something that the reader did not understand and took away: its id, and bytes that followed it. */
    record Unknown(int id, int skippedBytes) implements ClientMessage {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
