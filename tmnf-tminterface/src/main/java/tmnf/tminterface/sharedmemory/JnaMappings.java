package tmnf.tminterface.sharedmemory;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT.HANDLE;

/** The calls themselves. Loading this class needs Windows. */
final class JnaMappings implements NativeMappings {

    private static final Kernel32 KERNEL = Kernel32.INSTANCE;

    @Override
    public HANDLE openFileMapping(int access, boolean inherit, String name) {
        return KERNEL.OpenFileMapping(access, inherit, name);
    }

    @Override
    public Pointer mapViewOfFile(HANDLE mapping, int access, int offsetHigh, int offsetLow, int size) {
        return KERNEL.MapViewOfFile(mapping, access, offsetHigh, offsetLow, size);
    }

    @Override
    public boolean unmapViewOfFile(Pointer view) {
        return KERNEL.UnmapViewOfFile(view);
    }

    @Override
    public boolean closeHandle(HANDLE handle) {
        return KERNEL.CloseHandle(handle);
    }

    @Override
    public int lastError() {
        return KERNEL.GetLastError();
    }
}
