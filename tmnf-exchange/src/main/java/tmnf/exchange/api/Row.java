package tmnf.exchange.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One row of a list, read with patience: everything may be missing, null or of another type, and names may
 * come in another case. What cannot be read is -1, empty, or {@link Track#UNKNOWN_TIME}.
 */
final class Row {

    private static final int LONGEST_NUMBER = 19;

    private final ObjectNode node;

    Row(ObjectNode node) {
        this.node = node;
    }

    /** A value by its name. */
    JsonNode get(String name) {
        JsonNode value = node.get(name);
        if (value != null) {
            return value;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (property.getKey().equalsIgnoreCase(name)) {
                return property.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** The object of a name, empty when there is none. */
    Row row(String name) {
        return get(name) instanceof ObjectNode object ? new Row(object) : new Row(node.objectNode());
    }

    /** The objects of an array, empty when there is none. */
    List<Row> rows(String name) {
        List<Row> all = new ArrayList<>();
        for (JsonNode element : get(name)) {
            if (element instanceof ObjectNode object) {
                all.add(new Row(object));
            }
        }
        return all;
    }

    String text(String name) {
        JsonNode value = get(name);
        return value.isTextual() || value.isNumber() ? value.asText() : "";
    }

    /** A whole number from 0, also when it comes as text; -1 for all else. */
    long number(String name) {
        return asNumber(get(name));
    }

    /** One that fits an int, so that -1 comes out of 4294967295, which some sites send in its place. */
    int smallNumber(String name) {
        long value = number(name);
        return value <= Integer.MAX_VALUE ? (int) value : -1;
    }

    /** A race time: -1 also for 0. */
    long raceTime(String name) {
        int value = smallNumber(name);
        return value > 0 ? value : -1;
    }

    List<Integer> numbers(String name) {
        List<Integer> all = new ArrayList<>();
        for (JsonNode element : get(name)) {
            long value = asNumber(element);
            if (value >= 0 && value <= Integer.MAX_VALUE) {
                all.add((int) value);
            }
        }
        return all;
    }

    ListedReplay.Flag flag(String name) {
        JsonNode value = get(name);
        boolean unclear = value.isNull() || value.isContainerNode() || value.isMissingNode();
        return unclear ? ListedReplay.Flag.UNKNOWN : asFlag(value.asText());
    }

    private static ListedReplay.Flag asFlag(String text) {
        if (text.equals("1") || text.equalsIgnoreCase("true")) {
            return ListedReplay.Flag.YES;
        }
        boolean no = text.equals("0") || text.equalsIgnoreCase("false");
        return no ? ListedReplay.Flag.NO : ListedReplay.Flag.UNKNOWN;
    }

    /** A time: the site sends UTC and does not say so. */
    Instant time(String name) {
        String text = text(name);
        if (text.length() < 10 || text.length() > 40) {
            return Track.UNKNOWN_TIME;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return zoned ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return Track.UNKNOWN_TIME;
        }
    }

    private static long asNumber(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? Math.max(-1, value.longValue()) : -1;
        }
        if (value.isNumber()) {
            double number = value.doubleValue();
            return number >= 0 && number < 1e15 && number == Math.rint(number) ? (long) number : -1;
        }
        return value.isTextual() ? parsed(value.textValue().strip()) : -1;
    }

    private static long parsed(String text) {
        boolean digits = !text.isEmpty() && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        try {
            return digits ? Long.parseLong(text) : -1;
        } catch (NumberFormatException e) {
            return -1; // 19 digits may be more than a long holds
        }
    }
}
