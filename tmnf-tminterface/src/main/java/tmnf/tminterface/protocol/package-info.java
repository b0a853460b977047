/**
 * The messages of the TMInterface 2 socket protocol, as values: {@link
 * tmnf.tminterface.protocol.ServerMessage} is what the game says, {@link
 * tmnf.tminterface.protocol.ClientMessage} what we say, {@link tmnf.tminterface.protocol.ServerReply} what it
 * answers. {@link tmnf.tminterface.protocol.Codec} turns them into bytes and back, for both sides; there are
 * no sockets here. Numbers are little-endian, times are milliseconds, lengths of texts are bytes of UTF-8.
 * Non-null is the default everywhere.
 */
package tmnf.tminterface.protocol;
