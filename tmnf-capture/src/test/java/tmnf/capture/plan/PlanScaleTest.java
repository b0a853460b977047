package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many replays need no more memory than a few. */
@Tag("slow")
class PlanScaleTest {

    private static final int TRACKS = 200;
    private static final int OF_EACH = 100;
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path base;

    @Test
    void twentyThousandReplaysArePlannedInConstantMemory() throws IOException {
        PlanFolder folder = new PlanFolder(base);
        Path file = folder.replay("t0", "pos1.replay.gbx", PlanFolder.track(1), 0);
        for (int track = 0; track < TRACKS; track++) {
            Path dir = Files.createDirectories(base.resolve("replays").resolve("t" + track));
            for (int rank = track == 0 ? 2 : 1; rank <= OF_EACH; rank++) {
                Files.createLink(dir.resolve("pos" + rank + ".replay.gbx"), file);
            }
        }
        AtomicInteger seen = new AtomicInteger();
        AtomicLong early = new AtomicLong();
        AtomicLong late = new AtomicLong();

        CapturePlanner planner = new CapturePlanner(folder.settings(), ExistingCaptures.NONE, 2);
        PlanSummary summary = planner.stream(track -> {
            int number = seen.incrementAndGet();
            if (number == 10) {
                early.set(used());
            } else if (number == TRACKS) {
                late.set(used());
            }
        });

        assertThat(summary.toCapture()).isEqualTo(TRACKS * OF_EACH);
        assertThat(late.get() - early.get()).isLessThan(4 * MEBIBYTE);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
