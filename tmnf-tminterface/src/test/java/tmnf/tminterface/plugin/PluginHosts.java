package tmnf.tminterface.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Owns the plugin hosts of one test: skips it when there is no host program, stops them after it, and then
 * holds them to an end without a script exception. A failing test carries their logs.
 */
final class PluginHosts implements BeforeEachCallback, AfterEachCallback {
    private final List<PluginHost> hosts = new ArrayList<>();
    private Path scripts = Path.of(".");

    /** The folder of {@code load}; to be set before the start. */
    void scripts(Path folder) {
        scripts = folder;
    }

    /** A host whose menus come after 50 ms and whose maps load in 50 ms. */
    PluginHost start(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--startup-ms", "50", "--load-ms", "50"));
        all.addAll(List.of(options));
        PluginHost host = PluginHost.start(scripts, all.toArray(String[]::new));
        hosts.add(host);
        return host;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        assumeTrue(Files.isExecutable(PluginHost.program()),
                "the plugin host is not built, see .ci/plugin-host");
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (PluginHost host : hosts) {
            statuses.add(host.stop());
        }
        context.getExecutionException().ifPresent(failure -> hosts.forEach(
                host -> failure.addSuppressed(new AssertionError("log of the plugin host:\n" + host.log()))));
        for (int i = 0; i < hosts.size(); i++) {
            assertThat(statuses.get(i)).as("exit status of the plugin host\n%s", hosts.get(i).log()).isZero();
            assertThat(hosts.get(i).log()).doesNotContain("SCRIPT EXCEPTION");
        }
    }
}
