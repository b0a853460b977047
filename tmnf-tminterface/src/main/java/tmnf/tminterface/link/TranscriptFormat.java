package tmnf.tminterface.link;

/**
 * The words of a transcript, a text file:
 *
 * <pre>
 * tmnf-transcript 1
 * # comments
 * + MICROS                      a connection began
 * &gt; MICROS HEX...               bytes to the game
 * &lt; MICROS HEX...               bytes from the game
 * ! MICROS TEXT                 a note: a broken rule, or where the recording was cut off
 * </pre>
 *
 * <p>Behind the time stand words of hex digits, and {@code ~LENGTH:SHA256} for bytes that were left out. A
 * line is one message as long as the bytes can be understood.
 */
final class TranscriptFormat {

    static final String FIRST_LINE = "tmnf-transcript 1";
    static final char CONNECTED = '+';
    static final char TO_GAME = '>';
    static final char FROM_GAME = '<';
    static final char NOTE = '!';
    static final char COMMENT = '#';
    static final char OMITTED = '~';

    private TranscriptFormat() {
    }
}
