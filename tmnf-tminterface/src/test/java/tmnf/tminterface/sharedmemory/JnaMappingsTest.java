package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What arrives in native code, and what comes back from there. */
class JnaMappingsTest {

    private static final int SIZE = SharedMapping.DEFAULT_SIZE;

    private final FakeKernel kernel = new FakeKernel();

    @Test
    void everyArgumentArrivesAsWindowsDeclaresIt() throws IOException {
        SharedMapping mapping =
                WindowsNamedMapping.open("TMInterface15", SIZE, kernel.load()).orElseThrow();
        mapping.close();

        assertThat(kernel.calls).containsExactly(
                "OpenFileMappingW f001f 0 TMInterface15",
                "MapViewOfFile 123456789abc f001f 0 0 65535",
                "UnmapViewOfFile true",
                "CloseHandle 123456789abc");
    }

    @Test
    void theViewIsTheMemoryThatTheLibraryGave() throws IOException {
        kernel.memory.setInt(0, 0x0000_FF04);
        SharedMapping mapping = WindowsNamedMapping.open("TMInterface0", SIZE, kernel.load()).orElseThrow();

        assertThat(mapping.word(0)).isEqualTo(0xFF04);
        mapping.put(SIZE - 1, new byte[] {7}, 0, 1);
        mapping.setWord(4, -3);
        assertThat(kernel.memory.getByte(SIZE - 1)).isEqualTo((byte) 7);
        assertThat(kernel.memory.getInt(4)).isEqualTo(-3);
        mapping.close();
    }

    @Test
    void nothingComesBackAsNullAndTheErrorAsItsNumber() throws IOException {
        NativeMappings calls = kernel.load();
        kernel.exists = false;
        assertThat(WindowsNamedMapping.open("TMInterface0", SIZE, calls)).as("error 2: no game").isEmpty();

        kernel.error = 5;
        assertThatThrownBy(() -> WindowsNamedMapping.open("TMInterface0", SIZE, calls))
                .isInstanceOf(IOException.class).hasMessageContaining("Windows error 5");

        kernel.exists = true;
        kernel.maps = false;
        assertThatThrownBy(() -> WindowsNamedMapping.open("TMInterface0", SIZE, calls))
                .isInstanceOf(IOException.class).hasMessageContaining("/serversize");
        assertThat(kernel.calls).endsWith("CloseHandle 123456789abc");
    }

    @Test
    void aWholeClientRunsOverTheLibrary() {
        // The game's side of the memory that the library gave; the client registers and is answered once.
        Slot game = new Slot(new NativeView(kernel));
        VirtualTime time = new VirtualTime(() -> {
            if (game.holds(MessageType.C_REGISTER)) {
                game.publish(new Message(MessageType.S_RESPONSE));
            } else if (game.isFree()) {
                game.publish(new Message(MessageType.S_SHUTDOWN));
            }
        });
        NativeMappings calls = kernel.load();
        RecordingClient client = new RecordingClient();
        new TMInterface("TMInterface0", SIZE, () -> WindowsNamedMapping.open("TMInterface0", SIZE, calls),
                ClientOptions.DEFAULT, time).prepare(client).run();

        assertThat(client.failures).isEmpty();
        assertThat(client.calls).isEqualTo(List.of("on_deregistered", "on_shutdown"));
        assertThat(game.holds(MessageType.C_DEREGISTER)).isTrue();
        assertThat(kernel.calls).endsWith("UnmapViewOfFile true", "CloseHandle 123456789abc");
    }

    /** The memory as the game would have it mapped. */
    private record NativeView(FakeKernel kernel) implements SharedMapping {

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public String name() {
            return "the game's view";
        }

        @Override
        public int word(int offset) {
            return kernel.memory.getInt(offset);
        }

        @Override
        public void setWord(int offset, int value) {
            kernel.memory.setInt(offset, value);
        }

        @Override
        public void get(int offset, byte[] target, int targetOffset, int length) {
            kernel.memory.read(offset, target, targetOffset, length);
        }

        @Override
        public void put(int offset, byte[] source, int sourceOffset, int length) {
            kernel.memory.write(offset, source, sourceOffset, length);
        }

        @Override
        public void close() {
            // The memory belongs to the library.
        }
    }
}
