package tmnf.exchange.http;

/** What a request is for. The two kinds have deadlines and usual latencies of their own. */
public enum RequestKind {
    /** A question to the API. */
    LIST,
    /** A replay or challenge. */
    FILE
}
