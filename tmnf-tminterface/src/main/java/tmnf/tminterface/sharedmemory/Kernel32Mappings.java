package tmnf.tminterface.sharedmemory;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.BaseTSD.SIZE_T;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;

/**
 * The functions of {@code kernel32} that a named mapping needs, with their names and arguments there. An
 * interface of our own instead of JNA's {@code Kernel32}, because that one can be used on Windows only, not
 * even with another library behind it, and passes the size as an int.
 */
interface Kernel32Mappings extends StdCallLibrary {

    /** The library of this Windows; elsewhere there is none, and loading fails. */
    static Kernel32Mappings load() {
        return Native.load("kernel32", Kernel32Mappings.class, W32APIOptions.UNICODE_OPTIONS);
    }

    HANDLE OpenFileMapping(int access, boolean inherit, String name);

    Pointer MapViewOfFile(HANDLE mapping, int access, int offsetHigh, int offsetLow, SIZE_T size);

    boolean UnmapViewOfFile(Pointer view);

    boolean CloseHandle(HANDLE handle);

    int GetLastError();
}
