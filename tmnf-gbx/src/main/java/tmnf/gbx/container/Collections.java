package tmnf.gbx.container;

/** The environments ("collections") that some files give by number. Source: gbx-format note, section 1.1. */
final class Collections {

    private static final String[] BY_NUMBER = {
        "Speed", "Alpine", "Rally", "Island", "Bay", "Coast", "Stadium", "Basic", "Plain", "Moon", "Toy",
        "Valley", "Canyon", "Lagoon"
    };
    private static final int STADIUM_2020 = 26;

    private Collections() {}

    static String name(int number) {
        if (number < BY_NUMBER.length) {
            return BY_NUMBER[number];
        }
        return number == STADIUM_2020 ? "Stadium2020" : Integer.toString(number);
    }
}
