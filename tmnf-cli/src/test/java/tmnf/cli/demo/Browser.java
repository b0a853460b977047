package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

/**
 * A browser without a screen: what {@code TMNF_TEST_BROWSER} names, a Chromium or Chrome. Each call starts
 * one and ends it with its children.
 *
 * @param program its path
 * @param folder for its profile and its output
 */
record Browser(String program, Path folder) {

    private static final int SECONDS = 60;
    private static final int HEIGHT = 900;

    /** The browser, or the test that asks is skipped, which says so. */
    static Browser orSkip(Path folder) {
        String program = System.getenv("TMNF_TEST_BROWSER");
        Assumptions.assumeTrue(program != null && !program.isBlank(),
                "SKIPPED: no browser (set TMNF_TEST_BROWSER to a Chromium)");
        return new Browser(program, folder);
    }

    /** The page as it stands when it is loaded and its scripts are done. */
    String dom(Path page, int width) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        List<String> words = new ArrayList<>(List.of(program, "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + "," + HEIGHT, "--virtual-time-budget=5000", "--dump-dom",
                page.toUri().toString()));
        Process process = new ProcessBuilder(words).redirectOutput(out.toFile())
                .redirectError(folder.resolve("browser.err").toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(program + " still runs after " + SECONDS + " s: "
                        + Files.readString(folder.resolve("browser.err")));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(out);
    }
}
