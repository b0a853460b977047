package tmnf.tminterface.sharedmemory;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;
import com.sun.jna.WString;
import com.sun.jna.win32.W32APIOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A native library with the functions of Windows that a named mapping needs. Its functions are native code
 * that JNA makes of callbacks, found by the name that they have in Windows; every argument and result goes
 * through JNA's marshalling both ways, as with the library of Windows itself. Not closed: the memory goes
 * with the object.
 */
final class FakeKernel {

    /** HANDLE OpenFileMappingW(DWORD, BOOL, LPCWSTR). */
    interface OpenFileMapping extends Callback {
        Pointer call(int access, int inherit, WString name);
    }

    /** LPVOID MapViewOfFile(HANDLE, DWORD, DWORD, DWORD, SIZE_T). */
    interface MapViewOfFile extends Callback {
        Pointer call(Pointer handle, int access, int offsetHigh, int offsetLow, long size);
    }

    /** BOOL UnmapViewOfFile(LPCVOID), BOOL CloseHandle(HANDLE). */
    interface Release extends Callback {
        int call(Pointer pointer);
    }

    /** DWORD GetLastError(). */
    interface LastError extends Callback {
        int call();
    }

    /** No address of this process; only the number travels. */
    static final long HANDLE = 0x1234_5678_9ABCL;

    final List<String> calls = new ArrayList<>();
    final Memory memory = new Memory(SharedMapping.DEFAULT_SIZE);
    boolean exists = true;
    boolean maps = true;
    int error = 2;

    // Kept here, for the native code lives no longer than its callback.
    private final Map<String, Callback> functions = new HashMap<>();

    FakeKernel() {
        memory.clear();
        functions.put("OpenFileMappingW", (OpenFileMapping) (access, inherit, name) -> {
            calls.add("OpenFileMappingW " + Integer.toHexString(access) + " " + inherit + " " + name);
            return exists ? new Pointer(HANDLE) : null;
        });
        functions.put("MapViewOfFile", (MapViewOfFile) (handle, access, offsetHigh, offsetLow, size) -> {
            calls.add("MapViewOfFile " + Long.toHexString(Pointer.nativeValue(handle)) + " "
                    + Integer.toHexString(access) + " " + offsetHigh + " " + offsetLow + " " + size);
            return maps ? memory : null;
        });
        functions.put("UnmapViewOfFile", (Release) view -> {
            calls.add("UnmapViewOfFile " + (Pointer.nativeValue(view) == Pointer.nativeValue(memory)));
            return 1;
        });
        functions.put("CloseHandle", (Release) handle -> {
            calls.add("CloseHandle " + Long.toHexString(Pointer.nativeValue(handle)));
            return 1;
        });
        functions.put("GetLastError", (LastError) () -> error);
    }

    /** The library as JNA loads the one of Windows, but for the calling convention, which others lack. */
    NativeMappings load() {
        Map<String, Object> options = new HashMap<>(W32APIOptions.UNICODE_OPTIONS);
        options.put(Library.OPTION_CALLING_CONVENTION, Function.C_CONVENTION);
        options.put(Library.OPTION_SYMBOL_PROVIDER,
                (SymbolProvider) (handle, name, parent) -> {
                    Callback function = functions.get(name);
                    if (function == null) {
                        throw new UnsatisfiedLinkError("not a function of this library: " + name);
                    }
                    return Pointer.nativeValue(CallbackReference.getFunctionPointer(function));
                });
        return new JnaMappings(Native.load(null, Kernel32Mappings.class, options));
    }
}
