package tmnf.cli.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tmnf.cli.ChildProcess;
import tmnf.cli.CliTestBase;
import tmnf.cli.InterruptsArrive;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.WindowIndex;
import tmnf.tminterface.sim.driver.DrivenReplays;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * Frames of the simulated game, captured, learned from and put into the driver's weights by the real
 * commands: an autoencoder has to draw tracks that it never learned from with a quarter of the squared error
 * that the mean of the pictures that it did learn from has.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PretrainQualityTest extends CliTestBase {

    private static final double GOAL = 0.25;
    private static final double VALIDATION = 0.1;
    private static final long SEED = 42;

    /** Steps that shrink to nothing get there soonest, in eight epochs, with a pause among the first. */
    @Test
    void twentyReplaysTeachToDrawUnseenTracks() throws IOException, InterruptedException {
        capture(IntStream.range(0, 20).mapToObj(i -> "random-" + i).toList(), 1);
        List<String> settings = List.of("--image-size", "48", "--batch-size", "16", "--lr", "0.005",
                "--lr-schedule", "cosine", "--epochs", "8", "--threads", "1");
        if (InterruptsArrive.here()) {
            interruptAfterAnEpoch(words(settings));
        } else {
            stopAfterSomeEpochs(settings);
        }
        int before = epochs();
        CliRun rest = pretrain(settings, "--resume");
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("Going on after epoch " + before + " of out/run_001");

        requireQuality(2);
        requireDriversWeights(48);
    }

    /** Where no signal can be sent; an epoch that is not whole is lost. */
    private void stopAfterSomeEpochs(List<String> settings) throws IOException {
        int seconds = 12; // about an epoch beside two other tests
        CliRun interrupted = pretrain(settings, "--max-runtime", seconds + "s");
        while (interrupted.code() == 75 && epochs() == 0) {
            seconds *= 2;
            interrupted = pretrain(settings, "--max-runtime", seconds + "s", "--resume");
        }
        assertThat(interrupted.code()).as(interrupted.err()).isEqualTo(75);
    }

    /** The step that is at work is the only one lost. */
    private void interruptAfterAnEpoch(List<String> words) throws IOException, InterruptedException {
        try (ChildProcess process = ChildProcess.tmnf(cwd, words)) {
            assertThat(process.awaitWhileAlive(() -> epochs() > 0, 5)).as(process.output()).isTrue();
            process.signal("INT");
            assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
        }
    }

    /** Interrupted, gone on with, and stopped when an epoch gains too little. */
    @Test
    @Tag("slow")
    void twoHundredReplaysTeachToDrawAnUnseenTrack() throws IOException {
        capture(BuiltInTracks.names(), 40);
        List<String> settings = List.of("--image-size", "64", "--batch-size", "32", "--lr", "0.002",
                "--threads", "1", "--early-stopping", "--patience", "2", "--min-delta", "0.0001");
        CliRun interrupted = pretrain(settings, "--epochs", "60", "--max-runtime", "1s");
        assertThat(interrupted.code()).as(interrupted.err()).isEqualTo(75);
        CliRun one = pretrain(settings, "--epochs", "1", "--resume");
        assertThat(one.code()).as(one.err()).isZero();
        CliRun rest = pretrain(settings, "--epochs", "60", "--resume");
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).contains("Going on after epoch 1 of out/run_001");
        assertThat(rest.out()).contains(", early stopped; ");

        requireQuality(1);
        requireDriversWeights(64);
    }

    private void requireQuality(int unseenTracks) throws IOException {
        double error = best();
        double mean = errorOfMean(unseenTracks);
        assertThat(error / mean).as("%s of %s", error, mean).isLessThanOrEqualTo(GOAL);
    }

    private void requireDriversWeights(int side) throws IOException {
        write("rl.yaml", "neural_network:\n  w_downsized: " + side + "\n  h_downsized: " + side + "\n");
        CliRun run = tmnf("init-iqn", "--encoder-pt", "out/run_001/encoder.pt", "--save-dir", "save",
                "--rl-config", "rl.yaml");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(cwd.resolve("save/weights1.torch"))
                .hasSameBinaryContentAs(cwd.resolve("save/weights2.torch"));
    }

    private void capture(List<String> tracks, int drivers) throws IOException {
        int replays = 0;
        for (String track : tracks) {
            replays += DrivenReplays.write(cwd.resolve("maps"), track, track, drivers, 1, () -> false).size();
        }
        CliRun run = tmnf("capture", "--sim", "--workers", "2", "--running-speed", "1000", "--output-dir",
                "maps/img", "--width", "64", "--height", "64", "--fps", "10");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Captured " + replays + " replays");
        assertThat(replays).isEqualTo(tracks.size() * drivers);
    }

    private CliRun pretrain(List<String> settings, String... more) {
        List<String> words = words(settings);
        words.addAll(List.of(more));
        return tmnf(words.toArray(String[]::new));
    }

    private static List<String> words(List<String> settings) {
        List<String> words = new ArrayList<>(List.of("pretrain", "--data-dir", "maps/img", "--output-dir",
                "out", "--image-normalization", "rl", "--val-fraction", Double.toString(VALIDATION),
                "--seed", Long.toString(SEED), "--workers", "1", "--preprocess-cache-dir", "cache"));
        words.addAll(settings);
        return words;
    }

    private int epochs() throws IOException {
        Path metrics = cwd.resolve("out/run_001/metrics.csv");
        return Files.exists(metrics) ? Files.readAllLines(metrics).size() - 1 : 0;
    }

    /** The smallest val_loss of the run. */
    private double best() throws IOException {
        List<String> rows = Files.readAllLines(cwd.resolve("out/run_001/metrics.csv"));
        int column = List.of(rows.get(0).split(",")).indexOf("val_loss");
        return rows.stream().skip(1).mapToDouble(row -> Double.parseDouble(row.split(",")[column])).min()
                .orElseThrow();
    }

    /** What drawing the mean of all pictures to learn from, whatever is to be drawn, would get. */
    private double errorOfMean(int unseenTracks) throws IOException {
        try (Frames frames = FrameCache.open(cwd.resolve("cache"), false)) {
            TrackSplit split = TrackSplit.of(frames.replays().stream().map(replay -> replay.track())
                    .distinct().toList(), VALIDATION, SEED);
            assertThat(split.validation()).hasSize(unseenTracks);
            WindowIndex learned = WindowIndex.of(frames.replays(), 1, split.train()::contains);
            WindowIndex unseen = WindowIndex.of(frames.replays(), 1, split.validation()::contains);
            double[] mean = new double[frames.height() * frames.width()];
            for (int frame : learned.firsts()) {
                double[] pixels = pixels(frames, frame);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += pixels[i] / learned.count();
                }
            }
            double sum = 0;
            for (int frame : unseen.firsts()) {
                double[] pixels = pixels(frames, frame);
                for (int i = 0; i < mean.length; i++) {
                    sum += (pixels[i] - mean[i]) * (pixels[i] - mean[i]);
                }
            }
            return sum / unseen.count() / mean.length;
        }
    }

    /** From 0 to 1. */
    private static double[] pixels(Frames frames, int frame) {
        ByteBuffer bytes = ByteBuffer.allocate(frames.height() * frames.width());
        frames.copy(frame, bytes);
        double[] pixels = new double[bytes.capacity()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (bytes.get(i) & 0xff) / 255.0;
        }
        return pixels;
    }
}
