package tmnf.rl.buffer;

/** The transitions would not fit into the memory of this machine. */
public final class NotEnoughMemoryException extends Exception {

    private static final long serialVersionUID = 1;

    private final long needed;
    private final long available;

    NotEnoughMemoryException(String message, long needed, long available) {
        super(message);
        this.needed = needed;
        this.available = available;
    }

    /** Bytes that they take. */
    public long needed() {
        return needed;
    }

    /** Bytes that there are. */
    public long available() {
        return available;
    }
}
