package tmnf.tminterface.sharedmemory;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.BaseTSD.SIZE_T;
import com.sun.jna.platform.win32.WinNT.HANDLE;

/** The calls themselves, through the library that JNA loaded. */
final class JnaMappings implements NativeMappings {

    private final Kernel32Mappings kernel;

    /** A test gives a library of its own. */
    JnaMappings(Kernel32Mappings kernel) {
        this.kernel = kernel;
    }

    /** The calls of this Windows; elsewhere loading its library fails. */
    static JnaMappings ofWindows() {
        return new JnaMappings(Kernel32Mappings.load());
    }

    @Override
    public HANDLE openFileMapping(int access, boolean inherit, String name) {
        return kernel.OpenFileMapping(access, inherit, name);
    }

    @Override
    public Pointer mapViewOfFile(HANDLE mapping, int access, int offsetHigh, int offsetLow, int size) {
        return kernel.MapViewOfFile(mapping, access, offsetHigh, offsetLow, new SIZE_T(size));
    }

    @Override
    public boolean unmapViewOfFile(Pointer view) {
        return kernel.UnmapViewOfFile(view);
    }

    @Override
    public boolean closeHandle(HANDLE handle) {
        return kernel.CloseHandle(handle);
    }

    @Override
    public int lastError() {
        return kernel.GetLastError();
    }
}
