package tmnf.pretrain.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import ai.djl.ndarray.NDManager;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.SharedWork;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.probe.ProbeException.Kind;

/**
 * Says in a minute what an encoder is good for: linear probes read speed, the way to the next zone and the
 * driver's action from its features, which are not trained any more. They learn on the tracks that the
 * encoder learned from and are judged on those that were held out, if dataset and split are those of the run
 * ({@link ProbeResult#splitDoubt} tells what shows that they are not), of a single track on some of its
 * replays and on others ({@link ProbeSplit}), beside the same probes of an encoder
 * as it is drawn from the seed and of coarse pixels, means and the most frequent action, and the action that
 * acted until then. The same settings give the same figures.
 */
public final class EncoderProbe {

    /** Row of the encoder that is probed. */
    public static final String ENCODER = "encoder";
    /** Row of the encoder as it is drawn. */
    public static final String RANDOM = "random";
    /** Row of coarse pixels. */
    public static final String PIXELS = "pixels";
    /** Row of means and the most frequent action. */
    public static final String MEAN = "mean or majority";
    /** Row of the action that acted up to the frame. */
    public static final String LAST = "repeat last action";

    private static final int USUAL_SIDE = 64;
    private static final double USUAL_FRACTION = 0.1;
    private static final long USUAL_SEED = 42;

    private final TorchEngine engine;

    /** With an engine that runs. */
    public EncoderProbe(TorchEngine engine) {
        this.engine = engine;
    }

    /** Hears what is done at the moment. */
    public interface Progress {

        /** Frames are decoded. */
        void decoded(long frames, long all);

        /** Begins with a part of the work, such as the features of an encoder. */
        void begins(String what);

        /** Something that the user should know and that does not end the work. */
        void warning(String message);
    }

    /**
     * How work is done.
     *
     * @param stopped asked often: ends the work where it should
     * @param threads that share what is no tensor's
     */
    record Work(BooleanSupplier stopped, int threads) {

