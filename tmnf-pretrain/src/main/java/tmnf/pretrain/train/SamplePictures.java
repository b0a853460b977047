package tmnf.pretrain.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

import tmnf.pretrain.data.Frames;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.run.Reconstructions;

/** A few samples, spread evenly over those for validation, or over all where there are none. */
final class SamplePictures {

    private static final int FRAMES = 8;

    private final Frames frames;
    private final int samples;
    private final int length;
    private final ByteBuffer pixels;

    SamplePictures(TrainingData data) {
        frames = data.frames();
        WindowIndex windows = data.validation().count() > 0 ? data.validation() : data.train();
        length = windows.length();
        samples = Math.min(Math.max(1, FRAMES / length), windows.count());
        pixels = ByteBuffer.allocateDirect(samples * length * frames.height() * frames.width())
                .order(ByteOrder.nativeOrder());
        for (int i = 0; i < samples; i++) {
            int first = windows.first((int) ((long) windows.count() * i / samples));
            for (int frame = first; frame < first + length; frame++) {
                frames.copy(frame, pixels);
            }
        }
        pixels.flip();
    }

    /** They and what the model makes of them; empty where it gives back no pictures. */
    Optional<Reconstructions> through(TrainedModel model) {
        byte[] back = model.reconstruct(pixels.duplicate().order(ByteOrder.nativeOrder()), samples);
        if (back.length == 0) {
            return Optional.empty();
        }
        byte[] given = new byte[pixels.remaining()];
        pixels.duplicate().get(given);
        return Optional.of(new Reconstructions(samples * length, frames.height(), frames.width(), given,
                back));
    }
}
