package tmnf.rl.eval;

/** Hears how an evaluation goes on; called by several threads, one at a time, must not block. */
public interface EvalListener {

    /** Wants to hear nothing. */
    EvalListener NONE = new EvalListener() { };

    /** A race came to its end. */
    default void race(EvalRace race) {
        // Few want to know.
    }

    /** Something that the user should know and that does not end the evaluation. */
    default void warning(String message) {
        // Few want to know.
    }
}
