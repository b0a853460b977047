package tmnf.capture.dataset.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.FrameSchedule;
import tmnf.capture.dataset.RealCaptures;
import tmnf.capture.dataset.TestCaptures;
import tmnf.capture.dataset.WriterOptions;

/** A cleanup that is killed at any moment and run again leaves what an undisturbed one leaves. */
@Timeout(120)
class CleanupKillTest {

    private static final int KILLS = Integer.getInteger("tmnf.cleanup.kills", 3);
    private static final int REPLAYS = 24;
    private static final FrameSchedule SCHEDULE = new FrameSchedule(20, 1000);
    private static final CleanupSettings SETTINGS = new CleanupSettings(CleanupStyle.DEFAULT,
            TestCaptures.LAYOUT, true, true, Optional.empty(), 1);

    @TempDir
    Path temp;

    /** The program that is killed. */
    public static final class Cleaner {

        private Cleaner() {
        }

        /** Argument: the dataset. Says when it has begun to change it. */
        public static void main(String[] args) throws Exception {
            MetadataCleanup cleanup = new MetadataCleanup(CaptureDataset.open(Path.of(args[0])), SETTINGS);
            CleanupReport report = cleanup.scan(CleanupListener.NONE);
            System.out.println("begins");
            System.out.flush();
            cleanup.apply(report, CleanupListener.NONE);
        }
    }

    /** Loose and packed, some with bad entries, some with nothing else. */
    private Path dataset() throws IOException {
        Path root = temp.resolve("before");
        for (int i = 0; i < REPLAYS; i++) {
            Path folder = root.resolve("track" + i % 4).resolve("pos" + i + "_x_1000ms.replay");
            RealCaptures.write(folder, SCHEDULE, i % 2 == 0 ? WriterOptions.LOOSE : WriterOptions.PACKED);
            Path manifest = folder.resolve("manifest.json");
            String text = Files.readString(manifest);
            if (i % 5 == 0 || i % 4 == 3) {
                text = text.replace("\"margin\"", "\"margins\"").replace("\"is_freewheeling\"", "\"other\"");
            } else {
                int meta = text.indexOf("\"meta\"");
                text = text.substring(0, meta) + text.substring(meta).replaceFirst("\"gear_and_wheels\"",
                        "\"lost\"");
            }
            Files.writeString(manifest, text);
        }
        return root;
    }

    private static int clean(Path root) throws IOException, InterruptedException {
        MetadataCleanup cleanup = new MetadataCleanup(CaptureDataset.open(root), SETTINGS);
        CleanupReport report = cleanup.scan(CleanupListener.NONE);
        assertThat(cleanup.apply(report, CleanupListener.NONE).failures()).isEmpty();
        return report.findings().size();
    }

    @Test
    void leavesWhatAnUndisturbedCleanupLeaves() throws Exception {
        Path before = dataset();
        Path undisturbed = temp.resolve("undisturbed");
        RealCaptures.copy(before, undisturbed);
        long started = System.nanoTime();
        int dirty = clean(undisturbed);
        long wholeMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        Map<String, Integer> expected = tree(undisturbed);
        assertThat(expected.keySet()).noneMatch(name -> name.startsWith("track3"))
                .anyMatch(name -> name.endsWith(".tar"));
        SplittableRandom random = new SplittableRandom(7);

        int halfDone = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path disturbed = temp.resolve("killed" + kill);
            RealCaptures.copy(before, disturbed);
            killDuringCleanup(disturbed, random.nextLong(Math.max(20, wholeMs)));

            halfDone += clean(disturbed) > 0 ? 1 : 0;

            assertThat(tree(disturbed)).as("kill %d", kill).isEqualTo(expected);
            RealCaptures.delete(disturbed);
        }
        assertThat(dirty).isEqualTo(REPLAYS);
        assertThat(halfDone).as("cleanups that were killed before their end").isPositive();
    }

    private static void killDuringCleanup(Path root, long afterMs) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Cleaner.class.getName(),
                root.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(child.getInputStream().read()).isEqualTo('b');
            child.waitFor(afterMs, TimeUnit.MILLISECONDS);
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Everything, the hidden too. */
    private static Map<String, Integer> tree(Path root) throws IOException {
        Map<String, Integer> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                tree.put(root.relativize(file).toString().replace('\\', '/'),
                        Files.isDirectory(file) ? 0 : Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return tree;
    }
}
