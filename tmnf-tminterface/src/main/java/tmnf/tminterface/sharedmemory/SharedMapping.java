package tmnf.tminterface.sharedmemory;

import java.io.Closeable;

/**
 * Bytes that two sides share. What a side wrote before {@link #setWord} is seen by the other one after it
 * read that word with {@link #word}; nothing else orders the two. Each side uses a mapping of its own and
 * closes it from the thread that used it last; afterwards every access throws {@link IllegalStateException}.
 */
public interface SharedMapping extends Closeable {

    /** Bytes of a mapping unless the game was started with another size. */
    int DEFAULT_SIZE = 65_535;
    /** A mapping must hold a header and the longest fixed payload. */
    int MIN_SIZE = 1024;
    /** Far beyond anything the game is started with. */
    int MAX_SIZE = 16 << 20;

    /** Bytes in the mapping. */
    int size();

    /** What messages call the mapping. */
    String name();

    /** The int32 at a multiple of 4, with the force of a volatile read. */
    int word(int offset);

    /** Stores an int32 at a multiple of 4, with the force of a volatile write. */
    void setWord(int offset, int value);

    /** Copies bytes out of the mapping. */
    void get(int offset, byte[] target, int targetOffset, int length);

    /** Copies bytes into the mapping. */
    void put(int offset, byte[] source, int sourceOffset, int length);

    /** Lets go of the mapping; the bytes stay for the other side. Closing again does nothing. */
    @Override
    void close();

    /** The size, if a mapping may have it. */
    static int checkSize(int size) {
        if (size < MIN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException("a mapping of " + size + " bytes; " + MIN_SIZE + " to "
                    + MAX_SIZE + " are possible, " + DEFAULT_SIZE + " are usual");
        }
        return size;
    }
}
