package tmnf.exchange.embedded;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of a question. Their names may be written in any case; which are there is never checked, as
 * the site ignores those that it does not know.
 */
final class Parameters {

    private static final int MOST = 1_000;

    private final Map<String, List<String>> values = new HashMap<>();

    private Parameters() {}

    /** Reads what stands behind the question mark; null when nothing does. */
    static Parameters parse(String rawQuery) throws BadRequest {
        Parameters parameters = new Parameters();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        String[] parts = rawQuery.split("&", MOST + 1);
        if (parts.length > MOST) {
            throw new BadRequest("More than " + MOST + " parameters");
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            parameters.values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        }
        return parameters;
    }

    private static String decoded(String text) throws BadRequest {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("Malformed percent encoding");
        }
    }

    /** The first value that is not empty. */
    Optional<String> text(String name) {
        return values.getOrDefault(name, List.of()).stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** All values, also those of a list with commas. */
    List<String> list(String name) {
        List<String> all = new ArrayList<>();
        for (String value : values.getOrDefault(name, List.of())) {
            for (String item : value.split(",")) {
                if (!item.isBlank()) {
                    all.add(item.strip());
                }
            }
        }
        return all;
    }

    /** A number; {@code otherwise} when it is not given. */
    long number(String name, long otherwise) throws BadRequest {
        Optional<String> value = text(name);
        return value.isPresent() ? parsed(name, value.get()) : otherwise;
    }

    /** A list of numbers, sorted; empty when it is not given. */
    Set<Long> numbers(String name) throws BadRequest {
        Set<Long> numbers = new TreeSet<>();
        for (String item : list(name)) {
            numbers.add(parsed(name, item));
        }
        return numbers;
    }

    /** Yes or no; empty when it is not given. */
    Optional<Boolean> flag(String name) throws BadRequest {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return switch (value.get().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> throw BadRequest.invalid(name);
        };
    }

    private static long parsed(String name, String value) throws BadRequest {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw BadRequest.invalid(name);
        }
    }
}
