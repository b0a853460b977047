package tmnf.tminterface.observation;

/**
 * What the observation consists of and how zones are laid along the track. The defaults are those of the
 * Python projects, but for {@link #damperStd}.
 *
 * @param zoneCentres zone centres in the observation (Z), at least 1
 * @param everyNthCentre how many centres of the line lie between two of the observation, at least 1
 * @param previousActions actions in the observation (P), 0 for none
 * @param contactCategories contact categories with a bit for each wheel (C), 1 to 5; wheels on a surface of
 *     another category have no bit set
 * @param miniRaceActions actions in a mini-race; scales the temporal number, at least 2
 * @param spacingMetres distance between two zone centres of the line
 * @param roadWidthMetres width of the widest road; beyond half of it the zone no longer changes
 * @param extrapolateBefore centres added before the line, at least 1
 * @param extrapolateAfter centres added behind the line; enough for the last zone to have all its centres
 * @param marginCapMetres the margin to the finish is at most this
 * @param deckHeightMetres a car below this height keeps its zone; negative infinity for no such height
 * @param damperStd scale of the wheels' damper absorption: 0.06 for fresh runs,
 *     {@value #UPSTREAM_DAMPER_STD} where weights of the Python projects are continued
 */
public record ObservationConfig(
        int zoneCentres,
        int everyNthCentre,
        int previousActions,
        int contactCategories,
        int miniRaceActions,
        double spacingMetres,
        double roadWidthMetres,
        int extrapolateBefore,
        int extrapolateAfter,
        double marginCapMetres,
        double deckHeightMetres,
        float damperStd) {

    /** The damper scale in the Python projects; about ten times what the damper does. */
    public static final float UPSTREAM_DAMPER_STD = 0.5f;

    /** For fresh runs: 40 zone centres 10 m apart, 5 actions, 4 categories. */
    public static final ObservationConfig DEFAULT = new ObservationConfig(
            40, 20, 5, 4, 140, 0.5, 90, 20, 1000, 700, Double.NEGATIVE_INFINITY, 0.06f);

    /** For weights that come from the Python projects. */
    public static final ObservationConfig UPSTREAM = DEFAULT.withDamperStd(UPSTREAM_DAMPER_STD);

    private static final int MOST = 100_000;

    public ObservationConfig {
        between("zoneCentres", zoneCentres, 1, MOST);
        between("everyNthCentre", everyNthCentre, 1, MOST);
        between("previousActions", previousActions, 0, MOST);
        between("contactCategories", contactCategories, 1, ContactMaterials.CATEGORIES);
        between("miniRaceActions", miniRaceActions, 2, Integer.MAX_VALUE);
        positive("spacingMetres", spacingMetres);
        positive("roadWidthMetres", roadWidthMetres);
        between("extrapolateBefore", extrapolateBefore, 1, MOST);
        long needed = Math.max(2, (zoneCentres - 1L) * everyNthCentre);
        if (extrapolateAfter < needed || extrapolateAfter > MOST) {
            throw new IllegalArgumentException("extrapolateAfter must be " + needed + " to " + MOST
                    + " so that " + zoneCentres + " centres follow the last zone, is " + extrapolateAfter);
        }
        positive("marginCapMetres", marginCapMetres);
        if (Double.isNaN(deckHeightMetres)) {
            throw new IllegalArgumentException("deckHeightMetres is not a number");
        }
        positive("damperStd", damperStd);
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + most + ", is " + value);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be above 0, is " + value);
        }
    }

    /** The car is on the line while its zone centre is nearer than this: half a road and half a zone away. */
    public double farthestCentreMetres() {
        double halfZone = spacingMetres / 2;
        double halfRoad = roadWidthMetres / 2;
        return Math.sqrt(halfZone * halfZone + halfRoad * halfRoad);
    }

    public ObservationConfig withZoneCentres(int count, int everyNth) {
        return new ObservationConfig(
                count, everyNth, previousActions, contactCategories, miniRaceActions, spacingMetres,
                roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres, deckHeightMetres,
                damperStd);
    }

    public ObservationConfig withPreviousActions(int value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, value, contactCategories, miniRaceActions, spacingMetres,
                roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres, deckHeightMetres,
                damperStd);
    }

    public ObservationConfig withContactCategories(int value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, value, miniRaceActions, spacingMetres,
                roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres, deckHeightMetres,
                damperStd);
    }

    public ObservationConfig withMiniRaceActions(int value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, value, spacingMetres,
                roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres, deckHeightMetres,
                damperStd);
    }

    public ObservationConfig withRoad(double spacing, double width) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, miniRaceActions, spacing,
                width, extrapolateBefore, extrapolateAfter, marginCapMetres, deckHeightMetres, damperStd);
    }

    public ObservationConfig withExtrapolation(int before, int after) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, miniRaceActions,
                spacingMetres, roadWidthMetres, before, after, marginCapMetres, deckHeightMetres, damperStd);
    }

    public ObservationConfig withMarginCapMetres(double value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, miniRaceActions,
                spacingMetres, roadWidthMetres, extrapolateBefore, extrapolateAfter, value, deckHeightMetres,
                damperStd);
    }

    public ObservationConfig withDeckHeightMetres(double value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, miniRaceActions,
                spacingMetres, roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres, value,
                damperStd);
    }

    public ObservationConfig withDamperStd(float value) {
        return new ObservationConfig(
                zoneCentres, everyNthCentre, previousActions, contactCategories, miniRaceActions,
                spacingMetres, roadWidthMetres, extrapolateBefore, extrapolateAfter, marginCapMetres,
                deckHeightMetres, value);
    }
}
