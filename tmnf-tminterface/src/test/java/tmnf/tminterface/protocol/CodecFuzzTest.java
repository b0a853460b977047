package tmnf.tminterface.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.tminterface.protocol.ClientMessage.Kind;

/** Any bytes give a value, a wish for more, or a {@link ProtocolException}; never anything else. */
@Timeout(60)
class CodecFuzzTest {

    private static final int ROUNDS = 60_000;
    private static final int[] IDS = Stream.concat(Stream.of(Kind.values()).map(Kind::id),
            Stream.of(ServerMessage.Kind.values()).map(ServerMessage.Kind::id)).mapToInt(id -> id).toArray();
    private static final Kind[] QUERIES = Stream.of(Kind.values()).filter(Kind::isQuery).toArray(Kind[]::new);

    private int values;
    private int wishes;
    private int refusals;

    @Test
    void anyBytesAreAValueAWishOrARefusal() {
        SplittableRandom random = new SplittableRandom(20_260_101);
        long began = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = bytes(random);
            FrameSize size = random.nextBoolean() ? FrameSize.NONE
                    : new FrameSize(1 + random.nextInt(4), 1 + random.nextInt(4));
            Dialect dialect = Dialect.values()[random.nextInt(3)];
            Kind query = QUERIES[random.nextInt(QUERIES.length)];

            all(bytes, in -> Codec.serverMessageLength(in, size), in -> Codec.decodeServerMessage(in, size));
            all(bytes, in -> Codec.clientMessageLength(in, dialect),
                    in -> Codec.decodeClientMessage(in, dialect));
            all(bytes, in -> Codec.replyLength(query, in), in -> Codec.decodeReply(query, in));
        }

        assertThat(values).isGreaterThan(ROUNDS);
        assertThat(wishes).isGreaterThan(ROUNDS / 10);
        assertThat(refusals).isGreaterThan(ROUNDS / 10);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(50));
    }

    /** Numbers that mean something more often than chance would have it. */
    private static byte[] bytes(SplittableRandom random) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * (1 + random.nextInt(20))).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            buffer.putInt(switch (random.nextInt(6)) {
                case 0, 1 -> IDS[random.nextInt(IDS.length)];
                case 2 -> random.nextInt(64);
                case 3 -> ServerReply.Probe.MAGIC;
                case 4 -> random.nextInt();
                default -> 0;
            });
        }
        int cut = random.nextInt(4);
        return java.util.Arrays.copyOf(buffer.array(), buffer.capacity() - cut);
    }

    private void all(byte[] bytes, Step<Integer> length, Step<Object> decode) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (in.hasRemaining()) {
                int position = in.position();
                int needed = length.run(in);
                assertThat(in.position()).isEqualTo(position);
                assertThat(needed).isPositive();
                if (needed > in.remaining()) {
                    wishes++;
                    return;
                }
                assertThat(decode.run(in)).isNotNull();
                assertThat(in.position()).isEqualTo(position + needed);
                values++;
            }
        } catch (ProtocolException e) {
            refusals++;
            assertThat(e).hasMessageEndingWith(".");
        }
    }

    /** A call of the codec. */
    private interface Step<T> {
        T run(ByteBuffer in) throws ProtocolException;
    }
}
