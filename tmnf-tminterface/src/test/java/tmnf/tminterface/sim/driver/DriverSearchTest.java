package tmnf.tminterface.sim.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tmnf.tminterface.sim.track.BuiltInTracks;

class DriverSearchTest {

    private static final int CANDIDATES = 10_000;
    private static final double CLOSE = 1.03;

    static List<String> tracks() {
        return BuiltInTracks.names();
    }

    private static DriverSearch.Candidate search(String name, int candidates, int threads) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            return new DriverSearch(BuiltInTracks.track(name), BuiltInTracks.line(name), workers)
                    .run(candidates, 1, List.of(DriverParameters.CAREFUL));
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void theSearchFindsTheSameWithAnyNumberOfThreads() throws Exception {
        DriverSearch.Candidate one = search("jump", 40, 1);
        assertThat(search("jump", 40, 3)).isEqualTo(one);
        assertThat(one.finished()).isTrue();
    }

    @Test
    void parametersSurviveAsText() {
        DriverParameters found = BestParameters.of("circuit");
        assertThat(found.toArguments()).startsWith(
                Double.toString(found.lookaheadMetres()).replaceAll("\\.0$", "") + ", ");
        assertThat(DriverParameters.of(found.toArray())).isEqualTo(found);
    }

    /** Prints nothing: what it found is in the message when the constants are too slow. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("tracks")
    void theBestParametersAreWithinThreePercentOfASearch(String name) throws Exception {
        DriverSearch.Candidate found = search(name, CANDIDATES, Runtime.getRuntime().availableProcessors());
        DriverSearch.Candidate known = DriverSearch.evaluate(
                BuiltInTracks.track(name), BuiltInTracks.line(name), BestParameters.of(name));
        assertThat((double) known.score())
                .as("%s: found %d ms with %s", name, found.score(), found.parameters().toArguments())
                .isLessThanOrEqualTo(CLOSE * found.score());
    }
}
