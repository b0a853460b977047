package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerNamesTest {

    @TempDir
    Path dir;

    private FormerNames names(String log) throws IOException {
        Files.writeString(RenameLog.in(dir), log);
        return FormerNames.read(dir);
    }

    @Test
    void thereNeedBeNoLog() throws IOException {
        assertThat(FormerNames.read(dir).of("1", "a")).isEmpty();
    }

    @Test
    void followsAFileThroughSeveralRunsAndKnowsDroppedDuplicates() throws IOException {
        FormerNames names = names("1/a b\t1/a;b\n1/a;b\t1/a_b\n1/a'b\t1/a_b\tdropped\n2/a b\t2/a_b_2\n"
                + "1/deep/x y\t1/deep/x_y\n1/\\xFF\\t\t1/c\n");

        assertThat(names.of("1", "a_b")).containsExactly("a;b", "a'b", "a b");
        assertThat(names.of("2", "a_b_2")).containsExactly("a b");
        assertThat(names.of("1", "c")).containsExactly("\uDCFF\t");
        assertThat(names.of("2", "a_b")).isEmpty();
        assertThat(names.of("1", "x_y")).isEmpty();
    }

    @Test
    void aNameThatTwoFilesHadIsNobodysAndACircleEnds() throws IOException {
        FormerNames names = names("1/a b\t1/a_b\n1/a b\t1/a_b_2\n1/c\t1/d\n1/d\t1/c\n");

        assertThat(names.of("1", "a_b")).isEmpty();
        assertThat(names.of("1", "a_b_2")).isEmpty();
        assertThat(names.of("1", "c")).containsExactly("d");
    }

    @Test
    void whatIsNoLogIsAnError() {
        assertThatThrownBy(() ->
                names("a\tb\n")).isInstanceOf(IOException.class).hasMessageContaining("line 1");
    }
}
