package tmnf.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import tmnf.gbx.synthetic.SyntheticBulk;

/**
 * The launcher's own path from a cold start: replays of 24 kB, 20 to a track, from an embedded exchange in
 * another process, with journal, checks, hashes and renames, and a heap of 256 MB. Files a second are the
 * number of replays by the score. With added latency the ideal is workers by latency.
 *
 * <p>Nothing is deleted before the end: ext4 searches long for new inodes for minutes after many files were
 * deleted, which says nothing about a download.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class DownloadBenchmark {

    private static final int REPLAYS_A_TRACK = 20;

    /** Tracks, workers, and the latency that the exchange adds to each answer. */
    @Param({"500 32 0ms", "3000 256 100ms"})
    public String setting;

    private Path folder;
    private Distribution tmnf;
    private Distribution.Running exchange;
    private String url;
    private String workers;
    private int runs;

    @Setup(Level.Trial)
    public void serve() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("tmnf-download");
        int tracks = Integer.parseInt(setting.split(" ")[0]);
        new SyntheticBulk(tracks, REPLAYS_A_TRACK, 1, 2)
                .write(folder.resolve("data"), () -> false, files -> { });
        tmnf = Distribution.in(folder);
        tmnf.environment.put("TMNF_JAVA_OPTS", "-Xmx256m");
        workers = setting.split(" ")[1];
        exchange = tmnf.start("sim", "exchange", "--port", "0", "--data", "data", "--latency",
                setting.split(" ")[2]);
        url = exchange.firstLine().replaceFirst(".*(http://\\S+).*", "$1");
    }

    @Benchmark
    public Object download() throws IOException, InterruptedException {
        Distribution.Launched run = tmnf.launch("download", "--track-ids", "data/track_ids.txt",
                "--replays-dir", "run" + ++runs, "--top", "20", "--workers", workers, "--base-url", url);
        if (run.code() != 0) {
            throw new IllegalStateException(run.err());
        }
        return run;
    }

    @TearDown(Level.Trial)
    public void close() throws IOException, InterruptedException {
        exchange.close();
        delete(folder);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
