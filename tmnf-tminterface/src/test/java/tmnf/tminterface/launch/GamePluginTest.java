package tmnf.tminterface.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.tminterface.launch.GamePlugin.Kind;

class GamePluginTest {

    @TempDir
    Path folder;

    @Test
    void isTheOneOfTheSources() throws IOException {
        assertThat(GamePlugin.bytes()).isEqualTo(Files.readAllBytes(
                Path.of(System.getProperty("tmnf.root", ".."), "tmnf-tminterface", "plugin",
                        GamePlugin.NAME)));
    }

    @Test
    void tellsPluginsApart() throws IOException {
        Files.write(folder.resolve("a_copy.as"), GamePlugin.bytes());
        Files.writeString(folder.resolve("Python_Link.as"), "void Main() {}");
        Files.writeString(folder.resolve("renamed.as"), "\"custom_port\" ... sock.Listen(\"\", 1)");
        Files.writeString(folder.resolve("TmnfLink.as"), "// TmnfLink: of another day");
        Files.writeString(folder.resolve("speedometer.as"), "Text(\"custom_port\")");
        Files.writeString(folder.resolve("TmnfLink.as.bak"), "// TmnfLink: put aside");
        Files.createDirectories(folder.resolve("dir"));
        Files.writeString(folder.resolve("dir").resolve("plugin.AS"), "void Main() {}");

        assertThat(GamePlugin.in(folder)).extracting(found -> folder.relativize(found.file()).toString(),
                GamePlugin.Found::kind).containsExactlyInAnyOrder(
                org.assertj.core.groups.Tuple.tuple("Python_Link.as", Kind.ORIGINAL),
                org.assertj.core.groups.Tuple.tuple("TmnfLink.as", Kind.OURS_OTHER_VERSION),
                org.assertj.core.groups.Tuple.tuple("a_copy.as", Kind.OURS),
                org.assertj.core.groups.Tuple.tuple(Path.of("dir", "plugin.AS").toString(), Kind.OTHER),
                org.assertj.core.groups.Tuple.tuple("renamed.as", Kind.ORIGINAL),
                org.assertj.core.groups.Tuple.tuple("speedometer.as", Kind.OTHER));
        assertThat(GamePlugin.in(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void installingPutsEveryOtherLinkAsideAndKeepsBackups() throws IOException {
        Path plugins = folder.resolve("Plugins");
        Files.createDirectories(plugins);
        Files.writeString(plugins.resolve("Python_Link.as"), "the original");
        Files.writeString(plugins.resolve("TmnfLink.as"), "// TmnfLink: old");
        Files.writeString(plugins.resolve("TmnfLink.as.bak"), "older");
        Files.writeString(plugins.resolve("speedometer.as"), "stays");

        GamePlugin.install(plugins, GamePlugin.plan(plugins));

        assertThat(plugins.resolve("TmnfLink.as")).hasBinaryContent(GamePlugin.bytes());
        assertThat(plugins.resolve("TmnfLink.as.bak")).hasContent("older");
        assertThat(plugins.resolve("TmnfLink.as.bak2")).hasContent("// TmnfLink: old");
        assertThat(plugins.resolve("Python_Link.as.bak")).hasContent("the original");
        assertThat(plugins.resolve("speedometer.as")).hasContent("stays");
        try (Stream<Path> files = Files.list(plugins)) {
            assertThat(files).hasSize(5);
        }
        assertThat(GamePlugin.plan(plugins)).isEmpty();
    }

    @Test
    void anInstallationThatFailsLeavesWhatWasThere() throws IOException {
        Path plugins = folder.resolve("Plugins");
        Files.createDirectories(plugins);
        Files.writeString(plugins.resolve("Python_Link.as"), "the original");
        List<GamePlugin.Step> steps = GamePlugin.plan(plugins);
        Files.createDirectories(plugins.resolve("TmnfLink.as").resolve("in the way"));

        assertThatThrownBy(() -> GamePlugin.install(plugins, steps)).isInstanceOf(IOException.class);

        try (Stream<Path> files = Files.list(plugins)) {
            assertThat(files).extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("Python_Link.as", "TmnfLink.as");
        }
        assertThat(plugins.resolve("Python_Link.as")).hasContent("the original");
    }

    @Test
    void aFolderOfOurNameIsPutAsideToo() throws IOException {
        Path inner = folder.resolve("TmnfLink.as").resolve("settings.txt");
        Files.createDirectories(inner.getParent());
        Files.writeString(inner, "theirs");

        GamePlugin.install(folder, GamePlugin.plan(folder));

        assertThat(folder.resolve("TmnfLink.as")).hasBinaryContent(GamePlugin.bytes());
        assertThat(folder.resolve("TmnfLink.as.bak").resolve("settings.txt")).hasContent("theirs");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are not those of POSIX there")
    void everyUserWhoMayReadTheOtherPluginsMayReadOurs() throws IOException {
        Path other = Files.writeString(folder.resolve("speedometer.as"), "");

        GamePlugin.install(folder, GamePlugin.plan(folder));

        assertThat(Files.getPosixFilePermissions(folder.resolve("TmnfLink.as")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void aPlanChangesNothing() throws IOException {
        Path plugins = folder.resolve("Plugins");

        assertThat(GamePlugin.plan(plugins))
                .containsExactly(new GamePlugin.Step(null, plugins.resolve("TmnfLink.as")));
        assertThat(plugins).doesNotExist();
    }

    @Test
    void documentsAreLookedForAtHomeAndInWine() throws IOException {
        Path prefix = folder.resolve("wine");
        Path mine = prefix.resolve("drive_c").resolve("users").resolve("me").resolve("Documents");
        Files.createDirectories(mine.resolve("TMInterface"));

        List<Path> documents = GameFolders.documents(folder.resolve("home"),
                List.of(prefix, folder.resolve("absent")));

        assertThat(documents).startsWith(folder.resolve("home").resolve("Documents")).contains(mine);
        assertThat(GameFolders.find(documents, GameFolders.TMINTERFACE))
                .contains(mine.resolve("TMInterface"));
        assertThat(GameFolders.find(documents, GameFolders.GAME)).isEmpty();
    }
}
