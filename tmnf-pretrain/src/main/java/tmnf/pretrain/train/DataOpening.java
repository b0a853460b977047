package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import tmnf.capture.dataset.DatasetException;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.train.PretrainException.Kind;

/** From a dataset on the disk to what a run learns from. */
final class DataOpening {

    /** How long another process may take to decode the same frames into the same cache. */
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final int NAMES = 20;

    private final PretrainSettings settings;
    private final FrameTree tree;
    private final TrackSplit split;

    private DataOpening(PretrainSettings settings, FrameTree tree) {
        this.settings = settings;
        this.tree = tree;
        split = TrackSplit.of(tree.tracks(settings.data().stack()), settings.data().validationFraction(),
                settings.optimisation().seed());
    }

    /** Lists the dataset; decodes nothing. */
    static DataOpening of(PretrainSettings settings) throws PretrainException, IOException {
        try {
            return new DataOpening(settings, FrameTree.read(settings.data().folder()));
        } catch (DatasetException e) {
            throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
        }
    }

    /** What it would be if every picture could be read; frames that are not decoded. */
    TrainingData expected() {
        int at = 0;
        List<ReplayFrames> replays = new ArrayList<>();
        for (FrameTree.Replay replay : tree.replays()) {
            replays.add(ReplayFrames.readable(replay.track(), replay.name(), at, replay.frames().size()));
            at += replay.frames().size();
        }
        return data(new UndecodedFrames(settings.data().height(), settings.data().width(), at, replays),
                List.of());
    }

    /**
     * Decodes the frames, or takes the cache of them.
     *
     * @param ownCache where they are cached if the settings name no place
     * @throws PretrainException if none can be read, or it was stopped
     */
    TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        FrameCacheBuilder builder = new FrameCacheBuilder(data.height(), data.width(), data.cacheWorkers(),
                data.cacheInMemory(), PATIENCE);
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
        return new TrainingData(frames, split.train().size(), split.validation().size(),
                windows(frames, split.train()), windows(frames, split.validation()), tree.signature(),
                unreadable.size(),
                unreadable.stream().limit(NAMES).map(UnreadableFrame::toString).toList());
    }

    private WindowIndex windows(Frames frames, List<String> tracks) {
        Predicate<String> wanted = Set.copyOf(tracks)::contains;
        return WindowIndex.of(frames.replays(), settings.data().stack(), wanted);
    }
}
