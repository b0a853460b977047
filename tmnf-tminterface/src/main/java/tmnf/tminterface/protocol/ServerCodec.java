package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;

import tmnf.tminterface.protocol.ServerMessage.CheckpointCount;
import tmnf.tminterface.protocol.ServerMessage.Connected;
import tmnf.tminterface.protocol.ServerMessage.Frame;
import tmnf.tminterface.protocol.ServerMessage.FrameEx;
import tmnf.tminterface.protocol.ServerMessage.Heartbeat;
import tmnf.tminterface.protocol.ServerMessage.Kind;
import tmnf.tminterface.protocol.ServerMessage.LapCount;
import tmnf.tminterface.protocol.ServerMessage.RunStep;
import tmnf.tminterface.protocol.ServerMessage.StepEx;

/**
 * Messages of the game and bytes.
 *
 * <pre>
 *   1  id, race time                 2, 3  id, current, target        4  id, W*H*4 pixels        5  id
 * 128  id, length, W, H, race time, state length, pixel length, state, pixels
 * 129  id, length, game state, ms since the run step
 * 130  id, length, race time, tick time, state length, state
 * </pre>
 */
final class ServerCodec {

    private static final int INT = Fields.INT;
    private static final int FRAME_HEAD = 5 * INT;
    private static final int STEP_HEAD = 3 * INT;
    private static final int HEARTBEAT_BYTES = 2 * INT;
    private static final Connected CONNECTED = new Connected();

    private ServerCodec() {
    }

    static int length(ServerMessage message) {
        return switch (message.kind()) {
            case CONNECTED -> INT;
            case RUN_STEP -> 2 * INT;
            case CHECKPOINT_COUNT, LAP_COUNT -> 3 * INT;
            case FRAME -> INT + ((Frame) message).pixels().remaining();
            case HEARTBEAT -> 2 * INT + HEARTBEAT_BYTES;
            case STEP_EX -> 2 * INT + STEP_HEAD + ((StepEx) message).state().length;
            case FRAME_EX -> 2 * INT + FRAME_HEAD + ((FrameEx) message).state().length
                    + ((FrameEx) message).pixels().remaining();
        };
    }

    static void encode(ServerMessage message, ByteBuffer out) {
        Kind kind = message.kind();
        out.putInt(kind.id());
        if (kind.isExtended()) {
            out.putInt(length(message) - 2 * INT);
        }
        switch (kind) {
            case CONNECTED -> { }
            case RUN_STEP -> out.putInt(((RunStep) message).raceTimeMs());
            case CHECKPOINT_COUNT -> {
                CheckpointCount count = (CheckpointCount) message;
                out.putInt(count.current()).putInt(count.target());
            }
            case LAP_COUNT -> {
                LapCount count = (LapCount) message;
                out.putInt(count.current()).putInt(count.target());
            }
            case FRAME -> out.put(((Frame) message).pixels().duplicate());
            case HEARTBEAT -> {
                Heartbeat beat = (Heartbeat) message;
                out.putInt(beat.gameState()).putInt(beat.sinceRunStepMs());
            }
            case STEP_EX -> {
                StepEx step = (StepEx) message;
                out.putInt(step.raceTimeMs()).putInt(step.tickTimeMs());
                Fields.put(out, step.state());
            }
            case FRAME_EX -> {
                FrameEx frame = (FrameEx) message;
                out.putInt(frame.size().width()).putInt(frame.size().height()).putInt(frame.raceTimeMs())
                        .putInt(frame.state().length).putInt(frame.pixels().remaining()).put(frame.state())
                        .put(frame.pixels().duplicate());
            }
        }
    }

    static int length(ByteBuffer in, FrameSize requested) throws ProtocolException {
        if (in.remaining() < INT) {
            return INT;
        }
        int id = in.getInt(in.position());
        Kind kind = Kind.find(id);
        if (kind == null) {
            throw new ProtocolException("the game sent " + id + ", which is no message. The stream is out"
                    + " of step, or something else than the plugin listens on this port; connect anew.");
        }
        return switch (kind) {
            case CONNECTED -> INT;
            case RUN_STEP -> 2 * INT;
            case CHECKPOINT_COUNT, LAP_COUNT -> 3 * INT;
            case FRAME -> INT + requireRequested(requested).bytes();
            case FRAME_EX -> Fields.sized(in, INT, FRAME_HEAD + ProtocolLimits.MAX_STATE_BYTES
                    + ProtocolLimits.MAX_FRAME_BYTES, kind.protocolName());
            case HEARTBEAT -> Fields.sized(in, INT, HEARTBEAT_BYTES, kind.protocolName());
            case STEP_EX -> Fields.sized(in, INT, STEP_HEAD + ProtocolLimits.MAX_STATE_BYTES,
                    kind.protocolName());
        };
    }

    /** All bytes of it are there. */
    static ServerMessage decode(ByteBuffer in, FrameSize requested) throws ProtocolException {
        Kind kind = Kind.find(in.getInt());
        return switch (kind) {
            case CONNECTED -> CONNECTED;
            case RUN_STEP -> new RunStep(in.getInt());
            case CHECKPOINT_COUNT -> new CheckpointCount(in.getInt(), in.getInt());
            case LAP_COUNT -> new LapCount(in.getInt(), in.getInt());
            case FRAME -> new Frame(requested, pixels(in, requested.bytes()));
            case FRAME_EX -> frameEx(in);
            case HEARTBEAT -> {
                require(in.getInt() == HEARTBEAT_BYTES, kind);
                yield new Heartbeat(in.getInt(), in.getInt());
            }
            case STEP_EX -> {
                int payload = in.getInt();
                require(payload >= STEP_HEAD, kind);
                int raceTimeMs = in.getInt();
                int tickTimeMs = in.getInt();
                int state = in.getInt();
                require(state == payload - STEP_HEAD, kind);
                yield new StepEx(raceTimeMs, tickTimeMs, Fields.bytes(in, state));
            }
        };
    }

    private static FrameEx frameEx(ByteBuffer in) throws ProtocolException {
        int payload = in.getInt();
        require(payload >= FRAME_HEAD, Kind.FRAME_EX);
        FrameSize size = new FrameSize(in.getInt(), in.getInt());
        int raceTimeMs = in.getInt();
        int state = in.getInt();
        int pixels = in.getInt();
        require(size.isReadable() && pixels == size.bytes() && state >= 0
                && state <= ProtocolLimits.MAX_STATE_BYTES && payload == FRAME_HEAD + state + pixels,
                Kind.FRAME_EX);
        return new FrameEx(size, raceTimeMs, Fields.bytes(in, state), pixels(in, pixels));
    }

    private static ByteBuffer pixels(ByteBuffer in, int length) {
        ByteBuffer pixels = in.slice(in.position(), length);
        in.position(in.position() + length);
        return pixels;
    }

    private static FrameSize requireRequested(FrameSize requested) throws ProtocolException {
        if (!requested.isReadable()) {
            throw new ProtocolException("the game sent a frame that nobody asked for, so that its size is"
                    + " not known. An earlier client left its request; send C_UNREQUEST_FRAME in the connect"
                    + " turn.");
        }
        return requested;
    }

    private static void require(boolean holds, Kind kind) throws ProtocolException {
        if (!holds) {
            throw new ProtocolException("the lengths inside " + kind.protocolName()
                    + " contradict each other. The plugin is broken, or the stream out of step; connect"
                    + " anew.");
        }
    }
}
