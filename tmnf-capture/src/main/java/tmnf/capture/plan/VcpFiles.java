package tmnf.capture.plan;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import tmnf.gbx.line.ReferenceLine;

/** Uses and makes the files of zone centres. Thread-safe. */
public final class VcpFiles {

    private final VcpSettings settings;

    /** Files as these settings say. */
    public VcpFiles(VcpSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * The zone centres of a track; makes the file first where the plan says so, in one piece, with a JSON
     * file beside it that says what it was made from. Of several threads and programs one makes it, and the others
     * use it.
     *
     * @return empty when the plan has none
     * @throws IOException if the file cannot be made or is no longer fit; the track can be captured without
     */
    public Optional<ReferenceLine> line(TrackTask track) throws IOException {
        throw new UnsupportedOperationException(track + " " + settings);
    }
}
