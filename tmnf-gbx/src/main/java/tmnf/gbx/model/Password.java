package tmnf.gbx.model;

import java.util.Arrays;

/**
 * What a challenge keeps of its password: a 16-byte hash (all zero: none) and a check sum. Do not modify the
 * bytes.
 */
public record Password(byte[] hash, int crc) {

    public static final Password NONE = new Password(new byte[16], 0);

    public boolean isSet() {
        for (byte b : hash) {
            if (b != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password that && crc == that.crc && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash) * 31 + crc;
    }

    @Override
    public String toString() {
        return isSet() ? "Password[set]" : "Password[none]";
    }
}
