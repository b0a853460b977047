package tmnf.tminterface.state;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The values of fields as text for people and as plain objects for JSON. */
final class FieldText {

    private static final int SHOWN_BYTES = 16;

    private FieldText() {}

    static String line(String path, int offset, StateField field, Object value) {
        return String.format(Locale.ROOT, "%6d  %-58s %-14s %s", offset, path, field.typeText(), text(value))
                .stripTrailing();
    }

    static String text(Object value) {
        if (value instanceof byte[] bytes) {
            String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES));
            return bytes.length <= SHOWN_BYTES ? hex : hex + "... (" + bytes.length + " bytes)";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FieldText::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> entry.getKey() + " " + text(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }

    static Object plain(Object value) {
        if (value instanceof Float number) {
            return (double) number;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof StateView view) {
            return view.toMap();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(FieldText::plain).toList();
        }
        return value;
    }
}
