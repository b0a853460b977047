package tmnf.gbx.container;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.model.FileRef;
import tmnf.gbx.model.Vec3;

/**
 * A cursor over a slice of little-endian bytes. Every read checks the bytes left first, so that no value is
 * half read and nothing is allocated that the slice cannot justify. Positions are relative to the start of
 * the array. Confined to one thread.
 */
public class GbxReader {

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    protected final String label;
    protected final byte[] data;
    protected int pos;
    protected int end;

    /** Reads {@code data} between {@code from} and {@code to}; {@code label} names the file in messages. */
    public GbxReader(String label, byte[] data, int from, int to) {
        if (from < 0 || to > data.length || from > to) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") of " + data.length + " bytes");
        }
        this.label = label;
        this.data = data;
        this.pos = from;
        this.end = to;
    }

    public String label() {
        return label;
    }

    public int position() {
        return pos;
    }

    public int remaining() {
        return end - pos;
    }

    /** An exception that says where in the data it happened; subclasses add the chunk. */
    public GbxFormatException failure(Reason reason, String detail) {
        return new GbxFormatException(reason, label, detail + " " + where(pos));
    }

    protected String where(int offset) {
        return "at offset 0x" + Integer.toHexString(offset);
    }

    protected final void need(int bytes) throws GbxFormatException {
        if (bytes > end - pos) {
            throw failure(
                    Reason.TRUNCATED,
                    "needs " + bytes + " bytes, " + (end - pos)
                            + " are left; the file is damaged, download or save it again,");
        }
    }

    public final int u8() throws GbxFormatException {
        need(1);
        return data[pos++] & 0xFF;
    }

    public final int u16() throws GbxFormatException {
        need(2);
        int value = (short) SHORT.get(data, pos) & 0xFFFF;
        pos += 2;
        return value;
    }

    /** 32 bits at a known place. */
    static int i32At(byte[] data, int at) {
        return (int) INT.get(data, at);
    }

    public final int i32() throws GbxFormatException {
        need(4);
        int value = (int) INT.get(data, pos);
        pos += 4;
        return value;
    }

    public final long u32() throws GbxFormatException {
        return i32() & 0xFFFF_FFFFL;
    }

    /** The next 32 bits without moving on. */
    public final int peek() throws GbxFormatException {
        need(4);
        return (int) INT.get(data, pos);
    }

    public final float f32() throws GbxFormatException {
        return Float.intBitsToFloat(i32());
    }

    public final boolean bool() throws GbxFormatException {
        return i32() != 0;
    }

    public final Vec3 vec3() throws GbxFormatException {
        need(12);
        return new Vec3(f32(), f32(), f32());
    }

    public final void skip(int bytes) throws GbxFormatException {
        if (bytes < 0) {
            throw failure(Reason.LIMIT, "a length of " + (bytes & 0xFFFF_FFFFL) + " bytes");
        }
        need(bytes);
        pos += bytes;
    }

    public final byte[] bytes(int count) throws GbxFormatException {
        int from = pos;
        skip(count);
        return Arrays.copyOfRange(data, from, pos);
    }

    /** A stored length that must fit into the bytes left. */
    public final int length() throws GbxFormatException {
        int length = i32();
        if (length < 0 || length > end - pos) {
            throw failure(
                    Reason.LIMIT,
                    "a length of " + (length & 0xFFFF_FFFFL) + " bytes where " + (end - pos)
                            + " are left; the file is damaged, download or save it again,");
        }
        return length;
    }

    /** A stored number of elements, each of at least {@code minBytes} bytes. */
    public final int count(int minBytes) throws GbxFormatException {
        int count = i32();
        if (count < 0 || (long) count * minBytes > end - pos) {
            throw failure(
                    Reason.LIMIT,
                    "a list of " + (count & 0xFFFF_FFFFL) + " elements where " + (end - pos)
                            + " bytes are left; the file is damaged, download or save it again,");
        }
        return count;
    }

    /** A string with its length before it: UTF-8, or Windows-1252 where that fails. */
    public final String str() throws GbxFormatException {
        int length = length();
        String text = GbxText.decode(data, pos, length);
        pos += length;
        return text;
    }

    /** A file reference: version, check sum (version 3 on), path, locator URL. */
    public final FileRef fileRef() throws GbxFormatException {
        int version = u8();
        byte[] checksum = version >= 3 ? bytes(32) : new byte[0];
        String path = str();
        boolean located = !path.isEmpty() && version >= 1 || version >= 3;
        String url = located ? str() : "";
        return new FileRef(version, checksum, path, url);
    }
}
