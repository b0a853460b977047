package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dtmnf.pretrain.kills=50} kills more often. */
class KilledCacheTest {

    private static final int KILLS = Integer.getInteger("tmnf.pretrain.kills", 2);
    private static final FrameCacheBuilder BUILDER =
            new FrameCacheBuilder(32, 32, 2, false, Duration.ofSeconds(30));

    @TempDir
    Path temporary;

    /** Builds over and over again, and prints a dot after each time. */
    static final class Child {

        private Child() {
        }

        public static void main(String[] arguments) throws IOException {
            FrameTree tree = FrameTree.read(Path.of(arguments[0]));
            while (true) {
                BUILDER.rebuild(tree, Path.of(arguments[1]), (frames, all) -> { }, () -> false).orElseThrow()
                        .close();
                System.out.print('.');
                System.out.flush();
            }
        }
    }

    @Test
    void aKilledBuilderLeavesAWholeCacheOrNoneAndTheNextOneCleansUp() throws Exception {
        Path data = temporary.resolve("data");
        Path folder = temporary.resolve("cache");
        TestDataset.loose(data, "track", "one", 20);
        TestDataset.packed(data, "track", "two", 20);
        FrameTree tree = FrameTree.read(data);
        SplittableRandom random = new SplittableRandom(20261129);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(data, folder, random.nextInt(3), random.nextInt(30_000_000));
            Optional<FrameCache> left = FrameCache.find(folder, tree, 32, 32, false);
            if (left.isPresent()) {
                assertWhole(left.get());
            }
        }
        assertWhole(BUILDER.rebuild(tree, folder, (frames, all) -> { }, () -> false).orElseThrow());
        assertThat(folder.resolve(".building")).doesNotExist();
    }

    private static void killAfter(Path data, Path folder, int dots, int nanos) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), data.toString(),
                folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream out = child.getInputStream()) {
            for (int i = 0; i <= dots; i++) {
                assertThat(out.read()).isEqualTo('.');
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void assertWhole(FrameCache cache) throws IOException {
        try (cache) {
            ByteBuffer frame = ByteBuffer.allocate(32 * 32);
            for (int i = 0; i < 40; i++) {
                cache.copy(i, frame.clear());
                byte[] expected = new byte[32 * 32];
                Arrays.fill(expected, (byte) (10 * (i % 20)));
                assertThat(frame.array()).isEqualTo(expected);
            }
            assertThat(cache.unreadable()).isEmpty();
        }
    }
}
