package tmnf.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

/** The JSON form of our values. Loaded only when JSON is wanted. */
public final class JsonText {

    private static final ObjectMapper MAPPER = mapper();

    private JsonText() {
    }

    /** One value as compact JSON. */
    public static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our mapper, shared: paths and other plain values as text, instants in ISO-8601, durations in ms. */
    public static ObjectMapper shared() {
        return MAPPER;
    }

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule("tmnf");
        module.addSerializer(Path.class, serializer((path, json) -> json.writeString(path.toString())));
        module.addSerializer(Instant.class, serializer((time, json) -> json.writeString(time.toString())));
        module.addSerializer(Duration.class, serializer((time, json) -> json.writeNumber(time.toMillis())));
        module.addSerializer(Optional.class, serializer((value, json) -> json.writePOJO(plain(value))));
        return new ObjectMapper()
                .registerModule(module)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    }

    private static Object plain(Optional<?> value) {
        return value.isPresent() ? value.get() : null;
    }

    private static <T> JsonSerializer<T> serializer(Form<? super T> form) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider)
                    throws IOException {
                form.write(value, json);
            }
        };
    }

    /** Writes one kind of value. */
    @FunctionalInterface
    private interface Form<T> {
        void write(T value, JsonGenerator json) throws IOException;
    }
}
