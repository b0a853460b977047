package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.NpySamples;
import tmnf.pretrain.train.PretrainException.Kind;

/** Samples as NumPy files. */
final class NpySource implements TrainingSource {

    private final PretrainSettings settings;
    private final Path folder;
    private final NpySamples.Listing listing;

    private NpySource(PretrainSettings settings, Path folder, NpySamples.Listing listing) {
        this.settings = settings;
        this.folder = folder;
        this.listing = listing;
    }

    static NpySource of(PretrainSettings settings, Path folder) throws PretrainException, IOException {
        PretrainSettings.Data data = settings.data();
        NpySamples.Listing listing = NpySamples.list(folder);
        if (listing.height() != data.height() || listing.width() != data.width()
                || listing.stack() != data.stack()) {
            throw new PretrainException(Kind.SETTINGS, folder + " has samples of " + listing.stack()
                    + " frames of " + listing.width() + "x" + listing.height() + " pixels, not of "
                    + data.stack() + " of " + data.width() + "x" + data.height()
                    + ". Ask for those, or give the folder of the pictures and no such cache");
        }
        return new NpySource(settings, folder, listing);
    }

    @Override
    public TrainingData expected() {
        return data(new UndecodedFrames(listing.height(), listing.width(), listing.count(),
                listing.replays()));
    }

    @Override
    public TrainingData open(Path ownCache, PretrainListener listener, EpochTraining.StopReason stop)
            throws IOException {
        NpySamples samples = NpySamples.open(folder, settings.data().cacheInMemory());
        if (samples.rounded() > 0) {
            listener.warning(folder + ": " + samples.rounded() + " pixels lie between two of the 255 levels "
                    + "of grey and are rounded, by 1/510 at most; without this cache the pictures would be, "
                    + "too");
        }
        return data(samples);
    }

    private TrainingData data(Frames frames) {
        return TrainingData.of(frames, listing.split(), listing.stack(), listing.signature(), List.of());
    }
}
