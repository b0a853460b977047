package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.command.CommandContext;
import tmnf.gbx.line.ReferenceLine;
import tmnf.rl.collect.MapTarget;

/** What is said when personal bests cannot be hidden, and when nothing is. */
class HiddenBestsTest {

    private static final Path BEST = Path.of("Tracks", "Replays", "Autosaves", "anna_map.Replay.gbx");

    @TempDir
    Path game;
    private final List<String> warnings = new ArrayList<>();
    private boolean interrupted;

    @BeforeEach
    void makeTheGamesFolders() throws IOException {
        Files.createDirectories(game.resolve("Tracks"));
        Files.createDirectories(game.resolve("Scripts"));
        Files.createDirectories(game.resolve(BEST).getParent());
        Files.writeString(game.resolve(BEST), "a race");
    }

    @Test
    void whereTheyCanBeHiddenNothingIsSaid() throws IOException {
        HiddenBests hidden = hide(game);

        assertThat(game.resolve(BEST)).doesNotExist();
        hidden.close();
        assertThat(game.resolve(BEST)).hasContent("a race");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whereTheyCannotItSaysWhy() throws IOException {
        hide(game.resolve("elsewhere")).close();

        assertThat(warnings).singleElement().asString()
                .startsWith("GHOST personal bests cannot be hidden, their ghosts may be in the pictures: ")
                .contains("elsewhere is not there");
    }

    @Test
    void aThreadThatIsInterruptedIsNotWarned() throws IOException {
        Thread.currentThread().interrupt();
        HiddenBests hidden = hide(game);

        assertThat(Thread.interrupted()).as("still told").isTrue();
        assertThat(game.resolve(BEST)).as("hiding was refused").exists();
        assertThat(warnings).isEmpty();
        hidden.close();
    }

    @Test
    void whoeverIsStoppingIsNotWarned() throws IOException {
        interrupted = true;

        hide(game.resolve("elsewhere")).close();

        assertThat(warnings).isEmpty();
    }

    @Test
    void aFailureWithoutAMessageIsNamed() {
        assertThat(HiddenBests.warning(new EOFException())).endsWith(": java.io.EOFException");
    }

    private HiddenBests hide(Path folder) throws IOException {
        ReferenceLine line = ReferenceLine.of(new double[] {0, 0, 0, 1, 0, 0});
        return HiddenBests.of(context(), Optional.of(folder), List.of(),
                List.of(new MapTarget("map", "map.Challenge.Gbx", "uid", line, List.of())));
    }

    private CommandContext context() {
        return (CommandContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandContext.class}, (proxy, method, args) -> switch (method.getName()) {
                    case "interrupted" -> interrupted;
                    case "warn" -> {
                        warnings.add(args[0] + " " + args[1]);
                        yield null;
                    }
                    default -> throw new IllegalStateException("not expected: " + method.getName());
                });
    }
}
