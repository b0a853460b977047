package tmnf.rl.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * A block of memory outside the heap that begins at a page of 2 MiB. Where the system gives such pages to who
 * asks for them, as Linux does with {@code madvise}, it consists of them: entries drawn at random each lie in
 * pages of their own, and looking up where many small ones are takes a fifth of the time of copying them.
 * Elsewhere it is plain memory. Its contents are undefined at first.
 */
final class LargePages implements AutoCloseable {

    /** Bytes of a page. */
    static final int PAGE = 2 << 20;

    private static final int MADV_HUGEPAGE = 14;

    private final Memory whole;
    private final ByteBuffer bytes;

    /**
     * Takes memory.
     *
     * @param size bytes, 1 or more
     */
    LargePages(long size) {
        // What lies before the first whole page is never touched.
        whole = new Memory(Math.addExact(size, PAGE));
        Pointer first = whole.align(PAGE);
        if (size >= PAGE) {
            advise(first, size);
        }
        bytes = whole.getByteBuffer(Pointer.nativeValue(first) - Pointer.nativeValue(whole), size)
                .order(ByteOrder.nativeOrder());
    }

    private static void advise(Pointer first, long size) {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            // What it answers does not matter: it is advice.
            NativeLibrary.getProcess().getFunction("madvise").invokeInt(new Object[] {first,
                new NativeLong(size), MADV_HUGEPAGE});
        } catch (UnsatisfiedLinkError e) {
            return; // a C library without it: small pages
        }
    }

    /** All of it, in the machine's byte order; not to be used after {@link #close}. */
    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        whole.close();
    }
}
