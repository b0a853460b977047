package tmnf.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import tmnf.gbx.file.AtomicFile;

/** The configuration that the demo's driver learns with: {@code config/rl/demo.yaml}. */
final class DemoDriver {

    /** Folder in that of the demo. */
    static final String FOLDER = "driver";
    /** File in it. */
    static final String CONFIG = "demo.yaml";

    private DemoDriver() {
    }

    /** Leaves the configuration. */
    static void write(Path folder) throws IOException {
        try (InputStream in = DemoDriver.class.getResourceAsStream(CONFIG)) {
            if (in == null) {
                throw new IllegalStateException(CONFIG + " is not part of this build");
            }
            AtomicFile.write(folder.resolve(FOLDER).resolve(CONFIG), in.readAllBytes());
        }
    }
}
