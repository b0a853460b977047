package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.capture.dataset.DatasetException;
import tmnf.pretrain.data.FrameCacheException;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.train.PretrainException.Kind;

/**
 * Where a run finds what it learns from: a tree of pictures, or {@code train.npy} and {@code val.npy} where
 * the dataset's or the cache's folder has them and {@link NpyChoice} finds them right.
 */
interface TrainingSource {

    /** Lists the dataset; decodes nothing. */
    static TrainingSource of(RunSettings settings, Labelling labelling)
            throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        Optional<Path> samples = data.cache().filter(NpySamples::isThere)
                .or(() -> Optional.of(data.folder()).filter(NpySamples::isThere));
        try {
            if (samples.isEmpty()) {
                return PictureSource.of(settings, labelling);
            }
            return new NpyChoice(settings, labelling, samples.get()).source();
        } catch (DatasetException | FrameCacheException e) {
            throw new PretrainException(Kind.NO_DATA, e.getMessage(), e);
        }
    }

    /**
     * Looks whether {@link #open} could write what it has to, if anything; writes nothing.
     *
     * @param ownCache or a folder above it
     * @return bytes of the decoded frames that it would write
     * @throws PretrainException without the space
     */
    long requireRoom(Path ownCache) throws PretrainException, IOException;

    /** What there would be if everything could be read; the frames have no pixels yet. */
    TrainingData expected() throws PretrainException, IOException;

    /** What {@link #open} warns of and is known before, a sentence each. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Decodes the frames, or takes what is decoded already.
     *
     * @param ownCache where they are cached if the settings name no place
     * @throws PretrainException if none can be read, or it was stopped
     */
    TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException;
}
