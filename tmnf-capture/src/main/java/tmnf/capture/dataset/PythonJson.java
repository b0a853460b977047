package tmnf.capture.dataset;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * Writes JSON byte for byte as Python's {@code json.dump(value, file, indent=2)} does, as a stream: two
 * blanks for each level, everything beyond ASCII escaped, numbers as Python prints them, no line end at the
 * end. Who writes calls of a wrong order gets text that is no JSON; only the depth is checked. Confined to
 * one thread.
 *
 * <p>Numbers that are no numbers are written as {@code NaN}, {@code Infinity} and {@code -Infinity}, like
 * Python.
 */
public final class PythonJson implements Closeable {

    /** Deepest nesting. */
    public static final int MAX_DEPTH = 100;

    private static final int STREAM_BUFFER = 1 << 16;
    private static final int TEXT_BUFFER = 1 << 12;
    /** Most bytes that are put without looking at the room again. */
    private static final int ROOM = 2 * MAX_DEPTH + 64;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** A line end and the blanks of the deepest level. */
    private static final byte[] LINE = ("\n" + " ".repeat(2 * MAX_DEPTH)).getBytes(StandardCharsets.US_ASCII);
    private static final int MASK = 0xF;

    private final OutputStream out;
    private final PythonNumber numbers = new PythonNumber();
    private final byte[] buffer;
    private int filled;
    private final boolean[] hasElements = new boolean[MAX_DEPTH + 1];
    private int depth;
    private boolean afterName;

    /** Writes a document to a stream, which it then owns. */
    public PythonJson(OutputStream out) {
        this(out, STREAM_BUFFER);
    }

    private PythonJson(OutputStream out, int bufferBytes) {
        this.out = Objects.requireNonNull(out);
        buffer = new byte[bufferBytes];
    }

    /** Writes elements of a list that is {@code depth} levels deep, without its brackets. */
    static PythonJson elements(OutputStream out, int depth) {
        PythonJson json = new PythonJson(out);
        json.depth = depth;
        return json;
    }

    /** The text of a value. */
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.US_ASCII);
    }

    /** The text of a value, in ASCII. */
    public static byte[] bytes(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PythonJson json = new PythonJson(bytes, TEXT_BUFFER)) {
            json.value(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Begins an object. */
    public void beginObject() throws IOException {
        begin('{');
    }

    /** Ends an object. */
    public void endObject() throws IOException {
        end('}');
    }

    /** Begins a list. */
    public void beginArray() throws IOException {
        begin('[');
    }

    /** Ends a list. */
    public void endArray() throws IOException {
        end(']');
    }

    /** The key of the next value. */
    public void name(String name) throws IOException {
        separate();
        quote(name);
        put(':');
        put(' ');
        afterName = true;
    }

    /** A whole number. */
    public void integer(long value) throws IOException {
        separate();
        plain(Long.toString(value));
    }

    /** A number with a fraction; a float32 is printed as the double that it is. */
    public void number(double value) throws IOException {
        separate();
        filled = numbers.write(value, buffer, filled);
    }

    /**
     * A value with everything in it: text, number, truth value, {@code null}, {@link Map}, {@link Iterable}
     * or an array of int, float or double.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public void value(Object value) throws IOException {
        if (value instanceof Double || value instanceof Float) {
            number(((Number) value).doubleValue());
        } else if (value instanceof Integer || value instanceof Long) {
            integer(((Number) value).longValue());
        } else if (value instanceof String text) {
            separate();
            quote(text);
        } else if (value instanceof Map<?, ?> map) {
            beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                name((String) entry.getKey());
                value(entry.getValue());
            }
            endObject();
        } else if (value instanceof Iterable<?> list) {
            beginArray();
            for (Object element : list) {
                value(element);
            }
            endArray();
        } else if (value == null) {
            separate();
            plain("null");
        } else if (value instanceof Boolean || value instanceof BigInteger) {
            separate();
            plain(value.toString());
        } else {
            array(value);
        }
    }

    private void array(Object value) throws IOException {
        beginArray();
        if (value instanceof int[] list) {
            for (int element : list) {
                integer(element);
            }
        } else if (value instanceof float[] list) {
            for (float element : list) {
                number(element);
            }
        } else if (value instanceof double[] list) {
            for (double element : list) {
                number(element);
            }
        } else {
            throw new IllegalArgumentException("JSON has no " + value.getClass());
        }
        endArray();
    }

    /** A list whose elements somebody else wrote with {@link #elements}, one level deeper than this is. */
    void array(ElementsCopy copy) throws IOException {
        beginArray();
        flush();
        copy.to(out);
        hasElements[depth] = true;
        endArray();
    }

    /** Writes the elements of a list. */
    interface ElementsCopy {

        void to(OutputStream out) throws IOException;
    }

    private void begin(char bracket) throws IOException {
        separate();
        put(bracket);
        if (depth == MAX_DEPTH) {
            throw new IllegalArgumentException("JSON deeper than " + MAX_DEPTH + " levels");
        }
        depth++;
        hasElements[depth] = false;
    }

    private void end(char bracket) throws IOException {
        makeRoom();
        depth--;
        if (hasElements[depth + 1]) {
            newLine();
        }
        put(bracket);
    }

    /** What comes before a key, an element or a value. */
    private void separate() throws IOException {
        makeRoom();
        if (afterName) {
            afterName = false;
        } else if (depth > 0) {
            if (hasElements[depth]) {
                put(',');
            }
            hasElements[depth] = true;
            newLine();
        }
    }

    private void newLine() {
        int length = 1 + 2 * depth;
        System.arraycopy(LINE, 0, buffer, filled, length);
        filled += length;
    }

    private void quote(String text) throws IOException {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            if (filled > buffer.length - ROOM) {
                makeRoom();
            }
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                put(c);
            } else {
                escape(c);
            }
        }
        put('"');
    }

    private void escape(char c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            case '\b' -> put('b');
            case '\f' -> put('f');
            default -> {
                put('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    buffer[filled++] = HEX[c >> shift & MASK];
                }
            }
        }
    }

    private void plain(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            makeRoom();
            put(text.charAt(i));
        }
    }

    private void put(char c) {
        buffer[filled++] = (byte) c;
    }

    private void makeRoom() throws IOException {
        if (filled > buffer.length - ROOM) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
