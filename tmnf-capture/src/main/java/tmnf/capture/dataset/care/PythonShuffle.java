package tmnf.capture.dataset.care;

import java.util.Collections;
import java.util.List;

/**
 * Shuffles as Python's {@code random.Random(seed).shuffle} does: the Mersenne Twister MT19937, seeded by
 * array with the 32-bit words of the seed's magnitude, lowest first. Source: M. Matsumoto, T. Nishimura,
 * "Mersenne Twister", ACM TOMACS 8 (1998). Confined to one thread.
 */
public final class PythonShuffle {

    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int next = N;

    /** Seeded as {@code random.Random(seed)} is. */
    public PythonShuffle(long seed) {
        long magnitude = Math.abs(seed);
        int[] key = magnitude >>> 32 == 0 ? new int[] {(int) magnitude}
                : new int[] {(int) magnitude, (int) (magnitude >>> 32)};
        state[0] = 19_650_218;
        for (int i = 1; i < N; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
        int i = 1;
        int j = 0;
        for (int k = Math.max(N, key.length); k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1_664_525) + key[j] + j;
            j = (j + 1) % key.length;
            i = following(i);
        }
        for (int k = N - 1; k > 0; k--) {
            state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1_566_083_941) - i;
            i = following(i);
        }
        state[0] = 0x8000_0000;
    }

    private int following(int i) {
        if (i + 1 < N) {
            return i + 1;
        }
        state[0] = state[N - 1];
        return 1;
    }

    private int nextInt() {
        if (next == N) {
            for (int k = 0; k < N; k++) {
                int y = state[k] & 0x8000_0000 | state[(k + 1) % N] & 0x7FFF_FFFF;
                state[k] = state[(k + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908_B0DF);
            }
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9D2C_5680;
        y ^= y << 15 & 0xEFC6_0000;
        return y ^ y >>> 18;
    }

    private int below(int bound) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int drawn = nextInt() >>> Integer.SIZE - bits;
        while (drawn >= bound) {
            drawn = nextInt() >>> Integer.SIZE - bits;
        }
        return drawn;
    }

    /** Reorders the list; each call draws on. */
    public void shuffle(List<?> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, below(i + 1));
        }
    }
}
