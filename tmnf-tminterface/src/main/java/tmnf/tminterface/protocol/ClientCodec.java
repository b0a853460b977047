package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;

import tmnf.tminterface.protocol.ClientMessage.Ack;
import tmnf.tminterface.protocol.ClientMessage.Call;
import tmnf.tminterface.protocol.ClientMessage.Enable;
import tmnf.tminterface.protocol.ClientMessage.ExecuteCommand;
import tmnf.tminterface.protocol.ClientMessage.Kind;
import tmnf.tminterface.protocol.ClientMessage.RequestFrame;
import tmnf.tminterface.protocol.ClientMessage.RequestFrameEx;
import tmnf.tminterface.protocol.ClientMessage.RewindEx;
import tmnf.tminterface.protocol.ClientMessage.RewindToState;
import tmnf.tminterface.protocol.ClientMessage.SetHeartbeat;
import tmnf.tminterface.protocol.ClientMessage.SetInputEx;
import tmnf.tminterface.protocol.ClientMessage.SetInputState;
import tmnf.tminterface.protocol.ClientMessage.SetOnStepPeriod;
import tmnf.tminterface.protocol.ClientMessage.SetSpeed;
import tmnf.tminterface.protocol.ClientMessage.SetTimeout;
import tmnf.tminterface.protocol.ClientMessage.SimulationOnly;
import tmnf.tminterface.protocol.ClientMessage.ToggleInterface;
import tmnf.tminterface.protocol.ClientMessage.Unknown;

/**
 * Messages of a client and bytes. From 65 on the length of the payload stands behind the id; what a payload
 * has beyond the known fields is skipped.
 *
 * <pre>
 * 1-5  id (acknowledgement)      6  id, float32        7  id, length, state       10  id, 4 uint8
 *  14  id, length, UTF-8        15  id, uint32        17  id, W, H            19, 21  id, int32
 *  others up to 64: id
 *  65, 69, 74  id, 4, int32     66  id, 13, mask, 4 uint8, int32 steer, int32 gas     68  id, 8, W, H
 *  75  id, length, flags, state     67, 70 to 73  id, 0
 * </pre>
 */
final class ClientCodec {

    private static final int INT = Fields.INT;
    private static final int FIRST_SIZED = Kind.ENABLE.id();
    private static final int LAST_SIZED = 127;
    private static final int INPUT_BYTES = 5 + 2 * INT;

    private ClientCodec() {
    }

    /** Bytes behind the id, and behind the length where there is one. */
    private static int payload(ClientMessage message) {
        return switch (message.kind()) {
            case REWIND_TO_STATE -> INT + ((RewindToState) message).state().length;
            case EXECUTE_COMMAND -> INT + Fields.utf8(((ExecuteCommand) message).command()).length;
            case REWIND_EX -> INT + ((RewindEx) message).state().length;
            case UNKNOWN -> throw new IllegalArgumentException("nobody sends " + message);
            default -> leastPayload(message.kind());
        };
    }

    /** Bytes that the fields of this kind take at least. */
    private static int leastPayload(Kind kind) {
        return switch (kind) {
            case SET_SPEED, SET_INPUT_STATE, SET_TIMEOUT, SET_ON_STEP_PERIOD, TOGGLE_INTERFACE, ENABLE,
                    SET_HEARTBEAT, SIMULATION_ONLY, REWIND_TO_STATE, EXECUTE_COMMAND, REWIND_EX -> INT;
            case REQUEST_FRAME, REQUEST_FRAME_EX -> 2 * INT;
            case SET_INPUT_EX -> INPUT_BYTES;
            default -> 0;
        };
    }

    static int length(ClientMessage message) {
        return (isSized(message.kind().id()) ? 2 * INT : INT) + payload(message);
    }

    static void encode(ClientMessage message, ByteBuffer out) {
        Kind kind = message.kind();
        if (message instanceof Ack ack) {
            out.putInt(ack.of().id());
            return;
        }
        int payload = payload(message);
        out.putInt(kind.id());
        if (isSized(kind.id())) {
            out.putInt(payload);
        }
        switch (kind) {
            case SET_SPEED -> out.putFloat(((SetSpeed) message).speed());
            case REWIND_TO_STATE -> Fields.put(out, ((RewindToState) message).state());
            case SET_INPUT_STATE -> {
                SetInputState keys = (SetInputState) message;
                out.put(Fields.flag(keys.left())).put(Fields.flag(keys.right()))
                        .put(Fields.flag(keys.accelerate())).put(Fields.flag(keys.brake()));
            }
            case EXECUTE_COMMAND -> Fields.put(out, Fields.utf8(((ExecuteCommand) message).command()));
            case SET_TIMEOUT -> out.putInt((int) ((SetTimeout) message).millis());
            case REQUEST_FRAME -> out.putInt(((RequestFrame) message).width())
                    .putInt(((RequestFrame) message).height());
            case SET_ON_STEP_PERIOD -> out.putInt(((SetOnStepPeriod) message).millis());
            case TOGGLE_INTERFACE -> out.putInt(((ToggleInterface) message).show() ? 1 : 0);
            default -> encodeExtended(message, out);
        }
    }

