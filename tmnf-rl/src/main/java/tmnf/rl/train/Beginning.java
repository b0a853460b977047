package tmnf.rl.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.WeightSpec;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.buffer.OtherBufferException;
import tmnf.rl.buffer.TransitionBuffer;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.PretrainedParts;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.learn.SelfLoss;
import tmnf.rl.save.Checkpoint;
import tmnf.rl.save.DrawnWeights;
import tmnf.rl.save.RunStart;
import tmnf.rl.save.Statistics;
import tmnf.tminterface.observation.Normalisation;

/**
 * What a run begins with: weights, drawn or found, with pretrained parts put in where it has learned nothing
 * yet; moments, counters and transitions of a run that it goes on with.
 */
final class Beginning {

    /** Why transitions that were kept are not taken. */
    static final String MISSING = "the file is missing";

    private final RunStart start;
    private final PretrainedParts parts;
    private final String left;
    private final List<String> frozen;

    private Beginning(RunStart start, PretrainedParts parts, String left, List<String> frozen) {
        this.start = start;
        this.parts = parts;
        this.left = left;
        this.frozen = frozen;
    }

    /** Reads and checks the pretrained parts, as far as the start has use for them. */
    static Beginning of(RunStart start, PretrainedRequest request, TrainSettings settings)
            throws IOException, InjectionException {
        PretrainedRequest.Use use = request.at(start.kind());
        PretrainedParts parts = PretrainedParts.read(use.files(), settings.driver(), settings.policy());
        Set<String> drawn = start instanceof RunStart.Initial initial ? DrawnWeights.of(initial.from())
                : Set.of();
        return new Beginning(start, parts, use.left(), FrozenParts.warnings(settings, start.kind(), drawn,
                parts.names()));
    }

    /** Where the run begins, and with what; {@code more} belongs to the first. */
    void tell(TrainListener listener, String more) {
        listener.started(start.message() + more + parts.notes().stream().map(note -> "; " + note)
                .reduce("", String::concat) + (left.isEmpty() ? "" : "; " + left));
        parts.warnings().forEach(warning -> listener.warning(warning.message()));
        frozen.forEach(listener::warning);
    }

    /** The scaling that pretrained parts bring along, else that of the start. */
    Normalisation scaling(Normalisation otherwise) {
        return parts.scaling().orElse(otherwise);
    }

    /**
     * Sets weights and moments: drawn, or those that were found, with the parts in them.
     *
     * @param seed of weights that are drawn, and of a fresh run's counters
     * @return counters to begin with
     */
    Statistics set(LearnerStep step, long seed) {
        Statistics from = found(step, seed);
        if (!parts.names().isEmpty()) {
            load(step, parts.into(StateDicts.of(step.online(), "")), parts.into(StateDicts.of(step.target(),
                    "")));
        }
        return from;
    }

    private Statistics found(LearnerStep step, long seed) {
        List<WeightSpec> all = step.network().specs();
        Statistics fresh = Statistics.start(seed, List.of(), List.of(), Map.of());
        if (start instanceof RunStart.Resume resume) {
            Checkpoint checkpoint = resume.checkpoint();
            load(step, checkpoint.online(), checkpoint.target());
            step.optimiser().restore(Moments.ofFile(checkpoint.optimizer(), all, step.settings().frozen()));
            Statistics.SelfLoss self = checkpoint.statistics().selfLoss();
            step.selfLoss().restore(new SelfLoss.State(self.typical(), self.clamped()));
            return checkpoint.statistics();
        }
        if (start instanceof RunStart.Upstream upstream) {
            load(step, upstream.run().online(), upstream.run().target());
            upstream.run().optimizer().ifPresent(state ->
                    step.optimiser().restore(Moments.ofFile(state, all, step.settings().frozen())));
            return upstream.run().sums().map(sums -> new Statistics(sums.counters(), sums.alltimeMinMs(),
                    sums.rollingMeanMs(), fresh.selfLoss(), Map.of(), fresh.seed(), List.of(), List.of(),
                    Map.of(), Map.of())).orElse(fresh);
        }
        if (start instanceof RunStart.Anew anew) {
            step.draw(seed + 1); // not those that it began with before
            return anew.counted();
        }
        if (start instanceof RunStart.Initial initial) {
            load(step, initial.online(), initial.target());
        } else {
            step.draw(seed);
        }
        return fresh;
    }

    private static void load(LearnerStep step, StateDict online, StateDict target) {
        try {
            StateDicts.load(step.online(), "", online);
            StateDicts.load(step.target(), "", target);
        } catch (WeightsMismatchException e) {
            throw new IllegalStateException("they were checked before", e);
        }
    }

    /**
     * Reads the transitions that a checkpoint kept. They can be played anew: where they are missing, not
     * wanted or of other sizes, that is a warning.
     *
     * @param buffer that is empty; the checkpoint's may have been larger
     * @param resumption knows whether the configuration has use for them
     * @return whether they are in the buffer
     */
    boolean fill(TransitionBuffer buffer, TrainSettings settings, Resumption resumption,
            TrainListener listener) throws IOException {
        Optional<Path> kept = start instanceof RunStart.Resume resume ? resume.checkpoint().buffer()
                : Optional.empty();
        if (kept.isEmpty()) {
            return false;
        }
        Optional<String> left = resumption.leaves(settings);
        Optional<String> why = left.isPresent() ? left : read(kept.get(), buffer);
        why.map(each -> notTaken(start, kept.get(), each)).or(() -> resumption.taken(kept.get()))
                .ifPresent(listener::warning);
        return why.isEmpty();
    }

    static String notTaken(RunStart start, Path kept, String why) {
        boolean copied = start instanceof RunStart.Resume resume && resume.copied().isPresent();
        return "the transitions that the checkpoint kept in " + kept + " are not taken: " + why
                + "; it begins with an empty buffer, and learns when memory_size_schedule has its"
                + " transitions" + (why.equals(MISSING) ? "" : copied ? "; the file is left there"
                        : "; the next checkpoint takes the file away");
    }

    /** The same exception with the file's name. */
    static IOException named(Path file, IOException e) {
        return new IOException(file + ": " + e.getMessage(), e);
    }

    /** Why it could not; empty: it did. */
    private static Optional<String> read(Path file, TransitionBuffer buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            buffer.readFrom(channel);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(MISSING);
        } catch (OtherBufferException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            throw named(file, e);
        }
    }
}
