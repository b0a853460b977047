package tmnf.tminterface.observation;

/** In which field of a stored snapshot the numbers of a feature are. */
public enum StoredAs {
    /** Not stored; zero when read. */
    NOTHING(""),
    /** Taken from the list of actions beside the snapshots. */
    ACTIONS(""),
    /** The next numbers of this field, which holds all such features one after the other. */
    GEAR_AND_WHEELS("gear_and_wheels"),
    /** Stored in the world's frame. */
    ANGULAR_VELOCITY("angular_velocity"),
    /** Stored in the world's frame. */
    VELOCITY("velocity"),
    /** The second column of the matrix from the world's frame to the car's. */
    ORIENTATION("orientation_flat"),
    ZONE_CENTRES("zone_centers_in_car_frame"),
    MARGIN("margin"),
    FREEWHEELING("is_freewheeling"),
    /** A field that has the name of the feature and its numbers; the Python projects know none. */
    OWN_FIELD("");

    private final String field;

    StoredAs(String field) {
        this.field = field;
    }

    /** The name of the field, empty where there is none or it is the feature's own. */
    public String field() {
        return field;
    }
}
