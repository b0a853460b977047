package tmnf.tminterface.script;

/** Which rules hold where the Python client's reading of scripts and event buffers is doubtful. */
public enum ScriptMode {

    /**
     * Ours, the default: mistakes are errors with a line number, oddities are warnings, what is printed reads
     * back as the same, inputs of one tick keep their order.
     */
    STRICT,

    /** Exactly what the Python client does, its leniency and its faults included. */
    UPSTREAM
}
