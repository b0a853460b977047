package tmnf.rl.buffer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** The saved form of a buffer: sizes, table, which are for training and tests, priorities, entries. */
final class BufferFile {

    private static final int MAGIC = 0x746d6e62;
    private static final int VERSION = 1;
    private static final int BUFFERED = 1 << 16;
    /** Magic and version, order of bytes, four sizes of entries, three of the ring and its two marks. */
    private static final int HEADER = 2 * Integer.BYTES + 1 + 7 * Integer.BYTES + 2;

    /** What is to be done about a file with something in it that cannot be. */
    static final String DAMAGED = "; the file is damaged: remove it to start with an empty buffer";

    private BufferFile() {
    }

    /** Sizes and where the ring stands. */
    record State(BufferSettings settings, int slots, int write, int high, boolean overwritten,
            boolean testSegment) {
    }

    static void write(WritableByteChannel channel, State state, EntryStore store, TransitionTable table,
            SlotSet train, SlotSet test, Priorities priorities) throws IOException {
        DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFERED));
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeBoolean(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
        BufferSettings settings = state.settings();
        for (int size : new int[] {settings.width(), settings.height(), settings.floats(),
                settings.nSteps()}) {
            out.writeInt(size);
        }
        out.writeInt(state.slots());
        out.writeInt(state.write());
        out.writeInt(state.high());
        out.writeBoolean(state.overwritten());
        out.writeBoolean(state.testSegment());
        table.write(out, state.high());
        write(out, train);
        write(out, test);
        priorities.write(out, train);
        store.write(out, state.high());
        out.writeInt(MAGIC);
        out.flush();
    }

    private static void write(DataOutputStream out, SlotSet set) throws IOException {
        out.writeInt(set.count());
        for (int i = 0; i < set.count(); i++) {
            out.writeInt(set.get(i));
        }
    }

    /** Reads a file in its order. */
    static final class Reader {

        private final DataInputStream in;

        Reader(ReadableByteChannel channel) {
            in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFERED));
        }

        State state(BufferSettings settings) throws IOException {
            require(in.readInt() == MAGIC, "it is none");
            int version = in.readInt();
            require(version == VERSION, "version " + version + " is not known");
            require(in.readBoolean() == (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN),
                    "it comes from a machine with another order of bytes");
            int width = in.readInt();
            int height = in.readInt();
            int floats = in.readInt();
            int steps = in.readInt();
            if (width != settings.width() || height != settings.height() || floats != settings.floats()
                    || steps != settings.nSteps()) {
                throw new OtherBufferException("they have frames of " + width + "x" + height + ", " + floats
                        + " floats and " + steps + " steps; the configuration has " + settings.width() + "x"
                        + settings.height() + ", " + settings.floats() + " and " + settings.nSteps());
            }
            State state = new State(settings, in.readInt(), in.readInt(), in.readInt(), in.readBoolean(),
                    in.readBoolean());
            require(state.slots() > steps + 1 && state.high() >= 0 && state.high() <= state.slots()
                    && state.write() >= 0 && state.write() <= state.high()
                    && state.slots() <= TransitionTable.mostSlots(steps), "it is damaged");
            return state;
        }

        /** Refuses a file of another length than it should have; its entries, most of it, are not read. */
        void requireLength(State state, long size) throws IOException {
            int steps = state.settings().nSteps();
            long high = state.high();
            in.skipNBytes(high * TransitionTable.rowBytes(steps));
            long train = skipSet(state.high());
            long test = skipSet(state.high());
            long sets = (2 + train + test) * Integer.BYTES;
            long priorities = 1 + (1 + train) * Double.BYTES;
            long entry = state.settings().pixels() + (long) Float.BYTES * state.settings().floats();
            long length = HEADER + high * TransitionTable.rowBytes(steps) + sets + priorities + high * entry
                    + Integer.BYTES;
            require(size == length, "it is damaged: it has " + size + " bytes, not " + length);
        }

        private int skipSet(int high) throws IOException {
            int count = in.readInt();
            require(count >= 0 && count <= high, "it is damaged");
            in.skipNBytes((long) count * Integer.BYTES);
            return count;
        }

        void transitions(State state, TransitionTable table, SlotSet train, SlotSet test,
                Priorities priorities) throws IOException {
            table.read(in, state.high());
            read(state.high(), train, test);
            read(state.high(), test, train);
            priorities.read(in, train);
        }

        /** Reads the entries, the last in the file; those that stay go where they belong. */
        void entries(EntryStore store, SmallerRing ring) throws IOException {
            store.read(in, ring);
            require(in.readInt() == MAGIC, "its end is damaged");
        }

        private void read(int high, SlotSet set, SlotSet other) throws IOException {
            int count = in.readInt();
            require(count >= 0 && count <= high, "it is damaged");
            for (int i = 0; i < count; i++) {
                int slot = in.readInt();
                require(slot >= 0 && slot < high && !set.contains(slot) && !other.contains(slot),
                        "it is damaged");
                set.add(slot);
            }
        }

        /** For whoever came to the end of the file before that of what it should have. */
        static IOException cutOff() {
            return unusable("it is damaged: its end is missing");
        }

        private static IOException unusable(String what) {
            return new IOException("the file of saved transitions cannot be used: " + what
                    + "; remove it to start with an empty buffer");
        }

        private static void require(boolean holds, String what) throws IOException {
            if (!holds) {
                throw unusable(what);
            }
        }
    }
}
