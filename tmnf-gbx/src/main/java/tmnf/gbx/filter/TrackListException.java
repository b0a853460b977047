package tmnf.gbx.filter;

import java.io.IOException;

/** A track list that is no text. */
public final class TrackListException extends IOException {

    private static final long serialVersionUID = 1L;

    public TrackListException(String message) {
        super(message);
    }
}