    private static void encodeExtended(ClientMessage message, ByteBuffer out) {
        switch (message.kind()) {
            case ENABLE -> out.putInt(((Enable) message).features());
            case SET_INPUT_EX -> {
                SetInputEx set = (SetInputEx) message;
                out.put((byte) set.mask());
                ReplyCodec.putInputs(out, set.inputs());
            }
            case REQUEST_FRAME_EX -> out.putInt(((RequestFrameEx) message).width())
                    .putInt(((RequestFrameEx) message).height());
            case SET_HEARTBEAT -> out.putInt(((SetHeartbeat) message).millis());
            case SIMULATION_ONLY -> out.putInt(((SimulationOnly) message).on() ? 1 : 0);
            case REWIND_EX -> out.putInt(((RewindEx) message).flags()).put(((RewindEx) message).state());
            default -> { }
        }
    }

    static int length(ByteBuffer in, Dialect dialect) throws ProtocolException {
        if (in.remaining() < INT) {
            return INT;
        }
        int id = in.getInt(in.position());
        if (isAck(id, dialect)) {
            return INT;
        }
        if (isExtended(id, dialect)) {
            return extendedLength(in, id);
        }
        Kind kind = Kind.find(id);
        if (kind == null || kind.isExtended()) {
            return INT;
        }
        return switch (kind) {
            case REWIND_TO_STATE -> Fields.sized(in, INT, ProtocolLimits.MAX_STATE_BYTES,
                    kind.protocolName());
            case EXECUTE_COMMAND -> Fields.sized(in, INT, ProtocolLimits.MAX_COMMAND_BYTES,
                    kind.protocolName());
            default -> INT + leastPayload(kind);
        };
    }

    private static int extendedLength(ByteBuffer in, int id) throws ProtocolException {
        if (id == Kind.PROBE.id()) {
            return INT;
        }
        int most = id == Kind.REWIND_EX.id() ? INT + ProtocolLimits.MAX_STATE_BYTES
                : ProtocolLimits.MAX_SKIPPED_BYTES;
        return Fields.sized(in, INT, most, "message " + id);
    }

    /** All bytes of it are there. */
    static ClientMessage decode(ByteBuffer in, Dialect dialect) {
        int id = in.getInt();
        if (isAck(id, dialect)) {
            return new Ack(ServerMessage.Kind.find(id));
        }
        if (isExtended(id, dialect)) {
            return decodeExtended(in, id);
        }
        Kind kind = Kind.find(id);
        if (kind == null || kind.isExtended()) {
            return new Unknown(id, 0);
        }
        return switch (kind) {
            case SET_SPEED -> new SetSpeed(in.getFloat());
            case REWIND_TO_STATE -> new RewindToState(Fields.bytes(in, in.getInt()));
            case SET_INPUT_STATE -> new SetInputState(in.get() != 0, in.get() != 0, in.get() != 0,
                    in.get() != 0);
            case EXECUTE_COMMAND -> new ExecuteCommand(Fields.text(in, in.getInt()));
            case SET_TIMEOUT -> new SetTimeout(Integer.toUnsignedLong(in.getInt()));
            case REQUEST_FRAME -> new RequestFrame(in.getInt(), in.getInt());
            case SET_ON_STEP_PERIOD -> new SetOnStepPeriod(in.getInt());
            case TOGGLE_INTERFACE -> new ToggleInterface(in.getInt() > 0);
            default -> new Call(kind);
        };
    }

    private static ClientMessage decodeExtended(ByteBuffer in, int id) {
        if (id == Kind.PROBE.id()) {
            return new Call(Kind.PROBE);
        }
        int payload = in.getInt();
        int end = in.position() + payload;
        Kind kind = Kind.find(id);
        if (kind == null || payload < leastPayload(kind)) {
            in.position(end);
            return new Unknown(id, INT + payload);
        }
        ClientMessage message = switch (kind) {
            case ENABLE -> new Enable(in.getInt());
            case SET_INPUT_EX -> new SetInputEx(Byte.toUnsignedInt(in.get()), ReplyCodec.inputs(in));
            case REQUEST_FRAME_EX -> new RequestFrameEx(in.getInt(), in.getInt());
            case SET_HEARTBEAT -> new SetHeartbeat(in.getInt());
            case SIMULATION_ONLY -> new SimulationOnly(in.getInt() != 0);
            case REWIND_EX -> new RewindEx(in.getInt(), Fields.bytes(in, payload - INT));
            default -> new Call(kind);
        };
        in.position(end);
        return message;
    }

    private static boolean isSized(int id) {
        return id >= FIRST_SIZED && id <= LAST_SIZED;
    }

    private static boolean isExtended(int id, Dialect dialect) {
        return switch (dialect) {
            case ORIGINAL -> false;
            case OFFERED -> id == Kind.PROBE.id() || id == Kind.ENABLE.id();
            case ENABLED -> id == Kind.PROBE.id() || isSized(id);
        };
    }

    private static boolean isAck(int id, Dialect dialect) {
        ServerMessage.Kind kind = ServerMessage.Kind.find(id);
        return kind != null && (!kind.isExtended() || dialect == Dialect.ENABLED);
    }
}