        /** Does pieces, by number, in any order. */
        void each(int pieces, IntConsumer piece) throws ProbeException {
            step();
            SharedWork shared = new SharedWork(pieces);
            try {
                if (!shared.run(threads, "tmnf-probe-", () -> {
                    for (int next = shared.take(); next >= 0; next = shared.take()) {
                        piece.accept(next);
                    }
                }, () -> { }, stopped)) {
                    throw isStopped();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void step() throws ProbeException {
            if (stopped.getAsBoolean()) {
                throw isStopped();
            }
        }

        private static ProbeException isStopped() {
            return new ProbeException(Kind.STOPPED, "stopped before all was probed; the same command begins "
                    + "again");
        }
    }

    /**
     * Probes an encoder; writes nothing but the cache of decoded frames. Without one they lie in a temporary
     * folder; those that earlier probes left, and that are a day old, are deleted.
     *
     * @param stopped asked often; true ends it with a {@link ProbeException}
     * @throws ProbeException if there is nothing to probe
     * @throws IOException if files cannot be read or decoded
     */
    public ProbeResult run(ProbeSettings settings, Progress progress, BooleanSupplier stopped)
            throws ProbeException, IOException {
        ProbedEncoder encoder = ProbedEncoder.read(settings.encoder());
        Path dataset = settings.dataset().or(() -> encoder.origin().dataset()).orElseThrow(() ->
                new ProbeException(Kind.NO_DATA, encoder.file() + ": nothing beside it tells which dataset "
                        + "it was made from; name one"));
        FrameTree tree = FrameTree.read(dataset);
        StackedEncoder network = network(encoder, settings);
        return new Probing(encoder, network, tree, settings, progress, new Work(stopped,
                engine.threadCount())).run(settings.cache());
    }

    private static StackedEncoder network(ProbedEncoder encoder, ProbeSettings settings)
            throws ProbeException {
        int height = settings.size().map(ProbeSettings.Size::height)
                .orElse(encoder.height().orElse(USUAL_SIDE));
        int width = settings.size().map(ProbeSettings.Size::width).orElse(encoder.width().orElse(USUAL_SIDE));
        try {
            StackedEncoder network = new StackedEncoder(encoder.channels(), StackedEncoder.Mode.CHANNEL,
                    height, width);
            if (settings.size().isEmpty() && encoder.features().orElse(network.features())
                    != network.features()) {
                throw new ProbeException(Kind.ENCODER, encoder.file() + ": its network is for "
                        + encoder.features().getAsInt() + " features, and frames of " + width + "x" + height
                        + " make " + network.features() + "; say which size of frames it is for");
            }
            return network;
        } catch (IllegalArgumentException e) {
            throw new ProbeException(Kind.ENCODER, encoder.file() + ": " + e.getMessage());
        }
    }

    /** One run, once its parts are there. */
    private final class Probing {

        private final ProbedEncoder encoder;
        private final StackedEncoder network;
        private final FrameTree tree;
        private final Progress progress;
        private final Work work;
        private final Normalization normalization;
        private final long seed;
        private final double fraction;
        private final int samples;
        private final ProbeSplit split;

        Probing(ProbedEncoder encoder, StackedEncoder network, FrameTree tree, ProbeSettings settings,
                Progress progress, Work work) {
            this.encoder = encoder;
            this.network = network;
            this.tree = tree;
            this.progress = progress;
            this.work = work;
            normalization = settings.normalization().or(encoder::normalization)
                    .orElse(Normalization.ZERO_ONE);
            seed = settings.seed().orElse(encoder.origin().seed().orElse(USUAL_SEED));
            fraction = settings.validationFraction()
                    .orElse(encoder.origin().validationFraction().orElse(USUAL_FRACTION));
            samples = settings.samples();
            split = ProbeSplit.of(tree, network.frames(), fraction, seed);
        }

        ProbeResult run(Optional<Path> cache) throws ProbeException, IOException {
            List<ReplayFrames> all = tree.replayFrames();
            int train = ProbeSamples.count(all, network.frames(), split.learned(), samples);
            int heldOut = ProbeSamples.count(all, network.frames(), split.heldOut(), samples);
            requireBoth(train, heldOut);
            int features = Math.max(ProbeSamples.MOST_PIXELS,
                    Math.min(network.features(), FeatureProjection.MOST));
            Optional<String> lack = new ProbeMemory(features, (long) train + heldOut, work.threads())
                    .lack(Runtime.getRuntime().maxMemory());
            if (lack.isPresent()) {
                throw new ProbeException(Kind.MEMORY, tree.root() + ": " + lack.get());
            }
            try (DecodedFrames frames = DecodedFrames.of(tree, network, cache, progress, work.stopped())) {
                return run(frames.cache());
            }
        }

        private void requireBoth(int train, int heldOut) throws ProbeException {
            if (train == 0 || heldOut == 0) {
                throw new ProbeException(Kind.NO_DATA, tree.root() + ": "
                        + split.lack(network.frames(), fraction, train, heldOut));
            }
        }

        private ProbeResult run(FrameCache frames) throws ProbeException, IOException {
            progress.begins("Reading labels");
            ProbeTargets targets = ProbeTargets.read(tree);
            ProbeSamples train = ProbeSamples.of(frames, network.frames(), split.learned(), samples);
            ProbeSamples heldOut = ProbeSamples.of(frames, network.frames(), split.heldOut(), samples);
            requireBoth(train.count(), heldOut.count());
            ProbeScores scores = new ProbeScores(targets, train, heldOut);
            if (!scores.isThere()) {
                throw new ProbeException(Kind.NO_DATA, tree.root() + ": no frame has a speed, a next zone or "
                        + "an action" + targets.problems().stream().findFirst()
                                .map(problem -> "; the first problem: " + problem).orElse("")
                        + "; capture with states, or see tmnf backfill-actions");
            }
            List<ProbeRow> rows = new ArrayList<>();
            try (NDManager manager = engine.manager();
                    Weights weights = new Weights(manager, network.specs(), false)) {
                load(weights);
                rows.add(probe(ENCODER, scores, train, heldOut, manager, weights));
                weights.draw(seed);
                rows.add(probe(RANDOM, scores, train, heldOut, manager, weights));
            }
            progress.begins("Probing " + PIXELS);
            rows.add(scores.of(PIXELS, train.pixels(work), heldOut.pixels(work), work));
            rows.add(scores.constant(MEAN));
            rows.add(scores.lastAction(LAST));
            return new ProbeResult(encoder.file(), tree.root(), normalization, network.height(),
                    network.width(), network.frames(), network.features(), seed, fraction,
                    split.tracks().train(), split.tracks().validation(), split.trainReplays(),
                    split.heldOutReplays(), train.count(), heldOut.count(), rows,
                    frames.unreadable().stream().map(UnreadableFrame::toString).toList(), targets.problems(),
                    splitDoubt(frames), encoder.doubt());
        }

        private Optional<String> splitDoubt(FrameCache frames) throws IOException {
            SplitDoubt doubt = new SplitDoubt(encoder.origin(), tree, frames.replays(), split.tracks());
            return split.isOneTrack() ? doubt.sentenceOfOneTrack()
                    : doubt.sentence(network.frames(), fraction, seed);
        }

        private void load(Weights weights) throws ProbeException {
            try {
                StateDicts.load(weights, StackedEncoder.ENCODER, encoder.tensors());
            } catch (WeightsMismatchException e) {
                throw new ProbeException(Kind.ENCODER, encoder.file() + ": " + e.getMessage());
            }
        }

        private ProbeRow probe(String name, ProbeScores scores, ProbeSamples train, ProbeSamples heldOut,
                NDManager manager, Weights weights) throws ProbeException {
            progress.begins("Probing " + name);
            float[][] learned = finite(train.encoded(manager, network, weights, normalization, work)
                    .values());
            ProbeSamples.Encoded judged = heldOut.encoded(manager, network, weights, normalization, work);
            return scores.of(name, learned, finite(judged.values()), work).with(judged.spread());
        }

        private float[][] finite(float[][] features) throws ProbeException {
            for (float[] sample : features) {
                for (float feature : sample) {
                    if (!Float.isFinite(feature)) {
                        throw new ProbeException(Kind.ENCODER, encoder.file() + ": its features are not "
                                + "finite, such as " + feature + ": its training diverged, or the file is "
                                + "damaged; name an earlier checkpoint, or train again with a smaller --lr");
                    }
                }
            }
            return features;
        }
    }
}
