package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;

import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.ServerReply.Challenge;
import tmnf.tminterface.protocol.ServerReply.Enabled;
import tmnf.tminterface.protocol.ServerReply.Flag;
import tmnf.tminterface.protocol.ServerReply.GameStatus;
import tmnf.tminterface.protocol.ServerReply.InputState;
import tmnf.tminterface.protocol.ServerReply.Inputs;
import tmnf.tminterface.protocol.ServerReply.Probe;
import tmnf.tminterface.protocol.ServerReply.State;

/**
 * Replies and bytes, by the query that they answer.
 *
 * <pre>
 *  9  length, state      16, 22  int32      23  length, UTF-8
 * 64  magic, version, capabilities; from the original plugin the answer of 22 that follows the probe
 * 65  4, features        67  12, 4 uint8, int32 steer, int32 gas
 * 70  16, game state, in race, race time, tick time
 * 71  length, three times (length, UTF-8); length 0 without a challenge
 * </pre>
 */
final class ReplyCodec {

    private static final int INT = Fields.INT;
    private static final int INPUT_BYTES = 4 + 2 * INT;
    private static final int STATUS_BYTES = 4 * INT;
    private static final int PROBE_BYTES = 3 * INT;
    private static final int CHALLENGE_BYTES = 3 * (INT + ProtocolLimits.MAX_NAME_BYTES);

    private ReplyCodec() {
    }

    static void encode(ServerReply reply, ByteBuffer out) {
        if (reply instanceof Flag flag) {
            out.putInt(flag.value());
        } else if (reply instanceof State state) {
            Fields.put(out, state.bytes());
        } else if (reply instanceof Inputs inputs) {
            Fields.put(out, Fields.utf8(inputs.script()));
        } else if (reply instanceof Probe probe) {
            out.putInt(Probe.MAGIC).putInt(probe.version()).putInt(probe.capabilities());
        } else if (reply instanceof Enabled enabled) {
            out.putInt(INT).putInt(enabled.features());
        } else if (reply instanceof InputState state) {
            out.putInt(INPUT_BYTES);
            putInputs(out, state.inputs());
        } else if (reply instanceof GameStatus status) {
            out.putInt(STATUS_BYTES).putInt(status.gameState()).putInt(status.inRace() ? 1 : 0)
                    .putInt(status.raceTimeMs()).putInt(status.tickTimeMs());
        } else if (reply instanceof Challenge challenge) {
            putChallenge(out, challenge);
        }
    }

    static int length(ServerReply reply) {
        if (reply instanceof Flag) {
            return INT;
        } else if (reply instanceof State state) {
            return INT + state.bytes().length;
        } else if (reply instanceof Inputs inputs) {
            return INT + Fields.utf8(inputs.script()).length;
        } else if (reply instanceof Probe) {
            return PROBE_BYTES;
        } else if (reply instanceof Enabled) {
            return 2 * INT;
        } else if (reply instanceof InputState) {
            return INT + INPUT_BYTES;
        } else if (reply instanceof GameStatus) {
            return INT + STATUS_BYTES;
        }
        return INT + payload((Challenge) reply);
    }

    static int length(Kind query, ByteBuffer in) throws ProtocolException {
        String what = "the reply to " + query.protocolName();
        return switch (query) {
            case RACE_FINISHED, IS_IN_MENUS -> INT;
            case PROBE -> in.remaining() >= INT && in.getInt(in.position()) == Probe.MAGIC ? PROBE_BYTES
                    : INT;
            case GET_SIMULATION_STATE -> Fields.sized(in, 0, ProtocolLimits.MAX_STATE_BYTES, what);
            case GET_INPUTS -> Fields.sized(in, 0, ProtocolLimits.MAX_INPUTS_BYTES, what);
            case ENABLE -> exactly(Fields.sized(in, 0, INT, what), INT, in, what);
            case GET_INPUT_STATE -> exactly(Fields.sized(in, 0, INPUT_BYTES, what), INPUT_BYTES, in, what);
            case GET_GAME_STATE -> exactly(Fields.sized(in, 0, STATUS_BYTES, what), STATUS_BYTES, in, what);
            case GET_CHALLENGE -> Fields.sized(in, 0, CHALLENGE_BYTES, what);
            default -> throw new IllegalArgumentException(query.protocolName() + " has no reply");
        };
    }

