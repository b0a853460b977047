package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionCheckTest {

    @TempDir
    Path folder;

    @Test
    void aFolderOfPluginsMeansTheSecondVersion() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("TMInterface/Plugins"));

        Finding finding = find(plugins, false).orElseThrow();

        assertThat(finding.level()).isEqualTo(Finding.Level.OK);
        assertThat(finding.message()).contains("2.x, by its folder").contains("told by no file");
    }

    @Test
    void withoutOneItIsTheFirstOrWasNeverStarted() throws IOException {
        Files.createDirectories(folder.resolve("TMInterface"));

        Finding finding = find(folder.resolve("TMInterface/Plugins"), false).orElseThrow();

        assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding.message()).contains("1.x, or a 2.x that was never started");
        assertThat(finding.fix()).contains("install TMInterface 2");
    }

    @Test
    void aPluginThatAnswersSettlesIt() {
        assertThat(find(folder.resolve("nowhere/Plugins"), true).orElseThrow().message())
                .startsWith("2.x, for its plugin answers");
    }

    @Test
    void whereThereIsNothingNothingIsSaid() {
        assertThat(find(folder.resolve("nowhere/Plugins"), false)).isEmpty();
        assertThat(VersionCheck.find(Optional.empty(), List.of(), false)).isEmpty();
    }

    @Test
    void aLibraryOfWindowsTellsItself() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("TMInterface/Plugins"));
        library(folder.resolve("TMInterface/bin/TMInterface.dll"), 2, 1, 4, 70_000 & 0xFFFF);

        Finding finding = find(plugins, false).orElseThrow();

        assertThat(finding.message()).endsWith("; TMInterface.dll says 2.1.4.4464");
    }

    @Test
    void whatIsNoLibraryTellsNothing() throws IOException {
        Path text = Files.writeString(folder.resolve("TMInterface.dll"), "MZ and no more");
        Path other = Files.writeString(folder.resolve("other.dll"), "no library");

        assertThat(LibraryVersion.of(text)).isEmpty();
        assertThat(LibraryVersion.of(other)).isEmpty();
        assertThat(LibraryVersion.of(folder.resolve("none.dll"))).isEmpty();
    }

    private Optional<Finding> find(Path plugins, boolean greets) {
        return VersionCheck.find(Optional.of(plugins), List.of(folder.resolve("TMInterface"),
                folder.resolve("no loader")), greets);
    }

    private static void library(Path file, int... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4_000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 'M').put(1, (byte) 'Z');
        bytes.putInt(2_000, 0xFEEF04BD).putInt(2_004, 0x00010000)
                .putInt(2_008, numbers[0] << 16 | numbers[1]).putInt(2_012, numbers[2] << 16 | numbers[3]);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.array());
    }
}
