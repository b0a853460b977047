package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.train.PretrainException.Kind;

/** Pictures of a capture, decoded into a cache. */
final class PictureSource implements TrainingSource {

    private final PretrainSettings settings;
    private final FrameTree tree;

    private PictureSource(PretrainSettings settings, FrameTree tree) {
        this.settings = settings;
        this.tree = tree;
    }

    static PictureSource of(PretrainSettings settings) throws IOException {
        return new PictureSource(settings, FrameTree.read(settings.data().folder()));
    }

    @Override
    public TrainingData expected() {
        return data(new UndecodedFrames(settings.data().height(), settings.data().width(), tree.frameCount(),
                tree.replayFrames()), List.of());
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        FrameCacheBuilder builder = new FrameCacheBuilder(data.height(), data.width(), data.cacheWorkers(),
                data.cacheInMemory(), FrameCacheBuilder.USUAL_PATIENCE);
        Optional<FrameCache> cache;
        try {
            cache = builder.openOrBuild(tree, data.cache().orElse(ownCache), listener::caching,
                    () -> stop.now().isPresent());
        } catch (FrameCacheException e) {
            if (e.reason() == FrameCacheException.Reason.NOTHING_READABLE) {
                throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
            }
            throw e;
        }
        if (cache.isEmpty()) {
            throw new PretrainException(Kind.STOPPED, "stopped while frames were being decoded; nothing was "
                    + "learned yet. Resume to begin again");
        }
        return data(cache.get(), cache.get().unreadable());
    }

    private TrainingData data(Frames frames, List<UnreadableFrame> unreadable) {
        int stack = settings.data().stack();
        TrackSplit split = TrackSplit.of(tree.tracks(stack), settings.data().validationFraction(),
                settings.optimisation().seed());
        return TrainingData.of(frames, split, stack, tree.signature(), unreadable);
    }
}
