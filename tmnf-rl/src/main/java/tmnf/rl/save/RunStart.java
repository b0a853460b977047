package tmnf.rl.save;

import java.nio.file.Path;

import tmnf.pretrain.torch.StateDict;

/** Where a run begins or goes on; {@link #message} says it in a sentence. */
public sealed interface RunStart {

    /** For whoever started the run. */
    String message();

    /**
     * Nothing is there: weights are to be drawn.
     *
     * @param folder of the run
     */
    record Fresh(Path folder) implements RunStart {
        @Override
        public String message() {
            return folder + ": a fresh run, with weights drawn anew";
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
        public String message() {
            return run.from() + ": goes on from a run of the original program; "
                    + String.join("; ", run.messages());
        }
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param info which one
     * @param checkpoint what is in it
     */
    record Resume(CheckpointInfo info, Checkpoint checkpoint) implements RunStart {
        @Override
        public String message() {
            return "goes on from checkpoint " + info.number() + ", " + info.frames() + " frames, saved "
                    + info.saved();
        }
    }
}
