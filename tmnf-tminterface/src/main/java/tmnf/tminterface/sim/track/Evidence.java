package tmnf.tminterface.sim.track;

/** How much is known of a block's surface. */
public enum Evidence {
    /** Checked against wheel contacts of real ghosts. */
    CHECKED("V"),
    /** Guessed from its name and its neighbours. */
    GUESSED("G"),
    /** Nothing is known: the ground lies there. */
    NONE("none"),
    /** Not driven on; a car passes through it. */
    DECORATION("decoration");

    private final String mark;

    Evidence(String mark) {
        this.mark = mark;
    }

    /** As the catalogue writes it. */
    String mark() {
        return mark;
    }
}
