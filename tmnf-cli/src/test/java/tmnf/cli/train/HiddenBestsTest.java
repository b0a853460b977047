package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import tmnf.cli.command.CommandContext;
import tmnf.gbx.line.ReferenceLine;
import tmnf.rl.collect.GameSource;
import tmnf.rl.collect.MapTarget;
import tmnf.rl.collect.SourcedGame;

/** What is said when personal bests cannot be hidden, and when nothing is. */
class HiddenBestsTest {

    private static final Path BEST = Path.of("Tracks", "Replays", "Autosaves", "anna_map.Replay.gbx");

    private static final MapTarget MAP = new MapTarget("map", "map.Challenge.Gbx", "uid",
            ReferenceLine.of(new double[] {0, 0, 0, 1, 0, 0}), List.of());

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
    void oneThatTheGameMakesMeanwhileIsHiddenToo() throws Exception {
        HiddenBests hidden = hide(game);
        GameSource games = hidden.in(new NoGames());
        assertThat(games.bests().hide(MAP)).isEqualTo(1);

        Files.writeString(game.resolve(BEST), "a better race");
        assertThat(games.bests().hide(MAP)).isEqualTo(2);

        assertThat(game.resolve(BEST)).doesNotExist();
        assertThat(games.name()).isEqualTo("no games");
        hidden.close();
        assertThat(game.resolve(BEST)).hasContent("a race");
        assertThat(game.resolve(BEST).resolveSibling("anna_map (during capture).Replay.gbx"))
                .hasContent("a better race");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whereNoneCouldBeHiddenNoneAreLater() throws Exception {
        HiddenBests hidden = hide(game.resolve("elsewhere"));

        assertThat(hidden.in(new NoGames()).bests().hide(MAP)).isZero();
        assertThat(warnings).as("once is enough").hasSize(1);
        hidden.close();
    }

    @Test
    void whatCannotBeHiddenLaterIsAFailure() throws IOException {
        try (HiddenBests hidden = hide(game)) {
            blocked(() -> assertThatThrownBy(() -> hidden.hide(MAP)).isInstanceOf(IOException.class)
                    .hasMessageContaining("the folder of personal bests"));
        }
        assertThat(game.resolve(BEST)).hasContent("a race");
        assertThat(warnings).isEmpty();
    }

    /** It was warned of. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a right there")
    void whatCouldNotBeHiddenAtTheStartIsNoFailureUntilItCould() throws Exception {
        Path held = game.resolve(BEST).resolveSibling("held.Replay.gbx");
        Files.createSymbolicLink(held, held); // no program can read that
        try (HiddenBests hidden = hide(game)) {
            assertThat(warnings).hasSize(1);
            assertThat(hidden.hide(MAP)).isZero();
            Files.delete(held);
            assertThat(hidden.hide(MAP)).isEqualTo(1);
            blocked(() -> assertThatThrownBy(() -> hidden.hide(MAP)).isInstanceOf(IOException.class));
        }
        assertThat(game.resolve(BEST)).hasContent("a race");
        assertThat(warnings).hasSize(1);
    }

    /** What a test does while there is no folder of personal bests. */
    private interface Blocked {
        void run() throws IOException;
    }

    private void blocked(Blocked work) throws IOException {
        Path autosaves = game.resolve(BEST).getParent();
        Path away = autosaves.resolveSibling("away");
        Files.move(autosaves, away);
        Files.writeString(autosaves, "no folder");
        work.run();
        Files.delete(autosaves);
        Files.move(away, autosaves);
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

    /** Is never asked for one. */
    private static final class NoGames implements GameSource {

        @Override
        public String name() {
            return "no games";
        }

        @Override
        public SourcedGame open(int collector) throws IOException {
            throw new IOException("there are none");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private HiddenBests hide(Path folder) throws IOException {
        return HiddenBests.of(context(), Optional.of(folder), List.of(), List.of(MAP));
    }

    private CommandContext context() {
        return (CommandContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandContext.class}, (proxy, method, args) -> switch (method.getName()) {
                    case "interrupted" -> interrupted;
                    case "warn" -> {
                        warnings.add(args[0] + " " + args[1]);
                        yield null;
                    }
                    case "note" -> null;
                    default -> throw new IllegalStateException("not expected: " + method.getName());
                });
    }
}
