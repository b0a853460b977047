package tmnf.tminterface.sharedmemory;

/** What the bruteforce script optimises. */
public enum BFTarget {
    FINISH_TIME(0),
    CHECKPOINT_TIME(1),
    TRIGGER(2),
    DISTANCE_SPEED(3);

    private final int id;

    BFTarget(int id) {
        this.id = id;
    }

    /** The number in a message. */
    public int id() {
        return id;
    }

    static BFTarget of(int id) throws MessageFormatException {
        for (BFTarget value : values()) {
            if (value.id == id) {
                return value;
            }
        }
        throw new MessageFormatException("no BFTarget has the number " + id
                + ". The game is another version of TMInterface; use 1.4.3 or older.");
    }
}
