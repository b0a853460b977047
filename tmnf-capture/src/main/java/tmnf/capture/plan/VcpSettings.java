package tmnf.capture.plan;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The zone centres that snapshots refer to.
 *
 * @param dir folder of the files
 * @param distanceMetres between two zone centres, 0.01 to 1,000; part of the file name
 * @param suffix part of the file name: letters, digits, {@code _} and {@code -}
 * @param autoGenerate whether missing files are made
 * @param source which of the selected replays of a track a missing file is made from
 */
public record VcpSettings(Path dir, double distanceMetres, String suffix, boolean autoGenerate,
        Source source) {

    /** {@code maps/vcp/<track>_0.5m_cl.npy}, made from the best replay where it is missing. */
    public static final VcpSettings DEFAULT =
            new VcpSettings(Path.of("maps/vcp"), 0.5, "cl", true, Source.BEST);

    private static final double SHORTEST = 0.01;
    private static final double LONGEST = 1000;

    /** Which replay of a track gives the line. */
    public enum Source {
        /** The fastest that gives one. */
        BEST,
        /** The first by name, and no other. */
        FIRST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the ranges. */
    public VcpSettings {
        Objects.requireNonNull(dir, "dir");
        if (!(distanceMetres >= SHORTEST && distanceMetres <= LONGEST)) {
            throw new IllegalArgumentException(
                    "the distance of zone centres is 0.01 to 1000 m, not " + distanceMetres);
        }
        if (!suffix.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException(
                    "the suffix of VCP files is 1 to 40 letters, digits, _ and -, not '" + suffix + "'");
        }
        Objects.requireNonNull(source, "source");
    }

    String digestText() {
        return "vcp " + PythonFloat.repr(distanceMetres) + " " + suffix;
    }

    /** The file of a track, such as {@code 924307_0.5m_cl.npy}. */
    public Path file(String trackId) {
        return dir.resolve(trackId + "_" + PythonFloat.repr(distanceMetres) + "m_" + suffix + ".npy");
    }
}
