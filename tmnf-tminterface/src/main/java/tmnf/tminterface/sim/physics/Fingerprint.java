package tmnf.tminterface.sim.physics;

/** A running 64-bit hash (FNV-1a over numbers instead of bytes), for telling whole races from each other. */
public final class Fingerprint {

    /** The hash of nothing. */
    public static final long NOTHING = 0xcbf29ce484222325L;

    private static final long FACTOR = 0x100000001b3L;

    private Fingerprint() {}

    /** The hash of what was hashed before, and of a number after it. */
    public static long with(long hash, int number) {
        return (hash ^ number) * FACTOR;
    }
}
