package tmnf.gbx.filter;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The game's environments. Two have two names: Desert is stored as Speed, Snow as Alpine. */
public final class Environments {

    /** The names that the Python tools accept; they compare with regard to case. */
    public static final List<String> STANDARD =
            List.of("Stadium", "Speed", "Alpine", "Rally", "Bay", "Island", "Coast", "Desert");

    /** Every name that a user may give. */
    public static final List<String> KNOWN =
            List.of("Stadium", "Speed", "Alpine", "Rally", "Bay", "Island", "Coast", "Desert", "Snow");

    private final Set<String> accepted;

    /**
     * A set of environments; case, blanks around a name and the choice between two names make no difference.
     */
    public Environments(Collection<String> names) {
        accepted = names.stream().map(Environments::normal).collect(Collectors.toUnmodifiableSet());
    }

    public boolean contains(String name) {
        return accepted.contains(normal(name));
    }

    private static String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "desert" -> "speed";
            case "snow" -> "alpine";
            default -> lower;
        };
    }
}
