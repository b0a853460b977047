package tmnf.exchange.download;

/** The rows of a replay list that fit a selection, and why the others do not. */
final class Fitting {
    static final String OLDER = "older track version";
    static final String RESPAWNS = "respawns";
    static final String NOT_VALIDATED = "not validated";
    static final String BEATEN = "beaten by the same driver";
    static final String SKIPPED = "skipped at the top";
    static final String BEYOND = "beyond top";

    private Fitting() {}
}
