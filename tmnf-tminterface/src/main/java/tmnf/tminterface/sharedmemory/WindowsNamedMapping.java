package tmnf.tminterface.sharedmemory;

import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * The mapping that the game creates, {@code TMInterface0} to {@code TMInterface15}. It is only ever opened:
 * creating it would take the game's name away. Handle and view are kept until it is closed.
 */
public final class WindowsNamedMapping extends BufferMapping {

    /** FILE_MAP_ALL_ACCESS. */
    static final int ALL_ACCESS = 0xF001F;
    private static final int ERROR_FILE_NOT_FOUND = 2;

    private final NativeMappings calls;
    private final HANDLE handle;
    private final Pointer view;

    private WindowsNamedMapping(String name, int size, NativeMappings calls, HANDLE handle, Pointer view) {
        super(name, view.getByteBuffer(0, size));
        this.calls = calls;
        this.handle = handle;
        this.view = view;
    }

    /**
     * Opens the mapping of a running game.
     *
     * @param size the size the game was started with
     * @return empty while no game has a mapping of that name
     * @throws UnsupportedMappingException on any system but Windows; the message says what to do instead
     * @throws IOException when Windows refuses for another reason
     */
    public static Optional<SharedMapping> open(String name, int size) throws IOException {
        if (!Platform.isWindows()) {
            throw new UnsupportedMappingException(name, System.getProperty("os.name"));
        }
        return open(name, size, JnaMappings.ofWindows());
    }

    static Optional<SharedMapping> open(String name, int size, NativeMappings calls) throws IOException {
        Objects.requireNonNull(name);
        SharedMapping.checkSize(size);
        HANDLE handle = calls.openFileMapping(ALL_ACCESS, false, name);
        if (handle == null) {
            int error = calls.lastError();
            if (error == ERROR_FILE_NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException("the mapping " + name + " cannot be opened: Windows error " + error
                    + ". Run this program as the user who runs the game.");
        }
        Pointer view = calls.mapViewOfFile(handle, ALL_ACCESS, 0, 0, size);
        if (view == null) {
            int error = calls.lastError();
            calls.closeHandle(handle);
            throw new IOException("the mapping " + name + " cannot be mapped with " + size
                    + " bytes: Windows error " + error
                    + ". Use the size that the game was started with (/serversize).");
        }
        return Optional.of(new WindowsNamedMapping(name, size, calls, handle, view));
    }

    @Override
    void release() {
        calls.unmapViewOfFile(view);
        calls.closeHandle(handle);
    }
}
