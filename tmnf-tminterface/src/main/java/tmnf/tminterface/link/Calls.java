package tmnf.tminterface.link;

import tmnf.tminterface.protocol.Codec;
import tmnf.tminterface.protocol.ClientMessage.ExecuteCommand;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ProtocolLimits;

/** What may be asked of the game: the plugin itself checks nothing, and some values never let it go on. */
final class Calls {

    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private Calls() {
    }

    static void requireSpeed(float speed) {
        if (!(speed >= 0) || Float.isInfinite(speed)) {
            throw new IllegalArgumentException("speed has to be a number from 0 on: " + speed);
        }
    }

    static void requirePeriod(int millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("a step period of " + millis + " ms is refused: with 0 the"
                    + " original plugin divides by zero in every tick, and no run step ever comes again;"
                    + " give 10 or a multiple of it");
        }
    }

    static void requireAnswerTime(long millis) {
        if (millis < 1 || millis > MAX_UINT32) {
            throw new IllegalArgumentException("an answer time of " + millis + " ms is refused: with 0 the"
                    + " plugin drops its client at once, and more than 4294967295 does not fit");
        }
    }

    static FrameSize requireFrame(int width, int height) {
        FrameSize size = new FrameSize(width, height);
        if (!size.isReadable()) {
            throw new IllegalArgumentException("a frame of " + size + " is refused: the game does not say"
                    + " the size of what it sends, so ask for 1 to "
                    + ProtocolLimits.MAX_FRAME_SIDE + " in both directions");
        }
        return size;
    }

    static byte[] requireState(byte[] state) {
        return requireState(state, ProtocolLimits.MAX_SENT_BYTES);
    }

    /** For a message with the flags in the same payload. */
    static byte[] requireStateBehindFlags(byte[] state) {
        return requireState(state, ProtocolLimits.MAX_SENT_BYTES - Integer.BYTES);
    }

    private static byte[] requireState(byte[] state, int most) {
        if (state.length == 0 || state.length > most) {
            throw new IllegalArgumentException("a state of " + state.length + " bytes is refused: the plugin"
                    + " takes 1 to " + most + ", and drops a client that names more");
        }
        return state;
    }

    static ExecuteCommand requireCommand(String command) {
        ExecuteCommand message = new ExecuteCommand(command);
        int length = Codec.length(message) - 2 * Integer.BYTES;
        if (length > ProtocolLimits.MAX_SENT_BYTES) {
            throw new IllegalArgumentException("a command of " + length + " bytes is refused: the plugin"
                    + " takes " + ProtocolLimits.MAX_SENT_BYTES + ", and drops a client that names more."
                    + " Put it into a script, and load that");
        }
        return message;
    }
}
