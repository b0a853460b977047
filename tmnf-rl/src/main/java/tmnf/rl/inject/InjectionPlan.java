package tmnf.rl.inject;

import java.io.IOException;
import java.util.List;

import tmnf.pretrain.torch.StateDict;
import tmnf.rl.net.WeightPair;

/**
 * What an injection will write: made and checked by {@link EncoderInjection#plan}, which changes nothing.
 *
 * @param actions what becomes of each tensor, in the order of the files
 * @param notes what was found out about the encoder, for people
 * @param warnings what the user should know before relying on it
 * @param change what happens to the pair
 * @param online what will be in {@link WeightPair#ONLINE}
 * @param target what will be in {@link WeightPair#TARGET}
 * @param origin makes the text beside them
 * @param pair where it goes
 */
public record InjectionPlan(List<KeyAction> actions, List<String> notes, List<Warning> warnings,
        Change change, StateDict online, StateDict target, WeightPair.Origin origin, WeightPair pair) {

    /** What happens to the pair. */
    public enum Change {
        /** There was none. */
        CREATE("created"),
        /** The one that is there is replaced. */
        REPLACE("replaced"),
        /** The one that is there gets the encoder. */
        UPDATE("updated"),
        /** The one that is there has these very numbers. */
        NONE("unchanged");

        private final String label;

        Change(String label) {
            this.label = label;
        }

        /** What will have happened. */
        public String label() {
            return label;
        }
    }

    /**
     * Something the user should know.
     *
     * @param code upper-case word for scripts
     * @param message one sentence
     */
    public record Warning(String code, String message) {
    }

    /** Copies the lists. */
    public InjectionPlan {
        actions = List.copyOf(actions);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Writes both files and the text, all or nothing; a change that was not finished before is finished
     * first.
     */
    public void write() throws IOException {
        if (change == Change.NONE) {
            pair.finish();
        } else {
            pair.write(online, target, origin);
        }
    }
}
