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
                    && state.write() >= 0 && state.write() <= state.slots(), "it is damaged");
            return state;
        }

        void contents(State state, EntryStore store, TransitionTable table, SlotSet train, SlotSet test,
                Priorities priorities) throws IOException {
            table.read(in, state.high());
            read(state.high(), train, test);
            read(state.high(), test, train);
            priorities.read(in, train);
            store.read(in, state.high());
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

        private static void require(boolean holds, String what) throws IOException {
            if (!holds) {
                throw new IOException("the file of saved transitions cannot be used: " + what
                        + "; remove it to start with an empty buffer");
            }
        }
    }
}
