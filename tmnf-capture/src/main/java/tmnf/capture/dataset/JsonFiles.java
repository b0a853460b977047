package tmnf.capture.dataset;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import tmnf.gbx.file.AtomicFile;

/**
 * JSON of the dataset as plain values, with limits: {@link Map}, {@link List}, text, numbers, truth values.
 */
final class JsonFiles {

    /** Most values in one entry or snapshot. */
    static final int MAX_VALUES = 1_000_000;
    /** Most elements in a list of ticks: more than five hours. */
    static final int MAX_TICKS = 2_000_000;
    /** Largest file that is read as a whole. */
    static final long MAX_BYTES = 16 << 20;

    private static final String ADVICE = "It was damaged or made by another tool; capture the replay again, "
            + "or remove its folder.";
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(PythonJson.MAX_DEPTH).maxStringLength(1 << 20).maxNumberLength(1000)
                    .maxNameLength(10_000).build())
            .build();

    private JsonFiles() {
    }

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    static Map<String, Object> object(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new DatasetException(file, "", "has " + size + " bytes, the limit is " + MAX_BYTES, ADVICE);
        }
        try (InputStream in = Files.newInputStream(file); JsonParser parser = parser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new DatasetException(file, "", "is no JSON object", ADVICE);
            }
            Map<String, Object> object = object(parser, new Budget(file, "", MAX_VALUES));
            if (parser.nextToken() != null) {
                throw new DatasetException(file, "", "goes on behind its JSON object", ADVICE);
            }
            return object;
        } catch (JsonProcessingException | CharConversionException e) {
            throw broken(file, "", e);
        }
    }

    static void write(Path file, Map<String, ?> values) throws IOException {
        AtomicFile.write(file, PythonJson.bytes(values));
    }

    /** What a parser found, with its place. */
    static DatasetException broken(Object file, String place, IOException e) {
        long offset = e instanceof JsonProcessingException json && json.getLocation() != null
                ? json.getLocation().getByteOffset() : -1;
        String said = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String at = offset < 0 ? "" : (place.isEmpty() ? "" : ", ") + "byte " + offset;
        return new DatasetException(file, place + at, "is no JSON: " + firstLine(said),
                ADVICE, e);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The object that begins at the parser's token. */
    static Map<String, Object> object(JsonParser parser, Budget budget) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser, budget));
        }
        return object;
    }

    /** The value that begins at the parser's token; recursive to the depth that the parser allows. */
    static Object value(JsonParser parser, Budget budget) throws IOException {
        budget.take();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, budget);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, budget));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new DatasetException(budget.file, budget.place, "ends in the middle", ADVICE);
        };
    }

    private static Object whole(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> parser.getIntValue();
            case LONG -> parser.getLongValue();
            default -> (BigInteger) parser.getNumberValue();
        };
    }

    /** The list of whole numbers that begins at the parser's token. */
    static int[] integers(JsonParser parser, Object file, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new DatasetException(file, "", "\"" + name + "\" is no list", ADVICE);
        }
        int[] list = new int[1024];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || !(whole(parser) instanceof Integer number)) {
                throw new DatasetException(file, "element " + size + " of \"" + name + "\"",
                        "is no whole number of 32 bits", ADVICE);
            }
            if (size == MAX_TICKS) {
                throw new DatasetException(file, "", "\"" + name + "\" has more than " + MAX_TICKS
                        + " elements", ADVICE);
            }
            if (size == list.length) {
                list = Arrays.copyOf(list, 2 * size);
            }
            list[size++] = number;
        }
        return Arrays.copyOf(list, size);
    }

    /** How many values may still come. */
    static final class Budget {

        private final Object file;
        private final String place;
        private int left;

        Budget(Object file, String place, int values) {
            this.file = file;
            this.place = place;
            this.left = values;
        }

        private void take() throws DatasetException {
            if (left-- == 0) {
                throw new DatasetException(file, place, "has too many values", ADVICE);
            }
        }
    }
}
