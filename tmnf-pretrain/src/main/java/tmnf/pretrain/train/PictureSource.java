package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.train.PretrainException.Kind;

/** Pictures of a capture, decoded into a cache. */
final class PictureSource implements TrainingSource {

    private final PretrainSettings settings;
    private final FrameTree tree;
    private final Optional<FrameActions> actions;

    private PictureSource(PretrainSettings settings, FrameTree tree, Optional<FrameActions> actions) {
        this.settings = settings;
        this.tree = tree;
        this.actions = actions;
    }

    static PictureSource of(PretrainSettings settings) throws PretrainException, IOException {
        FrameTree tree = FrameTree.read(settings.data().folder());
        Optional<FrameActions> actions = settings.model().task().needsActions()
                ? Optional.of(FrameActions.read(tree)) : Optional.empty();
        if (actions.isPresent() && IntStream.range(0, tree.frameCount())
                .allMatch(frame -> actions.get().held(frame) == FrameActions.UNKNOWN)) {
            throw new PretrainException(Kind.NO_DATA, tree.root() + ": no frame has an action, which the task "
                    + settings.model().task() + " learns from; tmnf backfill-actions adds them from the "
                    + "replays" + actions.get().problems().stream().findFirst()
                            .map(problem -> ". The first problem: " + problem).orElse(""));
        }
        return new PictureSource(settings, tree, actions);
    }

    @Override
    public long requireRoom(Path ownCache) throws PretrainException, IOException {
        try {
            return builder().requireRoom(tree, settings.data().cache().orElse(ownCache));
        } catch (FrameCacheException e) {
            throw refused(e);
        }
    }

    @Override
    public TrainingData expected() {
        return data(new UndecodedFrames(settings.data().height(), settings.data().width(), tree.frameCount(),
                tree.replayFrames()), List.of());
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        Optional<FrameCache> cache;
        try {
            cache = builder().openOrBuild(tree, settings.data().cache().orElse(ownCache), listener::caching,
                    () -> stop.now().isPresent());
        } catch (FrameCacheException e) {
            throw refused(e);
        }
        if (cache.isEmpty()) {
            throw new PretrainException(Kind.STOPPED, "stopped while frames were being decoded; nothing was "
                    + "learned yet. Resume to begin again");
        }
        return data(cache.get(), cache.get().unreadable());
    }

    private FrameCacheBuilder builder() {
        PretrainSettings.Data data = settings.data();
        return new FrameCacheBuilder(data.height(), data.width(), data.cacheWorkers(), data.cacheInMemory(),
                FrameCacheBuilder.USUAL_PATIENCE);
    }

    /** A broken cache is built anew, so that what is left has to do with the machine. */
    private static PretrainException refused(FrameCacheException e) throws FrameCacheException {
        Kind kind = switch (e.reason()) {
            case NOTHING_READABLE -> Kind.NO_DATA;
            case NO_SPACE -> Kind.NO_SPACE;
            case BUSY -> Kind.BUSY;
            case MISSING, BROKEN, NO_MEMORY -> throw e;
        };
        return new PretrainException(kind, e.getMessage(), e);
    }

    private TrainingData data(Frames frames, List<UnreadableFrame> unreadable) {
        int stack = settings.data().stack();
        // The same split for all tasks: how many frames they look at does not count.
        TrackSplit split = TrackSplit.of(tree.tracks(stack), settings.data().validationFraction(),
                settings.optimisation().seed());
        TrainingData data = TrainingData.of(frames, split, stack + settings.model().steps(),
                tree.signature(), unreadable);
        return actions.isPresent() ? data.withActions(actions.get()) : data;
    }
}
