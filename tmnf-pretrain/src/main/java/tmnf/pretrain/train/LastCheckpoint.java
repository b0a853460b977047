package tmnf.pretrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import tmnf.pretrain.run.Checkpoint;
import tmnf.pretrain.run.CheckpointException;
import tmnf.pretrain.run.CheckpointFile;
import tmnf.pretrain.run.CheckpointFolder;
import tmnf.pretrain.run.RunFolder;
import tmnf.pretrain.run.RunFolderException;
import tmnf.pretrain.torch.TorchFormatException;

/** The checkpoint that a run would go on from, looked at without opening its folder. */
final class LastCheckpoint {

    private LastCheckpoint() {
    }

    /**
     * Looks for it.
     *
     * @return empty for a new run, and for one that was stopped within its first epoch
     * @throws RunFolderException if there is no run to go on with
     */
    static Optional<Path> find(PretrainSettings.Output output) throws IOException {
        return output.existing() != PretrainSettings.Existing.RESUME ? Optional.empty()
                : Optional.of(RunFolder.requireResumable(output.folder(), output.runName())
                        .resolveSibling(output.checkpoints()).resolve(CheckpointFolder.LAST))
                        .filter(Files::exists);
    }

    static Checkpoint read(Path file) throws PretrainException, IOException {
        try {
            return CheckpointFile.read(file);
        } catch (CheckpointException | TorchFormatException e) {
            throw new PretrainException(PretrainException.Kind.CHECKPOINT, e.getMessage(), e);
        }
    }

    /** What it was made with; nothing where there is none that can be read, which is refused elsewhere. */
    static Map<String, String> settings(PretrainSettings.Output output) throws IOException {
        try {
            Optional<Path> last = find(output);
            return last.isPresent() ? CheckpointFile.read(last.get()).settings() : Map.of();
        } catch (RunFolderException | CheckpointException | TorchFormatException e) {
            return Map.of();
        }
    }
}
