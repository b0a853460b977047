package tmnf.tminterface.sharedmemory;

/** What the bruteforce script does next. */
public enum BFEvaluationDecision {
    /** Its own evaluation. */
    CONTINUE(0),
    /** Neither accepts nor rejects. */
    DO_NOTHING(1),
    /** Takes the solution as the new best one and collects data about it. */
    ACCEPT(2),
    /** Drops the solution and tries another one. */
    REJECT(3),
    /** Ends the search; the race goes on to its end. */
    STOP(4);

    private final int id;

    BFEvaluationDecision(int id) {
        this.id = id;
    }

    /** The number in a message. */
    public int id() {
        return id;
    }

    static BFEvaluationDecision of(int id) throws MessageFormatException {
        for (BFEvaluationDecision value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        throw new MessageFormatException("no BFEvaluationDecision has the number " + id
                + ". The game is another version of TMInterface; use 1.4.3 or older.");
    }
}
