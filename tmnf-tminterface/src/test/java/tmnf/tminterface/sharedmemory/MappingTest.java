package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The three mappings; Windows is played by a fake library over real native memory. */
class MappingTest {

    private static final int SIZE = SharedMapping.DEFAULT_SIZE;

    @TempDir
    Path folder;

    @Test
    void bothSidesOfMemorySeeTheSameBytes() {
        InMemoryMapping one = InMemoryMapping.create(SIZE);
        exchange(one, one.view());
    }

    @Test
    void bothSidesOfAFileSeeTheSameBytes() throws IOException {
        Path file = folder.resolve("shared");
        assertThat(FileMapping.open(file, SIZE)).as("no file yet").isEmpty();
        Files.createFile(file);
        assertThat(FileMapping.open(file, SIZE)).as("without its size yet").isEmpty();

        exchange(FileMapping.create(file, SIZE), FileMapping.open(file, SIZE).orElseThrow());
    }

    private static void exchange(SharedMapping one, SharedMapping other) {
        assertThat(other.size()).isEqualTo(SIZE);
        one.put(8, new byte[] {1, 2, 3, 4, 5}, 1, 4);
        one.setWord(0, 0x0102_FF04);
        byte[] seen = new byte[4];
        assertThat(other.word(0)).isEqualTo(0x0102_FF04);
        other.get(8, seen, 0, 4);
        assertThat(seen).containsExactly(2, 3, 4, 5);
        other.get(0, seen, 0, 4);
        assertThat(seen).as("little-endian").containsExactly(4, 0xFF, 2, 1);
        assertThatThrownBy(() -> other.get(SIZE - 2, seen, 0, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);

        one.close();
        one.close();
        assertThatThrownBy(() -> one.word(0)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(other.word(0)).as("the other side keeps its own").isEqualTo(0x0102_FF04);
        other.close();
    }

    @Test
    void aFileOfAnotherSizeIsRefused() throws IOException {
        Path file = folder.resolve("shared");
        FileMapping.create(file, SIZE).close();

        assertThatThrownBy(() -> FileMapping.open(file, 16_384)).isInstanceOf(IOException.class)
                .hasMessageContaining("65535").hasMessageContaining("16384");
        assertThatThrownBy(() -> FileMapping.create(file, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "named mappings exist there")
    void elsewhereThanOnWindowsANamedMappingIsRefusedWithAdvice() {
        RecordingClient client = new RecordingClient();
        TMInterface iface = new TMInterface();
        assertThat(iface.failure()).as("before it was tried").isEmpty();
        assertThat(RunClient.run(client, iface)).hasValue(client.failures.get(0));

        assertThat(Platform.isWindows()).isFalse();
        assertThat(client.failures).singleElement().isInstanceOf(UnsupportedMappingException.class).asString()
                .contains("TMInterface0").contains("same Wine prefix").contains("TMInterface 2");
    }

    @Test
    void aNamedMappingIsOpenedMappedAndLetGoOf() throws IOException {
        FakeWindows windows = new FakeWindows();
        assertThat(WindowsNamedMapping.open("TMInterface3", SIZE, windows)).as("no game yet").isEmpty();
        windows.exists = true;
        windows.memory.setInt(0, 0xFF04);

        SharedMapping mapping = WindowsNamedMapping.open("TMInterface3", SIZE, windows).orElseThrow();
        assertThat(mapping.word(0)).isEqualTo(0xFF04);
        mapping.put(8, new byte[] {7}, 0, 1);
        assertThat(windows.memory.getByte(8)).isEqualTo((byte) 7);
        assertThat(mapping.size()).isEqualTo(SIZE);
        mapping.close();
        mapping.close();

        assertThat(windows.calls).containsExactly("open 983071 false TMInterface3",
                "open 983071 false TMInterface3", "map 983071 0 0 65535", "unmap", "close");
    }

    @Test
    void whatWindowsRefusesIsSaidAndNothingStaysOpen() {
        FakeWindows windows = new FakeWindows();
        windows.error = 5;
        assertThatThrownBy(() -> WindowsNamedMapping.open("TMInterface0", SIZE, windows))
                .isInstanceOf(IOException.class).hasMessageContaining("Windows error 5");
        windows.exists = true;
        windows.maps = false;
        assertThatThrownBy(() -> WindowsNamedMapping.open("TMInterface0", SIZE, windows))
                .isInstanceOf(IOException.class).hasMessageContaining("/serversize");
        assertThat(windows.calls).endsWith("close");
    }

    /** Plays Windows. */
    private static final class FakeWindows implements NativeMappings {

        private final Memory memory = new Memory(SIZE);
        private final HANDLE handle = new HANDLE(Pointer.createConstant(0x44));
        private final List<String> calls = new ArrayList<>();
        private boolean exists;
        private boolean maps = true;
        private int error = 2;

        @Override
        public HANDLE openFileMapping(int access, boolean inherit, String name) {
            calls.add("open " + access + " " + inherit + " " + name);
            return exists ? handle : null;
        }

        @Override
        public Pointer mapViewOfFile(HANDLE mapping, int access, int offsetHigh, int offsetLow, int size) {
            assertThat(mapping).isSameAs(handle);
            calls.add("map " + access + " " + offsetHigh + " " + offsetLow + " " + size);
            return maps ? memory : null;
        }

        @Override
        public boolean unmapViewOfFile(Pointer view) {
            assertThat(view).isSameAs(memory);
            calls.add("unmap");
            return true;
        }

        @Override
        public boolean closeHandle(HANDLE closed) {
            assertThat(closed).isSameAs(handle);
            calls.add("close");
            return true;
        }

        @Override
        public int lastError() {
            return error;
        }
    }
}
