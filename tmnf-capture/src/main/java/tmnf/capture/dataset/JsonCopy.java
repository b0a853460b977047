package tmnf.capture.dataset;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Copies JSON as a stream; numbers become what Python writes for them. */
final class JsonCopy {

    private JsonCopy() {
    }

    /** The value that begins at the parser's token, however large it is; nesting is limited by the parser. */
    static void value(JsonParser from, PythonJson to, Object file, String key) throws IOException {
        int depth = 0;
        for (JsonToken token = from.currentToken();; token = from.nextToken()) {
            switch (token) {
                case START_OBJECT -> {
                    to.beginObject();
                    depth++;
                }
                case START_ARRAY -> {
                    to.beginArray();
                    depth++;
                }
                case END_OBJECT -> {
                    to.endObject();
                    depth--;
                }
                case END_ARRAY -> {
                    to.endArray();
                    depth--;
                }
                case FIELD_NAME -> to.name(from.currentName());
                default -> to.value(JsonFiles.value(from, new JsonFiles.Budget(file, key, 1)));
            }
            if (depth == 0) {
                return;
            }
        }
    }
}
