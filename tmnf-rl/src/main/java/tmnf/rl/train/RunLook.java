package tmnf.rl.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tmnf.pretrain.net.WeightSpec;
import tmnf.rl.buffer.BufferSettings;
import tmnf.rl.buffer.OtherBufferException;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.SaveFolder;

/**
 * Where a run would begin: what its start reads is read, and what that refuses is refused.
 *
 * @param message where it begins, a sentence
 * @param notes what its start would tell besides, a sentence each
 * @param warnings what its start would warn of, a sentence each
 */
public record RunLook(String message, List<String> notes, List<String> warnings) {

    /** Copies the lists. */
    public RunLook {
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Looks; changes nothing.
     *
     * @param all settings, of each attempt
     * @param saveDir folder of runs
     * @param texts reads the settings that a checkpoint keeps
     * @throws tmnf.rl.save.SaveException if another training has the folder, or what is in it does not fit or
     *     is damaged
     */
    public static RunLook at(TrainSettings all, Path saveDir, SettingsChanges texts) throws IOException {
        List<WeightSpec> network = all.driver().specs();
        RunStart found = SaveFolder.look(saveDir, all.training().runName(), network,
                Moments.trainable(network, Settings.learner(all).frozen()));
        Attempt attempt = Attempt.of(found);
        TrainSettings settings = attempt.of(all);
        RunStart start = attempt.start(found, saveDir.resolve(all.training().runName()));
        Resumption resumption = Resumption.of(start, settings, texts);
        List<String> warnings = new ArrayList<>(resumption.warnings());
        Optional<Path> kept = start instanceof RunStart.Resume resume ? resume.checkpoint().buffer()
                : Optional.empty();
        if (kept.isPresent()) {
            unfit(kept.get(), settings, resumption).map(why -> Beginning.notTaken(start, kept.get(), why))
                    .or(() -> resumption.taken(kept.get())).ifPresent(warnings::add);
        }
        return new RunLook(start.message() + Settings.dampers(settings, start), resumption.notes(),
                warnings);
    }

    /** Why transitions that were kept cannot be gone on with; empty: they can. */
    private static Optional<String> unfit(Path file, TrainSettings settings, Resumption resumption)
            throws IOException {
        Optional<String> left = resumption.leaves(settings);
        if (left.isPresent()) {
            return left;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            TransitionBuffer.requireFits(channel, BufferSettings.of(settings));
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(Beginning.MISSING);
        } catch (OtherBufferException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            throw Beginning.named(file, e);
        }
    }
}
