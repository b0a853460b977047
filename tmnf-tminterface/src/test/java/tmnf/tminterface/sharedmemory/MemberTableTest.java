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
        assertThat(names).hasSize(381);
    }

    @Test
    void aMemberThatDoesNotExistIsFound() {
        assertThat(exists("tmnf.tminterface.state.Engine#noSuchField")).isFalse();
        assertThat(exists("tmnf.tminterface.state.NoSuchStruct")).isFalse();
        assertThat(exists("tmnf.tminterface.sharedmemory.Slot")).as("not public").isFalse();
        assertThat(exists("tmnf.tminterface.state.Engine#maxRpm")).isTrue();
    }

    @Test
    void callbacksAreMethodsOfTheClientAndConstantsAreConstant()
            throws ReflectiveOperationException, IOException {
        for (Member member : members()) {
            String[] parts = member.java().split("#");
            if (member.kind().equals("callback")) {
                assertThat(parts[0]).isEqualTo(Client.class.getName());
                assertThat(Arrays.stream(Client.class.getMethods()).filter(Method::isDefault)
                        .map(Method::getName)).as("without being told nothing is done").contains(parts[1]);
            } else if (member.kind().equals("constant")) {
                Field field = Class.forName(parts[0]).getField(parts[1]);
                assertThat(field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)).as(member.java())
                        .isEqualTo(Modifier.STATIC | Modifier.FINAL);
            }
        }
    }

    /** The numbers that the documentation of the Python client gives its constants. */
    @Test
    void constantsOfTheBruteforceScriptHaveTheirNumbers() {
        assertThat(Arrays.stream(BFEvaluationDecision.values()).map(value -> value + " " + value.id()))
                .containsExactly("CONTINUE 0", "DO_NOTHING 1", "ACCEPT 2", "REJECT 3", "STOP 4");
        assertThat(Arrays.stream(BFTarget.values()).map(value -> value + " " + value.id()))
                .containsExactly("FINISH_TIME 0", "CHECKPOINT_TIME 1", "TRIGGER 2", "DISTANCE_SPEED 3");
        assertThat(Arrays.stream(BFPhase.values()).map(value -> value + " " + value.id()))
                .containsExactly("INITIAL 0", "SEARCH 1");
        assertThat(TMInterface.MODE_SIMULATION).isZero();
        assertThat(TMInterface.MODE_RUN).isEqualTo(1);
        assertThat(TMInterface.DEFAULT_SERVER_SIZE).isEqualTo(65_535);
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
