package tmnf.pretrain.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.engine.TestEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.objective.Normalization;

class ProbeSamplesTest {

    /** Squares that get brighter from frame to frame. */
    private record Squares(int height, int width, List<ReplayFrames> replays) implements Frames {

        @Override
        public int count() {
            return replays.stream().mapToInt(ReplayFrames::count).sum();
        }

        @Override
        public void copy(int frame, ByteBuffer to) {
            for (int i = 0; i < height * width; i++) {
                to.put((byte) (frame * 20 + i % width));
            }
        }

        @Override
        public void close() {
        }
    }

    private static ProbeSamples.Encoded encoded(int side) throws ProbeException {
        Frames frames = new Squares(side, side, List.of(ReplayFrames.readable("7", "p", 0, 3),
                ReplayFrames.readable("7", "q", 3, 2)));
        StackedEncoder encoder = new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, side, side);
        try (NDManager manager = TestEngine.start().manager();
                Weights weights = new Weights(manager, encoder.specs(), false)) {
            weights.draw(1);
            return ProbeSamples.of(frames, 1, replay -> replay.replay().equals("p"), 20).encoded(manager,
                    encoder, weights, Normalization.RL, new EncoderProbe.Work(() -> false, 1));
        }
    }

    @Test
    void largeFramesAreBroughtToFeaturesThatCanBeSolvedFor() throws ProbeException {
        ProbeSamples.Encoded large = encoded(104);

        assertThat(new StackedEncoder(1, StackedEncoder.Mode.CHANNEL, 104, 104).features())
                .isGreaterThan(FeatureProjection.MOST);
        assertThat(large.values()).hasDimensions(3, FeatureProjection.MOST);
        assertThat(large.spread().orElseThrow().mean()).isPositive();
    }

    @Test
    void fewerLargeFramesAreEncodedAtOnce() {
        assertThat(ProbeSamples.batch(4 * 64 * 64, 1024)).isEqualTo(64);
        assertThat(ProbeSamples.batch(4 * 1024 * 1024, 1024)).isEqualTo(4);
        assertThat(ProbeSamples.batch(512 * 512, 115_200)).as("more features than pixels").isEqualTo(36);
        assertThat(ProbeSamples.batch(8L * 30_000 * 30_000, 1024)).isEqualTo(1);
    }

    @Test
    void theSpreadIsThatOfTheFeatures() throws ProbeException {
        ProbeSamples.Encoded small = encoded(40);
        FeatureSpread.Tally tally = new FeatureSpread.Tally(32);
        for (float[] sample : small.values()) {
            tally.add(sample, 0);
        }

        assertThat(small.values()).hasDimensions(3, 32);
        assertThat(small.spread()).isEqualTo(tally.spread());
    }
}
