package tmnf.exchange.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/** Names and values in the order of their coming; what says nothing stays out. Confined to one thread. */
final class QueryParameters {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final List<Entry<String, String>> all = new ArrayList<>();

    List<Entry<String, String>> all() {
        return all;
    }

    void text(String parameter, String value) {
        flag(parameter, !value.isEmpty(), value);
    }

    /** A number from 0; below, none is wanted. */
    void number(String parameter, long value) {
        flag(parameter, value >= 0, Long.toString(value));
    }

    /** Several values in one, with commas. */
    void list(String parameter, Collection<?> values) {
        text(parameter, values.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    void time(String parameter, Instant time, Instant none) {
        if (!time.equals(none)) {
            text(parameter, TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
        }
    }

    void flag(String parameter, boolean sent, String value) {
        if (sent) {
            all.add(Map.entry(parameter, value));
        }
    }

    void cursor(Cursor cursor) {
        cursor.parameter().ifPresent(parameter -> number(parameter, cursor.id()));
    }
}
