package tmnf.pretrain.train;

import java.util.Locale;

import tmnf.pretrain.data.FrameLoader;
import tmnf.pretrain.data.Frames;
import tmnf.pretrain.run.CheckpointFile;

/** Whether what a run works with fits into what holds it, whatever memory and disk there are. */
final class SizeCheck {

    private SizeCheck() {
    }

    /**
     * Refuses a batch or a network that is too large.
     *
     * @param batch samples of a step
     * @param weights numbers that are trained
     */
    static void require(int batch, TrainingData data, long weights) throws PretrainException {
        Frames frames = data.frames();
        int length = data.train().length();
        long most = FrameLoader.mostSamples(length, frames.height(), frames.width());
        if (batch > most) {
            throw refused("batch size %d: so many samples of %d frames of %dx%d pixels are %d bytes, and a "
                    + "batch has less than 2 GiB; %s smaller pictures or fewer frames to a sample",
                    batch, length, frames.width(), frames.height(),
                    (long) batch * length * frames.height() * frames.width(),
                    most == 0 ? "take" : "take at most " + most + " samples,");
        }
        if (weights > CheckpointFile.MOST_WEIGHTS) {
            throw refused("the network has %d weights, and a checkpoint holds %d at most; take smaller "
                    + "pictures, fewer frames to a sample, the stack mode channel, or the spatial decoder",
                    weights, CheckpointFile.MOST_WEIGHTS);
        }
    }

    private static PretrainException refused(String sentence, Object... numbers) {
        return new PretrainException(PretrainException.Kind.SETTINGS, String.format(Locale.ROOT, sentence,
                numbers));
    }
}
