package tmnf.capture.dataset.jpeg;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/** Where libturbojpeg is, by system. */
final class TurboLibraries {

    private static final List<String> LINUX = List.of("libturbojpeg.so.0", "turbojpeg");
    private static final List<String> WINDOWS = List.of("turbojpeg", "libturbojpeg");
    private static final List<String> MAC = List.of("turbojpeg", "libturbojpeg.0.dylib",
            "/opt/homebrew/lib/libturbojpeg.dylib", "/usr/local/lib/libturbojpeg.dylib",
            "/opt/libjpeg-turbo/lib64/libturbojpeg.dylib");

    private TurboLibraries() {
    }

    /** Names under which it may be found, in this order. */
    static List<String> names(int system) {
        return switch (system) {
            case Platform.WINDOWS -> WINDOWS;
            case Platform.MAC -> MAC;
            default -> LINUX;
        };
    }

    /** The first that can be loaded; null when there is none. Not having it is no failure. */
    static TurboJpeg find(int system) {
        return find(system, TurboLibraries::load);
    }

    /** With another way to load one, for tests. */
    static TurboJpeg find(int system, Function<String, TurboJpeg> loader) {
        for (String name : names(system)) {
            try {
                return loader.apply(name);
            } catch (LinkageError e) {
                // Not there under this name, or too old, or for another processor. Where JNA's own library
                // cannot be loaded, its class is broken, which is another error from the second name on.
                continue;
            }
        }
        return null;
    }

    /**
     * Loads it and looks whether its functions are there.
     *
     * @throws UnsatisfiedLinkError when it is not
     */
    static TurboJpeg load(String name) {
        return checked(Native.load(name, TurboJpeg.class, Map.of()));
    }

    /** JNA looks a function up when it is first called: too late to choose another library. */
    static TurboJpeg checked(TurboJpeg library) {
        if (library.tjBufSize(8, 8, TurboJpeg.SAMPLING_GREY).longValue() <= 0) {
            throw new UnsatisfiedLinkError("its function tjBufSize gives no size");
        }
        Pointer handle = library.tjInitDecompress();
        if (handle == null) {
            throw new UnsatisfiedLinkError("its function tjInitDecompress fails");
        }
        try {
            library.tjGetErrorStr2(handle);
        } finally {
            library.tjDestroy(handle);
        }
        return library;
    }
}
