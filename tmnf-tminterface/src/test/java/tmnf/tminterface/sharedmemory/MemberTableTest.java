package tmnf.tminterface.sharedmemory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every member of the Python client has a public one here, and the table in the documentation says which. */
class MemberTableTest {

    private static final Path DOCUMENT = Path.of("../docs/formats/tminterface-members.md");

    private record Member(String python, String kind, String java) {}

    private static List<Member> members() throws IOException {
        List<Member> members = new ArrayList<>();
        try (InputStream in = TMInterface.class.getResourceAsStream("/tmnf/tminterface/members.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t");
                members.add(new Member(cells[0], cells[1], cells[2]));
            }
        }
        return members;
    }

    @Test
    void everyMemberExistsAndIsPublic() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Member member : members()) {
            if (!exists(member.java())) {
                missing.add(member.python() + " -> " + member.java());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noMemberOfThePythonClientIsListedTwiceOrLost() throws IOException {
        List<String> names = members().stream().map(Member::python).toList();
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        assertThat(names).hasSize(367);
    }

    @Test
    void aMemberThatDoesNotExistIsFound() {
        assertThat(exists("tmnf.tminterface.state.Engine#noSuchField")).isFalse();
        assertThat(exists("tmnf.tminterface.state.NoSuchStruct")).isFalse();
        assertThat(exists("tmnf.tminterface.sharedmemory.Slot")).as("not public").isFalse();
        assertThat(exists("tmnf.tminterface.state.Engine#maxRpm")).isTrue();
    }

    @Test
    void theDocumentHasTheTable() throws IOException {
        StringBuilder table = new StringBuilder("| Python | kind | Java |\n| --- | --- | --- |\n");
        for (Member member : members()) {
            table.append("| `").append(member.python()).append("` | ").append(member.kind()).append(" | `")
                    .append(member.java().replace("tmnf.tminterface", "")).append("` |\n");
        }
        assertThat(Files.readString(DOCUMENT, StandardCharsets.UTF_8)).endsWith("\n\n" + table);
    }

    private static boolean exists(String java) {
        String[] parts = java.split("#");
        Class<?> type;
        try {
            type = Class.forName(parts[0]);
        } catch (ClassNotFoundException e) {
            return false;
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            return false;
        }
        return parts.length == 1
                || Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(parts[1]::equals)
                || Arrays.stream(type.getFields()).map(Field::getName).anyMatch(parts[1]::equals);
    }
}
