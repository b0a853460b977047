package tmnf.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final Redaction ANNA = new Redaction(List.of(Path.of("/home/anna")),
            List.of("anna", "annalena.k", "jo", "root"));

    @Test
    void theHomeFolderBecomesATilde() {
        assertThat(ANNA.apply("in /home/anna/Documents and /home/anna, not /home/annabelle"))
                .isEqualTo("in ~/Documents and ~, not /home/USER");
    }

    @Test
    void accountsOfOthersGoToo() {
        assertThat(ANNA.apply("in C:\\Users\\ANNALE~1\\Temp, file:///C:/Users/J%C3%BCrgen/x, "
                + "/wine/drive_c/users/bob/Documents, C:\\Users\\Public\\x, /srv/homes/bob"))
                .isEqualTo("in C:\\Users\\USER\\Temp, file:///C:/Users/USER/x, "
                        + "/wine/drive_c/users/USER/Documents, C:\\Users\\Public\\x, /srv/homes/bob");
    }

    @Test
    void namesBecomeUserWhereTheyAreWords() {
        assertThat(ANNA.apply("Anna drove /mnt/anna/x, annalena.k too; bananna, joanna and jo stay"))
                .isEqualTo("USER drove /mnt/USER/x, USER too; bananna, joanna and jo stay");
    }

    @Test
    void aNameThatManyHaveStays() {
        assertThat(ANNA.apply("root cause")).isEqualTo("root cause");
        assertThat(new Redaction(List.of(Path.of("/")), List.of("")).apply("/a b")).isEqualTo("/a b");
    }
}
