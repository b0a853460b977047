package tmnf.tminterface.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;
import tmnf.tminterface.protocol.ServerReply;

/**
 * One turn of the learner on the client's side, without the socket: a run step and a state of 8,396 bytes out
 * of the buffer that they were received into. What {@link #stepAndState} takes beyond {@link #copyOnly} is
 * the codec.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SocketCodecBenchmark {

    private static final int STATE_BYTES = 8396;

    private final ByteBuffer received = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer sent = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    @Setup
    public void receive() {
        byte[] state = new byte[STATE_BYTES];
        new java.util.Random(1).nextBytes(state);
        Codec.encode(new ServerMessage.RunStep(1230), received);
        Codec.encode(new ServerReply.State(state), received);
        received.flip();
    }

    @Benchmark
    public void stepAndState(Blackhole sink) throws IOException {
        received.rewind();
        if (Codec.serverMessageLength(received, FrameSize.NONE) <= received.remaining()) {
            sink.consume(Codec.decodeServerMessage(received, FrameSize.NONE));
        }
        ClientMessage.Kind query = ClientMessage.Kind.GET_SIMULATION_STATE;
        if (Codec.replyLength(query, received) <= received.remaining()) {
            sink.consume(Codec.decodeReply(query, received));
        }
    }

    @Benchmark
    public byte[] copyOnly() {
        byte[] state = new byte[STATE_BYTES];
        received.get(12, state);
        return state;
    }

    @Benchmark
    public ByteBuffer callsOfATurn() {
        sent.clear();
        Codec.encode(new ClientMessage.SetInputState(true, false, true, false), sent);
        Codec.encode(new ClientMessage.SetSpeed(1), sent);
        Codec.encode(new ClientMessage.Ack(ServerMessage.Kind.RUN_STEP), sent);
        return sent;
    }
}
