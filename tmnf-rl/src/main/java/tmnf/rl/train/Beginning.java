package tmnf.rl.train;

import java.io.IOException;

import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.PretrainedParts;
import tmnf.rl.learn.LearnerStep;
import tmnf.rl.save.RunStart;
import tmnf.tminterface.observation.Normalisation;

/** The weights of a run that has learned nothing yet: drawn or found, with pretrained parts put in. */
final class Beginning {

    private final RunStart start;
    private final PretrainedParts parts;
    private final String left;

    private Beginning(RunStart start, PretrainedParts parts, String left) {
        this.start = start;
        this.parts = parts;
        this.left = left;
    }

    /** Reads and checks the pretrained parts, as far as the start has use for them. */
    static Beginning of(RunStart start, PretrainedRequest request, IqnNetwork network)
            throws IOException, InjectionException {
        PretrainedRequest.Use use = request.at(start.kind());
        return new Beginning(start, PretrainedParts.read(use.files(), network), use.left());
    }

    /** Where the run begins, and with what. */
    void tell(TrainListener listener) {
        listener.started(start.message() + parts.notes().stream().map(note -> "; " + note)
                .reduce("", String::concat) + (left.isEmpty() ? "" : "; " + left));
        parts.warnings().forEach(warning -> listener.warning(warning.message()));
    }

    /** The scaling that pretrained parts bring along, else that of the start. */
    Normalisation scaling(Normalisation otherwise) {
        return parts.scaling().orElse(otherwise);
    }

    /** Puts the parts into weights that are set already. */
    void complete(LearnerStep step) {
        if (!parts.names().isEmpty()) {
            set(step, parts.into(StateDicts.of(step.online(), "")), parts.into(StateDicts.of(step.target(),
                    "")));
        }
    }

    /** Sets both networks. */
    static void set(LearnerStep step, StateDict online, StateDict target) {
        try {
            StateDicts.load(step.online(), "", online);
            StateDicts.load(step.target(), "", target);
        } catch (WeightsMismatchException e) {
            throw new IllegalStateException("they were checked before", e);
        }
    }
}
