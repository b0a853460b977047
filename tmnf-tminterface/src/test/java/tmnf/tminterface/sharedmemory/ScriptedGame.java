package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A game that follows a script of bytes, on the client's own thread: it acts whenever the client waits, and
 * its time is virtual. What the client stores is checked against the script the moment it does.
 */
final class ScriptedGame implements Ticker {

    static final String CLIENT = "client";
    static final String SERVER = "server";
    static final String CLIENT_CLEARS = "client clears";
    static final String SERVER_CLEARS = "server clears";

    /** @param data the bytes from offset 0 on; empty for a clearing */
    record Step(String what, byte[] data) {
        static Step of(String what, String hex) {
            return new Step(what, HexFormat.of().parseHex(hex));
        }

        static Step of(String what) {
            return new Step(what, new byte[0]);
        }
    }

    private final InMemoryMapping raw = InMemoryMapping.create(SharedMapping.DEFAULT_SIZE);
    private final List<Step> script = new ArrayList<>();
    private int at;
    private long now;
    private Runnable whenDone = () -> {};
    private byte[] headAtEnd = new byte[0];

    ScriptedGame add(Step... steps) {
        script.addAll(Arrays.asList(steps));
        return this;
    }

    ScriptedGame registration() {
        return add(Step.of(CLIENT, "0cff000000000000"), Step.of(SERVER, "01ff000000000000"),
                Step.of(CLIENT_CLEARS));
    }

    ScriptedGame whenDone(Runnable action) {
        whenDone = action;
        return this;
    }

    boolean isDone() {
        return at == script.size();
    }

    byte[] headAtEnd() {
        return headAtEnd.length > 0 ? headAtEnd : head();
    }

    TMInterface client() {
        return client(ClientOptions.DEFAULT);
    }

    TMInterface client(ClientOptions options) {
        return new TMInterface("script", SharedMapping.DEFAULT_SIZE,
                () -> Optional.of(new Recording()), options, this);
    }

    long nowMillis() {
        return now / 1_000_000;
    }

    void sleep(int millis) {
        now += millis * 1_000_000L;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void spin() {
        act(1000);
    }

    @Override
    public void giveWay() {
        act(1000);
    }

    @Override
    public void park(long nanos) {
        act(nanos);
    }

    private void act(long nanos) {
        now += nanos;
        if (isDone()) {
            if (headAtEnd.length == 0) {
                headAtEnd = head();
            }
            whenDone.run();
            return;
        }
        Step step = script.get(at);
        if (step.what().equals(SERVER)) {
            at++;
            raw.setWord(0, 0);
            raw.put(2, step.data(), 2, step.data().length - 2);
            raw.setWord(0, step.data()[0] & 0xFF | 0xFF00);
        } else if (step.what().equals(SERVER_CLEARS)) {
            at++;
            raw.put(0, new byte[raw.size()], 0, raw.size());
        }
    }

    private byte[] head() {
        byte[] head = new byte[24];
        raw.get(0, head, 0, head.length);
        return head;
    }

    private void stored(String what, byte[] data) {
        if (isDone()) {
            return;
        }
        Step step = script.get(at);
        assertThat(what).as("step %d", at).isEqualTo(step.what());
        assertThat(data).as("step %d", at).isEqualTo(step.data());
        at++;
    }

    /** What the client sees: the memory, with its stores reported. */
    private final class Recording implements SharedMapping {

        private int length;

        @Override
        public int size() {
            return raw.size();
        }

        @Override
        public String name() {
            return raw.name();
        }

        @Override
        public int word(int offset) {
            return raw.word(offset);
        }

        @Override
        public void setWord(int offset, int value) {
            raw.setWord(offset, value);
            if ((value & 0xFF00) != 0) {
                byte[] data = new byte[length];
                raw.get(0, data, 0, length);
                stored(CLIENT, data);
            } else if (value == 0) {
                byte[] all = new byte[raw.size()];
                raw.get(0, all, 0, all.length);
                assertThat(all).containsOnly(0);
                stored(CLIENT_CLEARS, new byte[0]);
            }
        }

        @Override
        public void get(int offset, byte[] target, int targetOffset, int count) {
            raw.get(offset, target, targetOffset, count);
        }

        @Override
        public void put(int offset, byte[] source, int sourceOffset, int count) {
            assertThat(raw.word(0) & 0xFF00).as("published before it was complete").isZero();
            raw.put(offset, source, sourceOffset, count);
            length = offset + count;
        }

        @Override
        public void close() {
            // The script looks into the memory afterwards.
        }
    }
}
