package tmnf.capture.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.PythonProgram;

class PythonJsonTest {

    private static final String COMPARE = """
            import json, sys
            text = open(sys.argv[1], encoding='ascii').read()
            again = json.dumps(json.loads(text), indent=2)
            sys.exit(0 if again == text else [i for i in zip(text, again) if i[0] != i[1]][:1] or 'length')
            """;

    @TempDir
    Path folder;

    @Test
    void printsNumbersAsPythonDoes() throws IOException {
        List<String> lines = resource("python-numbers.tsv").lines().toList();

        assertThat(lines).hasSizeGreaterThan(1_700).allSatisfy(line -> {
            String[] fields = line.split("\t");
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(fields[0], 16));
            assertThat(PythonJson.text(number)).isEqualTo(fields[1]);
        });
    }

    @Test
    void printsADocumentAsPythonDoes() throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text",
                "Zo\u00eb \u201cquoted\u201d \"q\" \\ / \b\f\n\r\t\0\u001f\u007f \uD83C\uDFCE \ud800");
        document.put("empty_list", List.of());
        document.put("empty_object", Map.of());
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("a", null);
        document.put("nested", List.of(List.of(), List.of(1, List.of(2.5, nothing)),
                Map.of("b", List.of(Map.of()))));
        document.put("flags", Arrays.asList(true, false, null));
        document.put("whole", List.of(0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 9007199254740993L,
                new BigInteger("123456789012345678901234567890")));
        document.put("numbers", new double[] {0.1, 1e-5, 1e16, -0.0, 1e22});
        document.put("", "empty key");

        assertThat(PythonJson.text(document)).isEqualTo(resource("python-document.json"));
    }

    @Test
    void writesADocumentThatPythonWritesTheSame() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(6);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            values.add(Double.longBitsToDouble(random.nextLong()));
            values.add(Float.intBitsToFloat(random.nextInt()));
            values.add((float) (random.nextDouble() * 200 - 100));
        }
        values.removeIf(value -> !Double.isFinite(((Number) value).doubleValue()));
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < 0x500; c++) {
            text.append((char) c);
        }
        values.add(text.toString());
        Path file = folder.resolve("values.json");
        Files.write(file, PythonJson.bytes(Map.of("values", values)));

        PythonProgram python = PythonProgram.run(folder, "-c", COMPARE, file.toString());

        assertThat(python.exit()).as(python.output()).isZero();
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Path file = folder.resolve("document.json");
        Files.writeString(file, resource("python-document.json"));

        Map<String, Object> read = JsonFiles.object(file);

        assertThat(PythonJson.text(read)).isEqualTo(resource("python-document.json"));
    }

    @Test
    void writesTextLongerThanItsBuffer() {
        String text = "\u00e9".repeat(50_000);

        assertThat(PythonJson.text(text)).isEqualTo("\"" + "\\u00e9".repeat(50_000) + "\"");
    }

    @Test
    void writesElementsThatFitIntoTheirList() throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        try (PythonJson elements = PythonJson.elements(part, 2)) {
            elements.value(Map.of("a", 1));
            elements.value(2);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (PythonJson json = new PythonJson(whole)) {
            json.beginObject();
            json.name("list");
            json.array(out -> out.write(part.toByteArray()));
            json.endObject();
        }

        assertThat(whole.toString(StandardCharsets.US_ASCII))
                .isEqualTo(PythonJson.text(Map.of("list", List.of(Map.of("a", 1), 2))));
    }

    @Test
    void refusesWhatJsonHasNot() {
        assertThatThrownBy(() -> PythonJson.text(new Object())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void refusesNestingBeyondItsLimit() {
        Object deep = List.of();
        for (int i = 0; i < PythonJson.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }
        Object tooDeep = deep;

        assertThatThrownBy(() -> PythonJson.text(tooDeep)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 levels");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PythonJsonTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
