package tmnf.cli.convert;

import java.io.IOException;

/** A replay that holds no map. */
final class MapMissingException extends IOException {

    private static final long serialVersionUID = 1L;

    MapMissingException() {
        super("holds no map; get the map itself, for example with tmnf download");
    }
}
