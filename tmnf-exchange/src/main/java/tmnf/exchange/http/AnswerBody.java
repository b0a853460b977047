package tmnf.exchange.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import okhttp3.Response;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.ExchangeException.Kind;

/** The body of an answer: unpacked, limited, and with network trouble in words. Confined to one thread. */
final class AnswerBody {

    private final String path;
    private final long most;
    private final NetworkTrouble trouble;
    private final Wire wire;
    private final InputStream stream;
    private final long length;

    AnswerBody(Response response, String path, long most, NetworkTrouble trouble) throws ExchangeException {
        this.path = path;
        this.most = most;
        this.trouble = trouble;
        long wireLength = response.body().contentLength();
        if (wireLength > most) {
            throw tooLong();
        }
        this.wire = new Wire(response.body().byteStream(), wireLength);
        String coding = response.header("Content-Encoding", "identity").toLowerCase(Locale.ROOT).strip();
        switch (coding) {
            case "identity", "" -> {
                this.stream = wire;
                this.length = wireLength;
            }
            case "gzip", "x-gzip" -> {
                this.stream = new Unpacked(wire);
                this.length = -1;
            }
            default -> throw new ExchangeException(Kind.CONTENT, response.code(), path, path
                    + ": packed as " + coding + ", which was not asked for.");
        }
    }

    InputStream stream() {
        return stream;
    }

    /** Bytes that the stream will give, -1 when unknown. */
    long length() {
        return length;
    }

    /** Bytes that came over the network so far. */
    long received() {
        return wire.count;
    }

    private ExchangeException tooLong() {
        return new ExchangeException(Kind.CONTENT, 0, path, path + ": longer than the " + most
                + " bytes that are allowed.");
    }

    /** Bytes as they come, counted. */
    private final class Wire extends FilterInputStream {

        private final long expected;
        private long count;

        Wire(InputStream in, long expected) {
            super(in);
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            try {
                return counted(in.read(), 1);
            } catch (IOException e) {
                throw named(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int size) throws IOException {
            try {
                int read = in.read(buffer, offset, size);
                return counted(read, read);
            } catch (IOException e) {
                throw named(e);
            }
        }

        private int counted(int result, int read) throws ExchangeException {
            if (result >= 0) {
                count += read;
                if (count > most) {
                    throw tooLong();
                }
            }
            return result;
        }

        private ExchangeException named(IOException e) {
            return e instanceof ExchangeException known ? known : trouble.of(e, count, expected);
        }

        @Override
        public long skip(long bytes) throws IOException {
            return bytes <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(bytes, 4096)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    /** Bytes that were packed although we did not ask, or because we did. */
    private final class Unpacked extends InputStream {

        private static final int BUFFER = 8192;

        private final InputStream packed;
        private InputStream in; // null before the first byte: opening it reads
        private long count;

        Unpacked(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int size) throws IOException {
            try {
                if (in == null) {
                    in = new GZIPInputStream(packed, BUFFER);
                }
                int read = in.read(buffer, offset, size);
                count += Math.max(0, read);
                if (count > most) {
                    throw tooLong();
                }
                return read;
            } catch (ExchangeException e) {
                throw e;
            } catch (ZipException e) {
                throw new ExchangeException(Kind.CONTENT, 0, path, path + ": cannot be unpacked ("
                        + e.getMessage() + ").", null, e);
            } catch (IOException e) {
                throw trouble.of(e, wire.count, wire.expected);
            }
        }

        @Override
        public void close() throws IOException {
            (in == null ? packed : in).close();
        }
    }
}
