package tmnf.gbx.chunk;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.container.GbxReader;
import tmnf.gbx.container.GbxWriter;
import tmnf.gbx.model.GhostSamples;

/**
 * The zlib data of a ghost's sample track. Layout: gbx-format note, section 6.
 *
 * <pre>
 * u32 saved class id (-1: nothing follows) | bool fixed step | u32 0 | u32 period | u32 state version
 * u32 n, n state bytes | u32 N samples
 * N > 0: u32 first offset | N > 1: i32 size of a sample; -1: N - 1 sizes follow, the last takes the rest
 * step not fixed: list of u32, time since the sample before
 * </pre>
 */
final class SampleData {

    // DEFLATE packs at most 1032 bytes into one.
    private static final int MAX_ZLIB_RATIO = 1032;

    private SampleData() {}

    /** Unpacks and reads a track. */
    static GhostSamples read(String label, byte[] packed, int unpackedSize, GbxLimits limits)
            throws GbxFormatException {
        if (unpackedSize == 0 || packed.length == 0) {
            return GhostSamples.EMPTY;
        }
        byte[] data = inflate(label, packed, unpackedSize, limits);
        return track(data, new GbxReader(label, data, 0, data.length));
    }

    private static byte[] inflate(String label, byte[] packed, int unpackedSize, GbxLimits limits)
            throws GbxFormatException {
        long possible = Math.min(
                limits.maxUnpackedBytes(packed.length), (long) packed.length * MAX_ZLIB_RATIO + 64);
        if (unpackedSize < 0 || unpackedSize > possible) {
            throw new GbxFormatException(
                    Reason.LIMIT, label,
                    (unpackedSize & 0xFFFF_FFFFL) + " bytes of samples from " + packed.length
                            + " packed ones");
        }
        byte[] data = new byte[unpackedSize];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int at = 0;
            while (at < unpackedSize) {
                int n = inflater.inflate(data, at, unpackedSize - at);
                if (n == 0) {
                    throw new GbxFormatException(
                            Reason.COMPRESSION, label,
                            "samples end after " + at + " of " + unpackedSize + " bytes");
                }
                at += n;
            }
            return data;
        } catch (DataFormatException e) {
            throw new GbxFormatException(
                    Reason.COMPRESSION, label, "samples do not unpack: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static GhostSamples track(byte[] data, GbxReader in) throws GbxFormatException {
        int savedClassId = in.i32();
        if (savedClassId == -1) {
            return GhostSamples.EMPTY;
        }
        boolean fixedStep = in.bool();
        in.i32();
        int periodMs = in.i32();
        int version = in.i32();
        int stateBytes = in.length();
        int start = in.position();
        in.skip(stateBytes);
        int n = in.i32();
        if (n < 0 || (long) n * GhostSamples.COMMON_SIZE > stateBytes) {
            throw in.failure(Reason.LIMIT, n + " samples in " + stateBytes + " bytes");
        }
        int first = n > 0 ? in.i32() : 0;
        int size = n > 1 ? in.i32() : stateBytes - first;
        int[] offsets = size == -1 ? offsets(in, first, stateBytes, n) : new int[0];
        int[] times = fixedStep ? new int[0] : times(in, n);
        try {
            GhostSamples.States states = size == -1
                    ? new GhostSamples.States(data, start, stateBytes, offsets)
                    : new GhostSamples.States(data, start, stateBytes, first, size, n);
            return new GhostSamples(savedClassId, fixedStep, periodMs, version, states, times);
        } catch (IllegalArgumentException e) {
            throw in.failure(Reason.MALFORMED, e.getMessage());
        }
    }

    private static int[] offsets(GbxReader in, int first, int stateBytes, int n) throws GbxFormatException {
        int[] offsets = new int[n + 1];
        offsets[0] = first;
        for (int i = 1; i < n; i++) {
            // Sums that overflow turn negative and are refused with the samples.
            offsets[i] = offsets[i - 1] + in.i32();
        }
        offsets[n] = stateBytes;
        return offsets;
    }

    private static int[] times(GbxReader in, int n) throws GbxFormatException {
        int deltas = in.count(4);
        int[] times = new int[n];
        int time = 0;
        for (int i = 0; i < deltas; i++) {
            time += in.i32();
            if (i < n) {
                times[i] = time;
            }
        }
        if (deltas < n) {
            throw in.failure(Reason.MALFORMED, deltas + " times for " + n + " samples");
        }
        return times;
    }

    /** Writes the unpacked size, the packed size and the packed track. */
    static void write(GbxWriter out, GhostSamples samples) {
        GbxWriter data = new GbxWriter();
        if (samples.savedClassId() == -1) {
            data.i32(-1);
        } else {
            writeTrack(data, samples);
        }
        byte[] packed = deflate(data.toByteArray());
        out.i32(data.size());
        out.i32(packed.length);
        out.bytes(packed);
    }

    private static void writeTrack(GbxWriter out, GhostSamples samples) {
        int n = samples.size();
        out.i32(samples.savedClassId());
        out.bool(samples.fixedStep());
        out.i32(0);
        out.i32(samples.periodMs());
        out.i32(samples.version());
        int total = 0;
        boolean equalSizes = true;
        for (int i = 0; i < n; i++) {
            total += samples.stateSize(i);
            equalSizes &= samples.stateSize(i) == samples.stateSize(0);
        }
        out.i32(total);
        for (int i = 0; i < n; i++) {
            out.bytes(samples.state(i));
        }
        out.i32(n);
        if (n > 0) {
            out.i32(0);
        }
        if (n > 1) {
            out.i32(equalSizes ? samples.stateSize(0) : -1);
            for (int i = 0; i < n - 1 && !equalSizes; i++) {
                out.i32(samples.stateSize(i));
            }
        }
        if (!samples.fixedStep()) {
            out.i32(n);
            for (int i = 0; i < n; i++) {
                out.i32(samples.timeMs(i) - (i == 0 ? 0 : samples.timeMs(i - 1)));
            }
        }
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(data);
            deflater.finish();
            GbxWriter out = new GbxWriter();
            byte[] buffer = new byte[8192];
            while (!deflater.finished()) {
                out.bytes(buffer, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
