package tmnf.tminterface.observation;

import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What wheels stand on: the game's surface ids with their names, and the category that the physics puts each
 * into. Looking up an id that is not known gives {@link #OTHER} and is reported once for each object of this
 * class. Confined to one thread.
 */
public final class ContactMaterials {

    /** Concrete, pavement, asphalt, wet or dry. */
    public static final int ASPHALT = 0;

    public static final int GRASS = 1;

    /** Dirt and sand. */
    public static final int DIRT = 2;

    public static final int TURBO = 3;

    /** Everything else, also what is not known; has no bit in the observation when there are four. */
    public static final int OTHER = 4;

    /** Number of categories. */
    public static final int CATEGORIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ContactMaterials.class);

    /** The upper half of the game's field is something else. */
    private static final int ID_MASK = 0xFFFF;

    private static final List<String> NAMES = List.of(
            "Concrete", "Pavement", "Grass", "Ice", "Metal", "Sand", "Dirt", "Turbo", "DirtRoad", "Rubber",
            "SlidingRubber", "Test", "Rock", "Water", "Wood", "Danger", "Asphalt", "WetDirtRoad",
            "WetAsphalt", "WetPavement", "WetGrass", "Snow", "ResonantMetal", "GolfBall", "GolfWall",
            "GolfGround", "Turbo2", "Bumper", "NotCollidable", "FreeWheeling", "TurboRoulette");

    private static final int[] CATEGORY = {
        ASPHALT, ASPHALT, GRASS, OTHER, OTHER, DIRT, DIRT, TURBO, DIRT, OTHER,
        OTHER, OTHER, OTHER, OTHER, OTHER, OTHER, ASPHALT, DIRT,
        ASPHALT, ASPHALT, GRASS, OTHER, OTHER, OTHER, OTHER,
        OTHER, TURBO, OTHER, OTHER, OTHER, OTHER
    };

    private final IntConsumer onUnknown;
    private boolean reported;

    /** Reports to the log. */
    public ContactMaterials() {
        this(id -> LOG.warn("Unknown contact material {}: taken for none of the categories. Further ones are "
                + "not reported", id));
    }

    /** Gives the first id that is not known to {@code onUnknown}. */
    public ContactMaterials(IntConsumer onUnknown) {
        this.onUnknown = Objects.requireNonNull(onUnknown);
    }

    /** Names of the materials in the order of their ids. */
    public static List<String> names() {
        return NAMES;
    }

    /** The name of a material as the game's field has it, {@code unknown 77} when it has none. */
    public static String name(int field) {
        int id = field & ID_MASK;
        return id < NAMES.size() ? NAMES.get(id) : "unknown " + id;
    }

    /** The category of a material as the game's field has it. */
    public int category(int field) {
        int id = field & ID_MASK;
        if (id < CATEGORY.length) {
            return CATEGORY[id];
        }
        if (!reported) {
            reported = true;
            onUnknown.accept(id);
        }
        return OTHER;
    }
}
