package tmnf.gbx.model;

import java.util.Arrays;

/**
 * A reference to a file on the player's disk or on the net (skins, mods, music).
 *
 * @param version layout version; TMF writes 2, later ones carry a checksum
 * @param checksum 32 bytes from version 3 on, else empty; do not modify
 * @param path path below the game's user folder, empty when nothing is referenced
 * @param locatorUrl where the file can be downloaded, may be empty
 */
public record FileRef(int version, byte[] checksum, String path, String locatorUrl) {

    public static final FileRef NONE = new FileRef(2, new byte[0], "", "");

    @Override
    public boolean equals(Object other) {
        return other instanceof FileRef that
                && version == that.version
                && Arrays.equals(checksum, that.checksum)
                && path.equals(that.path)
                && locatorUrl.equals(that.locatorUrl);
    }

    @Override
    public int hashCode() {
        return path.hashCode() * 31 + locatorUrl.hashCode();
    }

    @Override
    public String toString() {
        return "FileRef[" + path + (locatorUrl.isEmpty() ? "" : " from " + locatorUrl) + "]";
    }
}
