package tmnf.tminterface.link;

/** What can be said on a link at the moment. */
public enum LinkState {
    /** There is no connection. */
    DISCONNECTED("connect() is possible"),
    /** The game runs and reads nothing. */
    RUNNING("await() the next message of the game first"),
    /** The game stands still and does what we say, until the turn is acknowledged. */
    TURN("the game waits for commands, queries and acknowledge()");

    private final String advice;

    LinkState(String advice) {
        this.advice = advice;
    }

    /** What may be called, for messages. */
    String advice() {
        return advice;
    }
}
