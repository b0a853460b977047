package tmnf.gbx.container;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.model.Ident;

/**
 * A reader that knows lookback strings: a string is written out once and referred to by number afterwards.
 * One instance is one context: a file's body, or a single header chunk.
 *
 * <pre>
 * first id of a context: u32 version (3; TM 1.0: lower)
 * u32 x: 0xFFFFFFFF empty | top bits 00: collection number
 *        top bits 01 or 10: low 30 bits k; k = 0: a str follows and is remembered,
 *        else the k-th remembered one
 * </pre>
 */
public class IdReader extends GbxReader {

    static final int ID_VERSION = 3;
    static final int EMPTY = -1;
    static final int INDEX_BITS = 0x3FFF_FFFF;

    private final List<String> seen = new ArrayList<>();
    private boolean versionRead;
    /** Top bits with which the last string was introduced or referred to. */
    protected int lastFlags;

    public IdReader(String label, byte[] data, int from, int to) {
        super(label, data, from, to);
    }

    public String id() throws GbxFormatException {
        if (!versionRead) {
            int version = i32();
            if (version < 0 || version > ID_VERSION) {
                throw failure(
                        Reason.MALFORMED, "lookback string version " + version + " instead of " + ID_VERSION);
            }
            versionRead = true;
        }
        int x = i32();
        lastFlags = x & ~INDEX_BITS;
        if (x == EMPTY) {
            return "";
        }
        if (lastFlags == 0) {
            return Collections.name(x);
        }
        int k = x & INDEX_BITS;
        if (lastFlags == ~INDEX_BITS || k > seen.size()) {
            throw failure(
                    Reason.MALFORMED,
                    "lookback string " + Integer.toHexString(x) + " of " + seen.size() + " known");
        }
        if (k > 0) {
            return seen.get(k - 1);
        }
        String text = str();
        seen.add(text);
        return text;
    }

    public final Ident ident() throws GbxFormatException {
        return new Ident(id(), id(), id());
    }
}
