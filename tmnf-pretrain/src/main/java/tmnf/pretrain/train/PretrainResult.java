package tmnf.pretrain.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.run.PretrainMeta;
import tmnf.pretrain.run.RunFolder;

/**
 * How a run ended; its folder is complete in any case.
 *
 * @param folder of the run
 * @param encoder the file with the best weights
 * @param end why it ended
 * @param plan of what it learned from
 * @param epochs that are done, those before a resume included
 * @param exportedEpoch whose weights the encoder has; 0 for those that were drawn
 * @param monitor metric that decides, {@code val_loss} or {@code train_loss}
 * @param bestValue of the metric; empty if no epoch was finished
 * @param lastMetrics of the last epoch, by name; empty if no epoch was finished
 * @param exportedMetrics of the exported epoch, by name; empty if there is none
 * @param unreadable number of frames that could not be read
 * @param unreadableNames some of them, with the reason
 */
public record PretrainResult(Path folder, Path encoder, End end, PretrainPlan plan, int epochs,
        int exportedEpoch, String monitor, OptionalDouble bestValue, Map<String, Double> lastMetrics,
        Map<String, Double> exportedMetrics, int unreadable, List<String> unreadableNames) {

    /** Whether the driver's whole network was written. */
    public boolean hasIqn() {
        return Files.exists(folder.resolve(CloningFiles.IQN));
    }

    /** The file with the matrices of actions; empty where nothing was counted, or for another task. */
    public Optional<Path> confusion() {
        return Optional.of(folder.resolve(RunFolder.CONFUSION)).filter(Files::isRegularFile);
    }

    /** What is said instead of training where a run is over before it is gone on with. */
    public String nothingLeft() {
        return "nothing is left to do: the run was " + end.label() + " after " + epochs + " epochs, and what "
                + "it left is whole; nothing was changed. More epochs, or more patience, go on with it";
    }

    /** What {@code pretrain_meta.json} says of it. */
    PretrainMeta.Ending ending() {
        return new PretrainMeta.Ending(exportedEpoch, monitor, end.label());
    }

    /** Why a run ended. */
    public enum End {
        /** All epochs are done. */
        COMPLETED("completed", false),
        /** No gain for as many epochs as the patience. */
        EARLY_STOPPED("early stopped", false),
        /** It was asked to stop; {@link PretrainSettings.Existing#RESUME} goes on. */
        INTERRUPTED("interrupted", true),
        /** Its time was over; {@link PretrainSettings.Existing#RESUME} goes on. */
        OUT_OF_TIME("out of time", true),
        /** The loss became infinite or no number; the weights before that are kept. */
        DIVERGED("diverged", false);

        private final String label;
        private final boolean canGoOn;

        End(String label, boolean canGoOn) {
            this.label = label;
            this.canGoOn = canGoOn;
        }

        /** Whether a resumed run has something left to do with the same settings. */
        public boolean canGoOn() {
            return canGoOn;
        }

        /** For people and for {@code pretrain_meta.json}. */
        public String label() {
            return label;
        }
    }
}
