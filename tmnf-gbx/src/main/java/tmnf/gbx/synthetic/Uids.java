package tmnf.gbx.synthetic;

import java.util.SplittableRandom;

/** Unique ids as the game makes them: 27 letters, digits and underscores. */
final class Uids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    private static final int LENGTH = 27;

    private Uids() {}

    static String make(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder uid = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            uid.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return uid.toString();
    }
}
