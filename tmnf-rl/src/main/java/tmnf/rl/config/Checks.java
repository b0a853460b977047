package tmnf.rl.config;

/** Ranges of values; messages name the key. */
final class Checks {

    private Checks() {
    }

    static void require(boolean holds, String key, Object value, String must) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + must + ", is " + value);
        }
    }

    static void atLeast(String key, long value, long least) {
        require(value >= least, key, value, least + " or more");
    }

    static void positive(String key, double value) {
        require(value > 0 && Double.isFinite(value), key, value, "above 0");
    }

    static void notNegative(String key, double value) {
        require(value >= 0 && Double.isFinite(value), key, value, "0 or more");
    }

    static void finite(String key, double value) {
        require(Double.isFinite(value), key, value, "a finite number");
    }

    static void share(String key, double value) {
        require(value >= 0 && value <= 1, key, value, "from 0 to 1");
    }

    static void even(String key, int value) {
        require(value >= 2 && value % 2 == 0, key, value,
                "even and 2 or more, as quantiles come in mirrored pairs");
    }

    static void range(Schedule schedule, String key, double least, double most) {
        for (Schedule.Point point : schedule.points()) {
            require(point.value() >= least && point.value() <= most, key, point.value(),
                    "from " + least + " to " + most + " (frame " + point.frame() + ")");
        }
    }
}
