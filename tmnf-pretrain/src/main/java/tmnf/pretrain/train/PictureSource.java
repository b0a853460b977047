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
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.train.PretrainException.Kind;

/** Pictures of a capture, decoded into a cache. */
final class PictureSource implements TrainingSource {

    private final RunSettings settings;
    private final FrameTree tree;
    private final Labelling labelling;

    private PictureSource(RunSettings settings, FrameTree tree, Labelling labelling) {
        this.settings = settings;
        this.tree = tree;
        this.labelling = labelling;
    }

    static PictureSource of(RunSettings settings, Labelling labelling) throws IOException {
        return new PictureSource(settings, FrameTree.read(settings.data().folder()), labelling);
    }

    @Override
    public long requireRoom(Path ownCache) throws PretrainException, IOException {
        try {
            Path folder = settings.data().cache().orElse(ownCache);
            return builder().requireRoom(tree, folder) + labelling.room(tree, folder);
        } catch (FrameCacheException e) {
            throw refused(e);
        }
    }

    @Override
    public TrainingData expected() throws PretrainException, IOException {
        return data(new UndecodedFrames(settings.data().height(), settings.data().width(), tree.frameCount(),
                tree.replayFrames()), List.of());
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        Path folder = settings.data().cache().orElse(ownCache);
        Optional<FrameCache> cache;
        try {
            cache = builder().openOrBuild(tree, folder, listener::caching,
                    () -> stop.now().isPresent());
        } catch (FrameCacheException e) {
            throw refused(e);
        }
        if (cache.isEmpty()) {
            throw stopped();
        }
        try {
            labelling.prepare(tree, folder, listener, stop);
            return data(cache.get(), cache.get().unreadable());
        } catch (FrameCacheException e) {
            cache.get().close();
            throw refused(e);
        } catch (PretrainException | IOException | RuntimeException e) {
            cache.get().close();
            throw e;
        }
    }

    static PretrainException stopped() {
        return new PretrainException(Kind.STOPPED, "stopped while frames were being decoded; nothing was "
                + "learned yet. Resume to begin again");
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

    private TrainingData data(Frames frames, List<UnreadableFrame> unreadable)
            throws PretrainException, IOException {
        return labelling.label(tree, TrainingData.of(frames, labelling.split(tree),
                settings.data().stack() + labelling.framesBehind(), tree.signature(), unreadable));
    }
}
