package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Files;
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
import tmnf.pretrain.data.NpyExport;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.TrackSplit;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.train.PretrainException.Kind;

/**
 * From a dataset on the disk to what a run learns from: a tree of pictures, or {@code train.npy} and {@code
 * val.npy} where the dataset's or the cache's folder has them, which are taken as they are.
 */
final class DataOpening {

    /** How long another process may take to decode the same frames into the same cache. */
    private static final Duration PATIENCE = Duration.ofHours(6);
    private static final int NAMES = 20;

    private final PretrainSettings settings;
    private final Optional<Path> samples; // the folder of the files for NumPy
    private final FrameTree tree; // null: there is such a folder

    private DataOpening(PretrainSettings settings, Optional<Path> samples, FrameTree tree) {
        this.settings = settings;
        this.samples = samples;
        this.tree = tree;
    }

    /** Lists the dataset; decodes nothing. */
    static DataOpening of(PretrainSettings settings) throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        Optional<Path> samples = data.cache().filter(NpySamples::isThere)
                .or(() -> Optional.of(data.folder()).filter(NpySamples::isThere));
        try {
            return new DataOpening(settings, samples,
                    samples.isPresent() ? null : FrameTree.read(data.folder()));
        } catch (DatasetException e) {
            throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
        }
    }

    /** What it would be if every picture could be read; frames that are not decoded. */
    TrainingData expected() throws PretrainException, IOException {
        if (samples.isPresent()) {
            return npy();
        }
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
        if (samples.isPresent()) {
            return npy();
        }
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
        TrackSplit split = TrackSplit.of(tree.tracks(settings.data().stack()),
                settings.data().validationFraction(), settings.optimisation().seed());
        return data(frames, split, tree.signature(), unreadable);
    }

    private TrainingData npy() throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        NpySamples found = open(samples.get(), data.cacheInMemory());
        if (found.height() == data.height() && found.width() == data.width()
                && found.stack() == data.stack()) {
            return data(found, found.split(), signature(samples.get()), List.of());
        }
        try (found) {
            throw new PretrainException(Kind.SETTINGS, samples.get() + " has samples of " + found.stack()
                    + " frames of " + found.width() + "x" + found.height() + " pixels, not of "
                    + data.stack() + " of " + data.width() + "x" + data.height()
                    + ". Ask for those, or give the folder of the pictures and no such cache");
        }
    }

    private static NpySamples open(Path folder, boolean inMemory) throws PretrainException, IOException {
        try {
            return NpySamples.open(folder, inMemory);
        } catch (FrameCacheException e) {
            throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
        }
    }

    /** Names, sizes and times of the files. */
    private static String signature(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : new String[] {NpyExport.TRAIN, NpyExport.VALIDATION}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                text.append(name).append(' ').append(Files.size(file)).append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis()).append('\n');
            }
        }
        return text.toString().strip();
    }

    private TrainingData data(Frames frames, TrackSplit split, String signature,
            List<UnreadableFrame> unreadable) {
        return new TrainingData(frames, split.train().size(), split.validation().size(),
                windows(frames, split.train()), windows(frames, split.validation()), signature,
                unreadable.size(),
                unreadable.stream().limit(NAMES).map(UnreadableFrame::toString).toList());
    }

    private WindowIndex windows(Frames frames, List<String> tracks) {
        Predicate<String> wanted = Set.copyOf(tracks)::contains;
        return WindowIndex.of(frames.replays(), settings.data().stack(), wanted);
    }
}
