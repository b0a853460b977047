package tmnf.gbx.line;

import java.util.Objects;

/**
 * How a reference line is made from a ghost.
 *
 * @param spacingMetres distance between zone centres along the line; at least one centimetre
 * @param mend whether a ghost is accepted that respawned or was moved: its detours are cut out, jumps joined
 *     straight
 */
public record LineOptions(Style style, double spacingMetres, boolean mend) {

    /** The spacing that the training configuration expects. */
    public static final double DEFAULT_SPACING_METRES = 0.5;

    public static final LineOptions DEFAULT = new LineOptions(Style.CURVE, DEFAULT_SPACING_METRES, false);

    private static final double MIN_SPACING = 0.01;

    /** What the line is drawn through the samples with. */
    public enum Style {
        /** Smooth curves between the samples, up to the finish itself. */
        CURVE("curve"),
        /** Straight pieces between the samples, up to the finish itself. */
        CHORDS("chords"),
        /** What the Python tool does: straight pieces up to the last sample before the finish, no checks. */
        UPSTREAM("upstream");

        private final String label;

        Style(String label) {
            this.label = label;
        }

        /** The name on the command line. */
        public String label() {
            return label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    public LineOptions {
        Objects.requireNonNull(style);
        if (!(spacingMetres >= MIN_SPACING) || !Double.isFinite(spacingMetres)) {
            throw new IllegalArgumentException("spacing must be at least 0.01 m: " + spacingMetres);
        }
    }

    public LineOptions withStyle(Style value) {
        return new LineOptions(value, spacingMetres, mend);
    }

    public LineOptions withSpacingMetres(double value) {
        return new LineOptions(style, value, mend);
    }

    public LineOptions withMend(boolean value) {
        return new LineOptions(style, spacingMetres, value);
    }
}
