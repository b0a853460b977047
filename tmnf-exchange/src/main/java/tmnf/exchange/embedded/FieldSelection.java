package tmnf.exchange.embedded;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BaseJsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields that a question asks for, as a tree: {@code Uploader.Name} is the branch {@code Uploader} with
 * the leaf {@code Name}. A leaf stands for all that is below it. Arrays may be written with or without their
 * brackets.
 */
final class FieldSelection {

    private static final int MOST = 500;

    private final Map<String, FieldSelection> branches = new LinkedHashMap<>();
    private boolean whole;

    private FieldSelection() {}

    /** Reads the parameter {@code fields}, which every question must have. */
    static FieldSelection of(Parameters parameters, KnownFields known) throws BadRequest {
        FieldSelection root = new FieldSelection();
        for (String field : parameters.list("fields")) {
            if (!known.contains(field)) {
                throw new BadRequest("Specified field '" + field + "' does not exist");
            }
            root.add(field.replace("[]", ""));
        }
        if (root.branches.isEmpty()) {
            throw new BadRequest("Missing value for 'fields'");
        }
        return root;
    }

    private void add(String field) throws BadRequest {
        FieldSelection at = this;
        for (String name : field.split("\\.")) {
            at = at.branches.computeIfAbsent(name, key -> new FieldSelection());
        }
        at.whole = true;
        if (branches.size() > MOST) {
            throw new BadRequest("More than " + MOST + " fields");
        }
    }

    /** Writes the selected fields of a row; what the row lacks is null. */
    void write(JsonGenerator out, JsonNode row) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, FieldSelection> branch : branches.entrySet()) {
            out.writeFieldName(branch.getKey());
            branch.getValue().value(out, row.get(branch.getKey()));
        }
        out.writeEndObject();
    }

    /** Null for a value that the row lacks. */
    private void value(JsonGenerator out, JsonNode value) throws IOException {
        if (value == null || value.isNull()) {
            out.writeNull();
        } else if (value instanceof ObjectNode && !whole) {
            write(out, value);
        } else if (value.isArray() && !whole) {
            out.writeStartArray();
            for (JsonNode element : value) {
                value(out, element);
            }
            out.writeEndArray();
        } else if (value.isContainerNode()) {
            out.writeTree(value);
        } else {
            ((BaseJsonNode) value).serialize(out, null); // simple values need no provider
        }
    }
}
