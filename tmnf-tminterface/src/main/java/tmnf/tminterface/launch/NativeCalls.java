package tmnf.tminterface.launch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** What the system's own calls return, for those who want to know whether they can be made at all. */
public final class NativeCalls {

    private static final Object[] NO_ARGUMENTS = {};

    private NativeCalls() {
    }

    /** Name of the call behind {@link #processId}. */
    public static String processIdCall() {
        return Platform.isWindows() ? "GetCurrentProcessId" : "getpid";
    }

    /**
     * Number of this process, as the system itself says it.
     *
     * @throws LinkageError where native libraries cannot be called: JNA's own cannot be unpacked or loaded
     */
    public static long processId() {
        Function call = Platform.isWindows()
                ? NativeLibrary.getInstance("kernel32").getFunction(processIdCall(), Function.ALT_CONVENTION)
                : NativeLibrary.getProcess().getFunction(processIdCall());
        return Integer.toUnsignedLong(call.invokeInt(NO_ARGUMENTS));
    }
}
