package tmnf.capture.dataset.jpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;

/**
 * A native library with the functions of libturbojpeg that we use. They are native code that JNA makes of
 * callbacks, found by their names, so every argument goes through JNA's marshalling both ways, as with the
 * library itself. A file of it is the pixels, each one more.
 */
final class FakeTurboJpeg {

    interface Init extends Callback {
        Pointer call();
    }

    interface BufSize extends Callback {
        NativeLong call(int width, int height, int sampling);
    }

    interface Compress extends Callback {
        int call(Pointer handle, Pointer pixels, int width, int pitch, int height, int format, Pointer jpeg,
                Pointer size, int sampling, int quality, int flags);
    }

    interface Decompress extends Callback {
        int call(Pointer handle, Pointer jpeg, NativeLong size, Pointer pixels, int width, int pitch,
                int height, int format, int flags);
    }

    interface ErrorText extends Callback {
        Pointer call(Pointer handle);
    }

    interface Destroy extends Callback {
        int call(Pointer handle);
    }

    /** No address of this process; only the number travels. */
    static final long HANDLE = 0x1234_5678_9ABCL;

    final List<String> calls = new ArrayList<>();
    boolean works = true;
    boolean makes = true;
    byte[] decoded = {};

    private final Memory text = new Memory(64);
    // Kept here, for the native code lives no longer than its callback.
    private final Map<String, Callback> functions = new HashMap<>();

    FakeTurboJpeg() {
        text.setString(0, "it is a bad day ");
        functions.put("tjInitCompress", (Init) () -> made("tjInitCompress"));
        functions.put("tjInitDecompress", (Init) () -> made("tjInitDecompress"));
        functions.put("tjBufSize", (BufSize) 
                (width, height, sampling) -> new NativeLong(width * height * 3L));
        functions.put("tjCompress2", (Compress) this::compress);
        functions.put("tjDecompress2", (Decompress) (handle, jpeg, size, pixels, width, pitch, height, format,
                flags) -> {
            calls.add("tjDecompress2 " + Long.toHexString(Pointer.nativeValue(handle)) + " " + size + " "
                    + width + " " + pitch + " " + height + " " + format + " " + flags);
            pixels.write(0, decoded, 0, works ? decoded.length : 0);
            return works ? 0 : -1;
        });
        functions.put("tjGetErrorStr2", (ErrorText) handle -> text);
        functions.put("tjDestroy", (Destroy) handle -> {
            calls.add("tjDestroy " + Long.toHexString(Pointer.nativeValue(handle)));
            return 0;
        });
    }

    private Pointer made(String function) {
        calls.add(function);
        return makes ? new Pointer(HANDLE) : null;
    }

    private int compress(Pointer handle, Pointer pixels, int width, int pitch, int height, int format,
            Pointer jpeg, Pointer size, int sampling, int quality, int flags) {
        long capacity = size.getNativeLong(0).longValue();
        calls.add("tjCompress2 " + Long.toHexString(Pointer.nativeValue(handle)) + " " + width + " " + pitch
                + " " + height + " " + format + " " + sampling + " " + quality + " " + flags + " of "
                + capacity);
        byte[] file = pixels.getByteArray(0, width * height * (format == TurboJpeg.PIXELS_GREY ? 1 : 3));
        for (int i = 0; i < file.length; i++) {
            file[i]++;
        }
        jpeg.getPointer(0).write(0, file, 0, file.length);
        size.setNativeLong(0, new NativeLong(file.length));
        return works ? 0 : -1;
    }

    /** Takes a function away, as an old version lacks it. */
    void lacks(String function) {
        functions.remove(function);
    }

    TurboJpeg load() {
        SymbolProvider symbols = (handle, name, parent) -> {
            Callback function = functions.get(name);
            if (function == null) {
                throw new UnsatisfiedLinkError("not a function of this library: " + name);
            }
            return Pointer.nativeValue(CallbackReference.getFunctionPointer(function));
        };
        return TurboLibraries.checked(Native.load(null, TurboJpeg.class,
                Map.of(Library.OPTION_SYMBOL_PROVIDER, symbols)));
    }
}