    private static int exactly(int length, int payload, ByteBuffer in, String what) throws ProtocolException {
        if (in.remaining() >= INT && length != INT + payload) {
            throw new ProtocolException(what + " has " + (length - INT) + " bytes instead of " + payload
                    + ". The stream is out of step, or the plugin is another version; connect anew.");
        }
        return length;
    }

    /** All bytes of it are there. */
    static ServerReply decode(Kind query, ByteBuffer in) throws ProtocolException {
        int first = in.getInt();
        return switch (query) {
            case RACE_FINISHED, IS_IN_MENUS -> new Flag(first);
            case PROBE -> first == Probe.MAGIC ? new Probe(in.getInt(), in.getInt()) : new Flag(first);
            case GET_SIMULATION_STATE -> new State(Fields.bytes(in, first));
            case GET_INPUTS -> new Inputs(Fields.text(in, first));
            case ENABLE -> new Enabled(in.getInt());
            case GET_INPUT_STATE -> new InputState(inputs(in));
            case GET_GAME_STATE -> new GameStatus(in.getInt(), in.getInt() != 0, in.getInt(), in.getInt());
            case GET_CHALLENGE -> challenge(in, first);
            default -> throw new IllegalArgumentException(query.protocolName() + " has no reply");
        };
    }

    static DriverInputs inputs(ByteBuffer in) {
        return new DriverInputs(in.get() != 0, in.get() != 0, in.get() != 0, in.get() != 0, in.getInt(),
                in.getInt());
    }

    static void putInputs(ByteBuffer out, DriverInputs inputs) {
        out.put(Fields.flag(inputs.left())).put(Fields.flag(inputs.right()))
                .put(Fields.flag(inputs.accelerate())).put(Fields.flag(inputs.brake()))
                .putInt(inputs.steer()).putInt(inputs.gas());
    }

    private static int payload(Challenge challenge) {
        return challenge.equals(Challenge.NONE) ? 0 : 3 * INT + Fields.utf8(challenge.uid()).length
                + Fields.utf8(challenge.name()).length + Fields.utf8(challenge.author()).length;
    }

    private static void putChallenge(ByteBuffer out, Challenge challenge) {
        int payload = payload(challenge);
        out.putInt(payload);
        if (payload > 0) {
            Fields.put(out, Fields.utf8(challenge.uid()));
            Fields.put(out, Fields.utf8(challenge.name()));
            Fields.put(out, Fields.utf8(challenge.author()));
        }
    }

    private static Challenge challenge(ByteBuffer in, int payload) throws ProtocolException {
        if (payload == 0) {
            return Challenge.NONE;
        }
        int end = in.position() + payload;
        String uid = name(in, end);
        String name = name(in, end);
        String author = name(in, end);
        if (in.position() != end) {
            throw contradiction();
        }
        return new Challenge(uid, name, author);
    }

    private static String name(ByteBuffer in, int end) throws ProtocolException {
        if (end - in.position() < INT) {
            throw contradiction();
        }
        int length = Fields.requireLength(in.getInt(), ProtocolLimits.MAX_NAME_BYTES, "a text of a"
                + " challenge");
        if (length > end - in.position()) {
            throw contradiction();
        }
        return Fields.text(in, length);
    }

    private static ProtocolException contradiction() {
        return new ProtocolException("the lengths inside the reply to C_GET_CHALLENGE contradict each other."
                + " The plugin is broken, or the stream out of step; connect anew.");
    }
}
