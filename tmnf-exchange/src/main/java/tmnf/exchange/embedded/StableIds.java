package tmnf.exchange.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/**
 * Numbers made of names, the same in every run: clients write them down. They lie between 2^40 and 2^41,
 * above the numbers that a real site gives, and far enough apart that two names hardly ever meet. Confined to
 * one thread.
 */
final class StableIds {

    private static final long FIRST = 1L << 40;

    private final Set<Long> taken = new HashSet<>();

    /** The number of a name, whether or not it is taken. */
    static long of(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return FIRST + (ByteBuffer.wrap(hash).getLong() & (FIRST - 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Takes a number that is given; false when somebody has it. */
    boolean take(long id) {
        return taken.add(id);
    }

    /** Takes the number of a name; the next free one when somebody has it. */
    long takeFor(String name) {
        long id = of(name);
        while (!taken.add(id)) {
            id++;
        }
        return id;
    }
}
