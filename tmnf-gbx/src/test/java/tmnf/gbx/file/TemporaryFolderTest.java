package tmnf.gbx.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders of other programs go, and what becomes of one that the system does not let go of. */
class TemporaryFolderTest {

    private static final String PREFIX = "tmnf-x";

    @TempDir
    private Path parent;

    private TemporaryFolder create() throws IOException {
        return TemporaryFolder.create(parent, PREFIX, Files::delete);
    }

    /** One of a program that is gone, with something in it. */
    private Path left(String name) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name).resolve("within")).getParent();
        Files.writeString(folder.resolve("within/file"), "left");
        Files.createFile(folder.resolve(".in-use"));
        return age(folder);
    }

    private static Path age(Path folder) throws IOException {
        Files.setLastModifiedTime(folder.resolve(".in-use"),
                FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        return folder;
    }

    @Test
    void foldersOfProgramsThatAreGoneAreDeletedAndNoOthers() throws IOException {
        Path dead = left(PREFIX + "1");
        Path foreign = Files.createDirectory(parent.resolve(PREFIX + "2"));
        Path young = Files.createDirectory(parent.resolve(PREFIX + "3"));
        Files.createFile(young.resolve(".in-use"));
        Path another = left("other-1");
        Path file = Files.writeString(parent.resolve(PREFIX + "4"), "a file");
        try (TemporaryFolder living = create(); TemporaryFolder second = create()) {
            age(living.root());
            age(second.root());
            Files.writeString(living.root().resolve("file"), "in use");

            try (TemporaryFolder third = create()) {
                assertThat(third.root()).exists();
            }

            assertThat(dead).doesNotExist();
            assertThat(List.of(foreign, young, another, file, second.root())).allMatch(Files::exists);
            assertThat(living.root().resolve("file")).hasContent("in use");
        }
        try (var all = Files.list(parent)) {
            assertThat(all).containsExactlyInAnyOrder(foreign, young, another, file);
        }
    }

    @Test
    void whatTheSystemDoesNotLetGoOfIsTheNextOnes() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create(parent, PREFIX, file -> {
            if (file.endsWith("mapped")) {
                throw new FileSystemException(file.toString(), null, "a user-mapped section is open");
            }
            Files.delete(file);
        });
        Path mapped = Files.writeString(folder.root().resolve("mapped"), "stays");
        Path other = Files.writeString(folder.root().resolve("other"), "goes");

        assertThat(folder.delete()).isFalse();

        assertThat(mapped).exists();
        assertThat(other).doesNotExist();
        age(folder.root());
        create().close();
        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void deletedTwiceOrByAnybodyElseItIsGone() throws IOException {
        TemporaryFolder folder = create();
        assertThat(folder.delete()).isTrue();
        assertThat(folder.delete()).isTrue();
        assertThat(folder.root()).doesNotExist();
    }
}
