package tmnf.gbx.lzo;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lzo.LzoCompressor;
import io.airlift.compress.lzo.LzoDecompressor;
import java.util.Arrays;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;

/**
 * LZO1X, the compression of GBX bodies, by the aircompressor library. LZO has no check sum: damaged data may
 * unpack to wrong bytes, so whatever is parsed from them must be checked.
 */
public final class Lzo {

    // A match of one extension byte yields at most 255 bytes; the constant covers the instructions around it.
    private static final int MAX_RATIO = 256;

    private Lzo() {}

    /** The most that {@code packedSize} bytes can unpack to. */
    public static long maxUnpackedSize(int packedSize) {
        return (long) packedSize * MAX_RATIO + MAX_RATIO;
    }

    /** Unpacks exactly {@code unpackedSize} bytes. */
    public static byte[] unpack(String label, byte[] data, int from, int packedSize, int unpackedSize)
            throws GbxFormatException {
        byte[] out = new byte[unpackedSize];
        int produced;
        try {
            produced = new LzoDecompressor().decompress(data, from, packedSize, out, 0, unpackedSize);
        } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new GbxFormatException(
                    Reason.COMPRESSION, label,
                    "the packed body is damaged (" + e.getMessage() + "); download or save the file again",
                    e);
        }
        if (produced != unpackedSize) {
            throw new GbxFormatException(
                    Reason.COMPRESSION, label,
                    "the body unpacks to " + produced + " bytes instead of " + unpackedSize
                            + "; download or save the file again");
        }
        return out;
    }

    /** Packs {@code length} bytes. */
    public static byte[] pack(byte[] data, int length) {
        LzoCompressor compressor = new LzoCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(length)];
        int packed = compressor.compress(data, 0, length, out, 0, out.length);
        return Arrays.copyOf(out, packed);
    }
}
