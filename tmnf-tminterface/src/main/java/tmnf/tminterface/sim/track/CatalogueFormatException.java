package tmnf.tminterface.sim.track;

import java.io.IOException;

/** A block catalogue that cannot be read; the message names the line and what is wrong with it. */
public final class CatalogueFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int line;

    CatalogueFormatException(String label, int line, String detail) {
        super(label + ", line " + line + ": " + detail);
        this.line = line;
    }

    /** The line, counted from 1. */
    public int line() {
        return line;
    }
}
