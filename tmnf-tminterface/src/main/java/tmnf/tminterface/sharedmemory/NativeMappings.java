package tmnf.tminterface.sharedmemory;

import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinNT.HANDLE;

/** The calls of Windows that a named mapping needs, so that a test can stand in for Windows. */
interface NativeMappings {

    /** Null when no mapping has the name. */
    HANDLE openFileMapping(int access, boolean inherit, String name);

    /** Null on failure. */
    Pointer mapViewOfFile(HANDLE mapping, int access, int offsetHigh, int offsetLow, int size);

    boolean unmapViewOfFile(Pointer view);

    boolean closeHandle(HANDLE handle);

    /** Why the last call of this thread failed. */
    int lastError();
}
