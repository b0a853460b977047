package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.NpyOrigin;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.train.PretrainException.Kind;

/** Samples as NumPy files. */
final class NpySource implements TrainingSource {

    private final RunSettings settings;
    private final Path folder;
    private final NpySamples.Listing listing;

    /** What is warned of besides. */
    private final Optional<String> warning;

    private NpySource(RunSettings settings, Path folder, NpySamples.Listing listing,
            Optional<String> warning) {
        this.settings = settings;
        this.folder = folder;
        this.listing = listing;
        this.warning = warning;
    }

    /** With what is warned of when they are opened. */
    static NpySource of(RunSettings settings, Path folder, Optional<String> warning)
            throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        NpySamples.Listing listing = NpySamples.list(folder);
        if (!fits(listing, data)) {
            throw new PretrainException(Kind.SETTINGS, folder + " has samples of " + listing.stack()
                    + " frames of " + listing.width() + "x" + listing.height() + " pixels, not of "
                    + data.stack() + " of " + data.width() + "x" + data.height()
                    + ". Ask for those, or give the folder of the pictures and no such cache");
        }
        return new NpySource(settings, folder, listing, warning);
    }

    /** Whether samples are as large as these settings ask for. */
    static boolean fits(NpySamples.Listing listing, PretrainSettings.Data data) {
        return listing.height() == data.height() && listing.width() == data.width()
                && listing.stack() == data.stack();
    }

    NpySamples.Listing listing() {
        return listing;
    }

    @Override
    public long requireRoom(Path ownCache) {
        return 0;
    }

    @Override
    public TrainingData expected() {
        return data(new UndecodedFrames(listing.height(), listing.width(), listing.count(),
                listing.replays()));
    }

    @Override
    public List<String> warnings() {
        return warning.map(List::of).orElse(List.of());
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws PretrainException, IOException {
        warning.ifPresent(listener::warning);
        tellOrigin(listener);
        NpySamples samples = NpySamples.open(folder, settings.data().cacheInMemory(), listener::caching,
                () -> stop.now().isPresent()).orElseThrow(PictureSource::stopped);
        if (samples.rounded() > 0) {
            listener.warning(folder + ": " + samples.rounded() + " pixels lie between two of the 255 levels "
                    + "of grey and are rounded, by 1/510 at most; without this cache the pictures would be, "
                    + "too");
        }
        return data(samples);
    }

    /** The samples are taken as they are, whatever was asked for. */
    private void tellOrigin(PretrainListener listener) throws IOException {
        Optional<NpyOrigin> origin = NpyOrigin.read(folder);
        if (origin.isEmpty()) {
            listener.warning(folder + ": without cache_meta.json nobody knows which dataset the samples are "
                    + "of, and whether they were written to their end");
            return;
        }
        double fraction = settings.data().validationFraction();
        long seed = settings.optimisation().seed();
        if (!origin.get().isSplitBy(fraction, seed)) {
            listener.warning(folder + ": the samples were split by another val_fraction or seed than "
                    + fraction + " and " + seed + "; they are taken as they are");
        }
        Path dataset = settings.data().folder().toAbsolutePath().normalize();
        if (!dataset.equals(folder.toAbsolutePath().normalize())
                && !origin.get().source().equals(dataset.toString())) {
            listener.warning(folder + ": the samples are of " + origin.get().source() + ", not of " + dataset
                    + "; they are taken as they are");
        }
    }

    private TrainingData data(Frames frames) {
        return TrainingData.of(frames, listing.split(), listing.stack(),
                TrainingData.Signature.of(listing.signature()), List.of());
    }
}
