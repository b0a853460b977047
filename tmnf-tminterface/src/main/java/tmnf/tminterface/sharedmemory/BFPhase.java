package tmnf.tminterface.sharedmemory;

/** What the bruteforce script does. */
public enum BFPhase {
    /** Collects data about the current solution, after the start and every improvement. */
    INITIAL(0),
    /** Changes inputs and evaluates the outcome. */
    SEARCH(1);

    private final int id;

    BFPhase(int id) {
        this.id = id;
    }

    /** The number in a message. */
    public int id() {
        return id;
    }

    static BFPhase of(int id) throws MessageFormatException {
        for (BFPhase value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        throw new MessageFormatException("no BFPhase has the number " + id
                + ". The game is another version of TMInterface; use 1.4.3 or older.");
    }
}
