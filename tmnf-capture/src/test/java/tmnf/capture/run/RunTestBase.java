package tmnf.capture.run;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one and the same race, whose scripts lie in a folder of the test class. */
abstract class RunTestBase {

    @TempDir
    static Path root;

    static CaptureWorld.Drive drive; // after setUp
    static CaptureWorld world; // after setUp

    @BeforeAll
    static void setUp() throws Exception {
        world = new CaptureWorld(root);
        drive = world.path("StadiumA3(00'09''69).Replay.Gbx");
    }
}
