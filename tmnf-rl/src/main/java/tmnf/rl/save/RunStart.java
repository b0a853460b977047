package tmnf.rl.save;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;

/** Where a run begins or goes on; {@link #message} says it in a sentence. */
public sealed interface RunStart {

    /** For whoever started the run. */
    String message();

    /** What it begins with. */
    Kind kind();

    /** What was counted in the run before; empty: it begins with this program, or another one. */
    default Optional<Statistics> before() {
        return Optional.empty();
    }

    /** Where a run begins. */
    enum Kind {
        /** Nothing is there, or what is there is not used. */
        FRESH(false),
        /** Weights are there, and no more. */
        INITIAL(false),
        /** A run of the original. */
        UPSTREAM(true),
        /** A checkpoint. */
        CHECKPOINT(true);

        private final boolean goesOn;

        Kind(boolean goesOn) {
            this.goesOn = goesOn;
        }

        /** Whether something was learned already. */
        public boolean goesOn() {
            return goesOn;
        }
    }

    /**
     * Where a run would begin, without a lock, and without more than a look at who wrote the files: {@link
     * SaveFolder#start} decides.
     *
     * @param saveDir folder of all runs
     * @param runName name of the folder in it
     */
    static Kind look(Path saveDir, String runName) {
        Path folder = saveDir.resolve(runName);
        if (Files.exists(folder.resolve(Manifest.NAME))) {
            return Kind.CHECKPOINT;
        }
        return place(saveDir, runName).map(FoundWeights::kind).orElse(Kind.FRESH);
    }

    /** Where the weights are that a run without a manifest begins with, if there are some. */
    static Optional<Path> place(Path saveDir, String runName) {
        return Stream.of(saveDir.resolve(runName), saveDir)
                .filter(each -> new WeightPair(each).state() != WeightPair.State.ABSENT).findFirst();
    }

    /**
     * What weights in a folder count as, by the files that lie beside them, whether weights are there or not.
     */
    static Kind beside(Path folder) {
        return Files.exists(folder.resolve(Manifest.NAME)) ? Kind.CHECKPOINT : FoundWeights.kind(folder);
    }

    /**
     * Nothing is there: weights are to be drawn.
     *
     * @param folder of the run
     */
    record Fresh(Path folder) implements RunStart {
        @Override
        public Kind kind() {
            return Kind.FRESH;
        }

        @Override
        public String message() {
            return folder + ": a fresh run, with weights drawn anew";
        }
    }

    /**
     * Begins anew within a run: nothing that was learned in it is used.
     *
     * @param folder of the run
     * @param counted until then; it goes on
     */
    record Anew(Path folder, Statistics counted) implements RunStart {
        @Override
        public Kind kind() {
            return Kind.FRESH;
        }

        @Override
        public Optional<Statistics> before() {
            return Optional.of(counted);
        }

        @Override
        public String message() {
            return folder + ": the second attempt begins after " + counted.counters().frames()
                    + " frames, with weights drawn anew";
        }
    }

    /**
     * A fresh run with weights that are there, such as those of {@code init-iqn}.
     *
     * @param from folder of the weights
     * @param online weights that are trained
     * @param target weights that give the targets
     */
    record Initial(Path from, StateDict online, StateDict target) implements RunStart {
        @Override
        public Kind kind() {
            return Kind.INITIAL;
        }

        @Override
        public String message() {
            return from + ": a fresh run with the initial weights there; there is no checkpoint to go on"
                    + " from";
        }
    }

    /**
     * Goes on from a run of the original.
     *
     * @param run what was read of it
     */
    record Upstream(UpstreamRun run) implements RunStart {
        @Override
        public Kind kind() {
            return Kind.UPSTREAM;
        }

        @Override
        public String message() {
            return run.from() + ": goes on from a run of the original program; "
                    + String.join("; ", run.messages());
        }
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param info which one; of a copied one without number and hashes
     * @param checkpoint what is in it
     * @param copied folder that it was copied to; empty: it is the newest that the run's manifest names
     */
    record Resume(CheckpointInfo info, Checkpoint checkpoint, Optional<Path> copied) implements RunStart {
        @Override
        public Kind kind() {
            return Kind.CHECKPOINT;
        }

        @Override
        public Optional<Statistics> before() {
            return Optional.of(checkpoint.statistics());
        }

        @Override
        public String message() {
            if (copied.isPresent()) {
                return copied.get() + ": goes on from the checkpoint there, which no " + Manifest.NAME
                        + " names, " + info.frames() + " frames";
            }
            return "goes on from checkpoint " + info.number() + ", " + info.frames() + " frames, saved "
                    + info.saved();
        }
    }
}
