package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.UnreadableFrame;
import tmnf.pretrain.train.PretrainException.Kind;

/**
 * Pictures of a capture, decoded into a cache: those of the tracks that take part, unless all of them are
 * decoded already. Which ones are decoded changes nothing of what is learned. Those of some tracks have a
 * folder of their own in that of the cache, so that runs of other tracks leave them, unless the cache is of
 * these very tracks: earlier versions left them so.
 */
final class PictureSource implements TrainingSource {

    private final RunSettings settings;
    private final FrameTree tree;
    private final FrameTree part;
    private final Labelling labelling;
    private final Consumer<PretrainListener> told;

    private PictureSource(RunSettings settings, FrameTree tree, Labelling labelling,
            Consumer<PretrainListener> told) {
        this.settings = settings;
        this.tree = tree;
        this.labelling = labelling;
        this.told = told;
        part = labelling.tracks().map(tree::only).orElse(tree);
    }

    static PictureSource of(RunSettings settings, Labelling labelling) throws IOException {
        return of(settings, FrameTree.read(settings.data().folder()), labelling, listener -> { });
    }

    /** Of a dataset that was listed, with something that is told when it is opened. */
    static PictureSource of(RunSettings settings, FrameTree tree, Labelling labelling,
            Consumer<PretrainListener> told) {
        return new PictureSource(settings, tree, labelling, told);
    }

    /** Whether what takes part lies decoded in this folder. */
    boolean isDecoded(Path cache) throws IOException {
        FrameTree decoded = decoded(cache);
        return isThere(decoded, folder(decoded, cache));
    }

    @Override
    public long requireRoom(Path ownCache) throws PretrainException, IOException {
        try {
            Path cache = settings.data().cache().orElse(ownCache);
            FrameTree decoded = decoded(cache);
            Path folder = folder(decoded, cache);
            return builder().requireRoom(decoded, folder) + labelling.room(decoded, folder);
        } catch (FrameCacheException e) {
            throw refused(e);
        }
    }

    @Override
    public TrainingData expected() throws PretrainException, IOException {
        Optional<Path> kept = settings.data().cache();
        FrameTree decoded = kept.isPresent() ? decoded(kept.get()) : part;
        return data(decoded, new UndecodedFrames(settings.data().height(), settings.data().width(),
                decoded.frameCount(), decoded.replayFrames()), List.of(), Optional.empty());
    }

    /** What a cache in this folder has, or is to have. */
    private FrameTree decoded(Path folder) throws IOException {
        if (part == tree) {
            return tree;
        }
        return isThere(tree, folder) ? tree : part;
    }

    private Path folder(FrameTree decoded, Path cache) throws IOException {
        return decoded == tree || isThere(part, cache) ? cache : cache.resolve(part.tracksName());
    }

    private boolean isThere(FrameTree frames, Path folder) throws IOException {
        PretrainSettings.Data data = settings.data();
        Optional<FrameCache> cache = FrameCache.find(folder, frames, data.height(), data.width(), false);
        cache.ifPresent(FrameCache::close);
        return cache.isPresent();
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        told.accept(new PretrainListener() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        });
        return warnings;
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        told.accept(listener);
        FrameTree decoded = decoded(settings.data().cache().orElse(ownCache));
        Path folder = folder(decoded, settings.data().cache().orElse(ownCache));
        Optional<FrameCache> cache;
        try {
            cache = builder().openOrBuild(decoded, folder, listener::caching,
                    () -> stop.now().isPresent());
        } catch (FrameCacheException e) {
            throw refused(e);
        }
        if (cache.isEmpty()) {
            throw stopped();
        }
        try {
            labelling.prepare(decoded, folder, listener, stop);
            return data(decoded, cache.get(), cache.get().unreadable(), cache.get().content(
                    track -> labelling.tracks().isEmpty() || labelling.tracks().get().contains(track)));
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
            case MISSING, BROKEN, NO_MEMORY, NOT_READ -> throw e;
        };
        return new PretrainException(kind, e.getMessage(), e);
    }

    private TrainingData data(FrameTree decoded, Frames frames, List<UnreadableFrame> unreadable,
            Optional<String> content) throws PretrainException, IOException {
        return labelling.label(decoded, TrainingData.of(frames, labelling.split(tree),
                settings.data().stack() + labelling.framesBehind(), signature(content), unreadable));
    }

    /** Other tracks than those that take part change nothing. */
    private TrainingData.Signature signature(Optional<String> content) throws IOException {
        return new TrainingData.Signature(labelling.tracks().isEmpty() ? tree.signature()
                : part.replaysSignature(), tree.signature(), content, labelling.madeOf(part));
    }
}
