package tmnf.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void blanksSeparateWordsButNotWithinQuotes() {
        assertThat(CommandWords.of("  filter\tno-respawn\n -i 'my maps/ids.txt' -o \"it's\" a''b \"\" "))
                .containsExactly("filter", "no-respawn", "-i", "my maps/ids.txt", "-o", "it's", "ab", "");
    }

    @Test
    void backslashesAndDollarsAreThemselves() {
        assertThat(CommandWords.of("capture -o C:\\maps\\img --tag $HOME"))
                .containsExactly("capture", "-o", "C:\\maps\\img", "--tag", "$HOME");
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> CommandWords.of("inspect \"maps")).hasMessageContaining("not closed");
    }
}
