package tmnf.tminterface.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The other side as a script: bytes that come, pauses between them, bytes that come only after so many were
 * sent, and the end. Remembers what was sent. Waiting makes the fake time leap.
 */
final class ScriptedWire implements Wire {

    private record After(int sent) {
    }

    private static final Object END = new Object();
    private static final Object BREAK = new Object();

    private final FakeTime time;
    private final Deque<Object> script = new ArrayDeque<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int taken;
    private int passed;
    private boolean closed;

    ScriptedWire(FakeTime time) {
        this.time = time;
    }

    /** Bytes that come next; each array in a piece of its own. */
    ScriptedWire says(byte[]... pieces) {
        for (byte[] piece : pieces) {
            script.add(ByteBuffer.wrap(piece));
        }
        return this;
    }

    /** Nothing for so long. */
    ScriptedWire pauses(long millis) {
        script.add(millis * 1_000_000);
        return this;
    }

    /** What follows comes only after the other side has sent so many bytes more. */
    ScriptedWire afterBytes(int count) {
        script.add(new After(count));
        return this;
    }

    /** The stream ends. */
    ScriptedWire ends() {
        script.add(END);
        return this;
    }

    /** The connection breaks. */
    ScriptedWire breaks() {
        script.add(BREAK);
        return this;
    }

    /** From now on there is room for so many bytes only. */
    ScriptedWire room(int bytes) {
        room = bytes;
        return this;
    }

    /** What was sent since the last call. */
    byte[] takeSent() {
        byte[] all = sent.toByteArray();
        byte[] fresh = java.util.Arrays.copyOfRange(all, taken, all.length);
        taken = all.length;
        return fresh;
    }

    /** Sizes of the writes since the last call. */
    List<Integer> takeWriteSizes() {
        List<Integer> sizes = List.copyOf(writes);
        writes.clear();
        return sizes;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isScriptDone() {
        return script.isEmpty();
    }

    @Override
    public int read(ByteBuffer target, long waitNanos) throws IOException {
        long wait = waitNanos;
        while (true) {
            Object next = script.peek();
            if (next instanceof After after && sent.size() - passed >= after.sent()) {
                passed += after.sent();
                script.remove();
            } else if (next instanceof Long pause) {
                script.remove();
                if (pause > wait) {
                    time.sleep(wait);
                    script.addFirst(pause - wait);
                    return 0;
                }
                time.sleep(pause);
                wait -= pause;
            } else if (next instanceof ByteBuffer piece) {
                int count = Math.min(piece.remaining(), target.remaining());
                target.put(piece.slice(piece.position(), count));
                piece.position(piece.position() + count);
                if (!piece.hasRemaining()) {
                    script.remove();
                }
                return count;
            } else if (next == END) {
                return -1;
            } else if (next == BREAK) {
                throw new IOException("Connection reset");
            } else {
                time.sleep(wait);
                return 0;
            }
        }
    }

    @Override
    public int write(ByteBuffer source, long waitNanos) throws IOException {
        if (script.peek() == BREAK) {
            throw new IOException("Broken pipe");
        }
        int count = Math.min(room, source.remaining());
        if (count == 0) {
            time.sleep(waitNanos);
            return 0;
        }
        byte[] bytes = new byte[count];
        source.get(bytes);
        sent.writeBytes(bytes);
        writes.add(count);
        room -= room == Integer.MAX_VALUE ? 0 : count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
