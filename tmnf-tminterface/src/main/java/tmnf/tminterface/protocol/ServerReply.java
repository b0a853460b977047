package tmnf.tminterface.protocol;

import java.util.Arrays;
import java.util.Objects;

/** What the game answers to a query. A reply does not say what it is: the query before it does. */
public sealed interface ServerReply {

    /** Yes or no; any value but 0 is yes. */
    record Flag(int value) implements ServerReply {
        /** Whether it is a yes. */
        public boolean isSet() {
            return value != 0;
        }
    }

    /** A state of the simulation, in an array of its own. */
    record State(byte[] bytes) implements ServerReply {
        /** Keeps the array. */
        public State {
            Objects.requireNonNull(bytes, "bytes");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "State[" + bytes.length + " bytes]";
        }
    }

    /** The inputs of this race as script text. */
    record Inputs(String script) implements ServerReply {
        /** Checks that there is a text. */
        public Inputs {
            Objects.requireNonNull(script, "script");
        }
    }

    /** What our plugin is and can do; the original answers the question after the probe at once. */
    record Probe(int version, int capabilities) implements ServerReply {

        /** The number that an answer to the probe starts with. */
        public static final int MAGIC = 0x31584D54;
        /** The version that this library knows. */
        public static final int VERSION = 1;
    }

    /** The features that are on now. */
    record Enabled(int features) implements ServerReply {
    }

    /** The inputs as the game has them. */
    record InputState(DriverInputs inputs) implements ServerReply {
        /** Checks that there are some. */
        public InputState {
            Objects.requireNonNull(inputs, "inputs");
        }
    }

    /**
     * What the game is busy with.
     *
     * @param gameState a number of {@link GameState}
     */
    record GameStatus(int gameState, boolean inRace, int raceTimeMs, int tickTimeMs) implements ServerReply {
    }

    /** The challenge that is loaded; three empty texts when there is none. */
    record Challenge(String uid, String name, String author) implements ServerReply {

        /** No challenge is loaded. */
        public static final Challenge NONE = new Challenge("", "", "");

        /** Checks that there are texts. */
        public Challenge {
            Objects.requireNonNull(uid, "uid");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(author, "author");
        }
    }
}
