package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.cli.CliTestBase;
import tmnf.pretrain.engine.EngineOptions;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.tminterface.launch.GamePlugin;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.protocol.GameState;

class DoctorCommandTest extends CliTestBase {

    /** An engine cannot be started twice; the tests that learn in this process want one thread. */
    @BeforeAll
    static void computeAsOtherTestsDo() throws Exception {
        TorchEngine.start(new EngineOptions(1, EngineOptions.DeviceChoice.AUTO));
    }

    @Test
    void withoutTheGameItExplainsWhatIsMissing() throws IOException {
        CliRun run = doctor("--port", freePort());

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).contains("ok       java ", " disk  ", " memory  ", "ok       system ")
                .containsPattern("problem  game-folder .*\\n +in .*TrackMania\\n +fix: install the game")
                .containsPattern("warning  loader ").contains("LINUX_LAUNCH_GAME_PATH")
                .containsPattern("problem  tminterface .*\\n.*\\n +fix: install TMInterface 2")
                .containsPattern("warning  user-name ").contains("TMNF_USERNAME")
                .containsPattern("problem  port .*nobody listens").contains("set custom_port")
                .contains("3 problems, ").doesNotContain("handshake");
        assertThat(run.err()).contains("the game cannot be used yet");
    }

    @Test
    void theDocumentNamesEachFindingWithItsFix() throws IOException {
        CliRun run = doctor("--json", "--port", freePort());

        JsonNode json = run.json();
        assertThat(json.get("status").asText()).isEqualTo("error");
        assertThat(json.get("exitCode").asInt()).isEqualTo(6);
        assertThat(json.at("/result/problems").asInt()).isEqualTo(3);
        for (JsonNode finding : json.at("/result/findings")) {
            assertThat(finding.size()).isEqualTo(5);
            assertThat(finding.get("level").asText().equals("ok"))
                    .isEqualTo(finding.get("fix").asText().isEmpty());
        }
        assertThat(levels(run)).containsEntry("java", "ok").containsEntry("port", "problem");
    }

    @ParameterizedTest
    @EnumSource(PluginBehaviour.class)
    void withEverythingInPlaceItEndsWithNothingToSay(PluginBehaviour behaviour) throws Exception {
        installEverything();
        try (StandInPlugin plugin = new StandInPlugin(behaviour, GameState.MENUS)) {
            CliRun run = doctor("--port", "" + plugin.port());

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            // Memory and disk are those of the machine that runs the test.
            assertThat(run.out().lines().filter(line -> line.startsWith("warning")))
                    .allMatch(line -> line.matches("warning +(memory|disk) .*"));
            assertThat(run.out()).contains("0 problems, ").contains("ok       handshake ")
                    .contains("shows its menus").contains(behaviour == PluginBehaviour.EXTENDED
                            ? "our plugin, version 1: inputs, frames, heartbeat" : "the original messages");
            assertThat(plugin.touched).isFalse();
        }
    }

    @Test
    void saysWhenTheGameDoesNotGreet() throws Exception {
        installEverything();
        try (StandInPlugin plugin = new StandInPlugin(PluginBehaviour.ORIGINAL, GameState.START_UP)) {
            CliRun run = doctor("--port", "" + plugin.port(), "--timeout", "200ms");

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.out()).contains("ok       port ").contains("says nothing within 200 ms")
                    .contains("minimised");
        }
    }

    @Test
    void saysWhenTheGreetingIsAllThatComes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread other = new Thread(() -> {
                try (var client = server.accept()) {
                    client.getOutputStream().write(new byte[] {5, 0, 0, 0});
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }, "tmnf-stand-in-other-1");
            other.start();

            CliRun run = doctor("--port", "" + server.getLocalPort(), "--timeout", "200ms");

            other.join(10_000);
            assertThat(run.code()).isEqualTo(6);
            assertThat(run.out()).contains("the game greets, but there is no reply to C_IS_IN_MENUS")
                    .doesNotContain("says nothing");
        }
    }

    @Test
    void saysWhenSomethingElseListensOnThePort() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread other = new Thread(() -> {
                try (var client = server.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }, "tmnf-stand-in-other-1");
            other.start();

            CliRun run = doctor("--port", "" + server.getLocalPort());

            other.join(10_000);
            assertThat(run.code()).isEqualTo(6);
            assertThat(run.out()).contains("problem  handshake ").contains("link plugin");
        }
    }

    @Test
    void tellsWhichPluginsAreThere() throws IOException {
        Path plugins = folders();
        assertThat(doctor().out()).containsPattern("problem  plugin +no plugin");
        Path original = Files.writeString(plugins.resolve("Python_Link.as"), "theirs");
        assertThat(doctor().out()).containsPattern("ok       plugin +Python Link");
        Files.writeString(plugins.resolve(GamePlugin.NAME), "// TmnfLink: old");
        assertThat(doctor().out()).containsPattern("problem  plugin +several plugins want the same port:"
                + " Python_Link.as, TmnfLink.as");
        Files.delete(original);
        assertThat(doctor().out()).containsPattern("warning  plugin +ours, but not as this version");
        Files.write(plugins.resolve(GamePlugin.NAME), GamePlugin.bytes());
        assertThat(doctor().out()).containsPattern("ok       plugin +ours, of this version");
    }

    @Test
    void aFileInPlaceOfTheFolderOfPluginsIsAFinding() throws IOException {
        Path plugins = folders();
        Files.delete(plugins);
        Files.writeString(plugins, "no folder");

        CliRun run = doctor();

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out()).containsPattern("problem  plugin +this is no folder");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are not those of POSIX there")
    void aPluginThatCannotBeReadIsAFinding() throws IOException {
        Path secret = Files.writeString(folders().resolve("secret.as"), "");
        Files.setPosixFilePermissions(secret, Set.of());
        assumeFalse(Files.isReadable(secret), "skipped: this user may read everything");

        CliRun run = doctor();

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.out())
                .containsPattern("problem  plugin +cannot look .*no permission\\n +in .*secret.as");
    }

    @Test
    void installsOurPluginAndPutsTheOthersAside() throws IOException {
        Path plugins = folders();
        Files.writeString(plugins.resolve("Python_Link.as"), "theirs");

        CliRun run = doctor("--install-plugin", "--json");

        assertThat(plugins.resolve(GamePlugin.NAME)).hasBinaryContent(GamePlugin.bytes());
        assertThat(plugins.resolve("Python_Link.as.bak")).hasContent("theirs");
        assertThat(run.json().at("/result/pluginInstalled").asBoolean()).isTrue();
        assertThat(run.json().at("/result/plugin")).hasSize(2);
        assertThat(levels(run)).containsEntry("plugin", "ok");
        assertThat(doctor("--install-plugin").out()).contains("installed already");
    }

    @Test
    void aDryRunAndAPlainRunChangeNothing() throws IOException {
        Path plugins = folders();
        Files.writeString(plugins.resolve("Python_Link.as"), "theirs");
        Map<String, Long> before = snapshot();

        CliRun dry = doctor("--install-plugin", "--dry-run");
        doctor();

        assertThat(dry.out()).contains("would be put aside as Python_Link.as.bak")
                .contains("would be written");
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void refusesToInstallIntoNowhere() throws IOException {
        assertThat(doctor("--install-plugin").code()).isEqualTo(4);
        assertThat(doctor("--install-plugin", "--tminterface-dir", "nowhere").err())
                .contains("nowhere is no folder").contains("--tminterface-dir");
        assertThat(cwd.resolve("nowhere")).doesNotExist();
    }

    @Test
    void findsTheGameInTheFoldersOfWine() throws IOException {
        Path prefix = Files.createDirectories(scratch().resolve("prefix"));
        Path documents = prefix.resolve("drive_c").resolve("users").resolve("me").resolve("Documents");
        Files.createDirectories(documents.resolve("TrackMania"));
        Files.createDirectories(documents.resolve("TMInterface"));
        variables.put("WINEPREFIX", prefix.toString());

        assertThat(doctor().out()).containsPattern("ok       game-folder +there")
                .contains(shown(documents))
                .containsPattern("ok       tminterface +there");
    }

    @Test
    void readsTheVariablesOfThePythonTools() throws IOException {
        Files.createDirectories(home.resolve("elsewhere").resolve("Tracks"));
        write("tmi/Plugins/Python_Link.as", "theirs");
        Path script = write("launch.sh", "#!/bin/sh");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        write(".env", "TRACKMANIA_BASE_PATH=~/elsewhere\nTARGET_PYTHON_LINK_PATH=tmi/Plugins/Python_Link.as\n"
                + "LINUX_LAUNCH_GAME_PATH=launch.sh\nUSERNAME=anna\nBASE_TMI_PORT=" + freePort() + "\n");
        variables.put("USERNAME", "system account");

        CliRun run = tmnf("doctor");

        assertThat(run.out()).containsPattern("ok       user-name +anna").doesNotContain("system account")
                .containsPattern("ok       game-folder +there").contains(shown(home.resolve("elsewhere")))
                .containsPattern("ok       plugin +Python Link")
                .containsPattern("ok       loader +launch script");
        variables.put("TMNF_USERNAME", "bea");
        assertThat(tmnf("doctor").out()).containsPattern("ok       user-name +bea");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1"})
    void refusesPortsThatThereAreNot(String port) {
        assertThat(tmnf("doctor", "--port", port).code()).isEqualTo(2);
        variables.put("BASE_TMI_PORT", port);
        assertThat(tmnf("doctor").err()).contains("BASE_TMI_PORT=" + port);
    }

    /** On a port where nobody is, unless the test names one. */
    private CliRun doctor(String... args) throws IOException {
        variables.put("BASE_TMI_PORT", freePort());
        String[] all = new String[args.length + 1];
        all[0] = "doctor";
        System.arraycopy(args, 0, all, 1, args.length);
        return tmnf(all);
    }

    private Path folders() throws IOException {
        Path documents = home.resolve("Documents");
        Files.createDirectories(documents.resolve("TrackMania/Tracks/Challenges"));
        Files.createDirectories(documents.resolve("TrackMania/Tracks/Replays/Autosaves"));
        return Files.createDirectories(documents.resolve("TMInterface/Plugins"));
    }

    private void installEverything() throws IOException {
        Files.write(folders().resolve(GamePlugin.NAME), GamePlugin.bytes());
        Path script = write("launch.sh", "#!/bin/sh");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        variables.put("LINUX_LAUNCH_GAME_PATH", script.toString());
        variables.put("TMNF_USERNAME", "anna");
    }

    private Path scratch() {
        return home.getParent();
    }

    private Map<String, Long> snapshot() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(scratch())) {
            for (Path file : all.toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return files;
    }

    private static Map<String, String> levels(CliRun run) {
        Map<String, String> levels = new TreeMap<>();
        run.json().at("/result/findings").forEach(finding -> levels.put(finding.get("check").asText(),
                finding.get("level").asText()));
        return levels;
    }
}
