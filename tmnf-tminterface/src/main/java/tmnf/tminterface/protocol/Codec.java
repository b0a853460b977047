package tmnf.tminterface.protocol;

import java.nio.ByteBuffer;

/**
 * Messages into bytes and back: pure functions over little-endian buffers, for both sides, without a thought
 * about whose turn it is.
 *
 * <p>Reading goes in two steps. The {@code ...Length} functions say how many bytes from the buffer's position
 * the next message takes, as far as the bytes that are there tell; they change nothing. While that is more
 * than remains, more has to be read, and the same function asked again. Then the {@code decode...} function
 * takes the message out. So a message that was cut by a timeout just waits in the buffer for its rest.
 *
 * <p>Every length is checked against {@link ProtocolLimits} first. Bytes that make no sense are a {@link
 * ProtocolException}; nothing else is ever thrown because of them. Frames are views into the buffer; states
 * and texts are copied out, once.
 */
public final class Codec {

    private Codec() {
    }

    /** Bytes that {@link #encode(ServerMessage, ByteBuffer)} puts. */
    public static int length(ServerMessage message) {
        return ServerCodec.length(message);
    }

    /** Bytes that {@link #encode(ClientMessage, ByteBuffer)} puts. */
    public static int length(ClientMessage message) {
        return ClientCodec.length(message);
    }

    /** Bytes that {@link #encode(ServerReply, ByteBuffer)} puts. */
    public static int length(ServerReply reply) {
        return ReplyCodec.length(reply);
    }

    /** Puts a message of the game. */
    public static void encode(ServerMessage message, ByteBuffer out) {
        ServerCodec.encode(message, Fields.requireLittleEndian(out));
    }

    /**
     * Puts a message of a client. The length of a command is that of its bytes in UTF-8; the Python client
     * sends that of its characters, with which names beyond ASCII break the stream.
     */
    public static void encode(ClientMessage message, ByteBuffer out) {
        ClientCodec.encode(message, Fields.requireLittleEndian(out));
    }

    /** Puts a reply of the game. */
    public static void encode(ServerReply reply, ByteBuffer out) {
        ReplyCodec.encode(reply, Fields.requireLittleEndian(out));
    }

    /**
     * How many bytes the next message of the game takes, as far as it can be told.
     *
     * @param requested the size of the frame that was asked for, {@link FrameSize#NONE} if none was
     * @throws ProtocolException unless the bytes can be the start of a message
     */
    public static int serverMessageLength(ByteBuffer in, FrameSize requested) throws ProtocolException {
        return ServerCodec.length(Fields.requireLittleEndian(in), requested);
    }

    /**
     * Takes the next message of the game out of the buffer.
     *
     * @param requested the size of the frame that was asked for, {@link FrameSize#NONE} if none was
     * @throws IllegalArgumentException if bytes are missing
     */
    public static ServerMessage decodeServerMessage(ByteBuffer in, FrameSize requested)
            throws ProtocolException {
        requireWhole(in, serverMessageLength(in, requested));
        return ServerCodec.decode(in, requested);
    }

    /** How many bytes the next message of a client takes, as far as it can be told. */
    public static int clientMessageLength(ByteBuffer in, Dialect dialect) throws ProtocolException {
        return ClientCodec.length(Fields.requireLittleEndian(in), dialect);
    }

    /**
     * Takes the next message of a client out of the buffer. What the dialect does not know becomes {@link
     * ClientMessage.Unknown}.
     *
     * @throws IllegalArgumentException if bytes are missing
     */
    public static ClientMessage decodeClientMessage(ByteBuffer in, Dialect dialect) throws ProtocolException {
        requireWhole(in, clientMessageLength(in, dialect));
        return ClientCodec.decode(in, dialect);
    }

    /**
     * How many bytes the reply to a query takes, as far as it can be told.
     *
     * @throws IllegalArgumentException if that kind is no query
     */
    public static int replyLength(ClientMessage.Kind query, ByteBuffer in) throws ProtocolException {
        return ReplyCodec.length(query, Fields.requireLittleEndian(in));
    }

    /**
     * Takes the reply to a query out of the buffer. To {@link ClientMessage.Kind#PROBE} it is a {@link
     * ServerReply.Probe}, or from the original plugin the {@link ServerReply.Flag} that answers the
     * C_IS_IN_MENUS behind the probe.
     *
     * @throws IllegalArgumentException if bytes are missing, or if that kind is no query
     */
    public static ServerReply decodeReply(ClientMessage.Kind query, ByteBuffer in) throws ProtocolException {
        requireWhole(in, replyLength(query, in));
        return ReplyCodec.decode(query, in);
    }

    private static void requireWhole(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            throw new IllegalArgumentException("a message of " + length + " bytes is not there yet: only "
                    + in.remaining() + " are");
        }
    }
}
