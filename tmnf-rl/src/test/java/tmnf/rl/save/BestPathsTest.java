package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.rl.rollout.CarPath.Place;

class BestPathsTest {

    private static final List<Place> WAY = List.of(new Place(0, 1.5, 9, -3), new Place(50, 2.25, 9, -4));

    @TempDir
    private Path run;

    @Test
    void whatWasKeptIsThereForARunThatGoesOnButNotWhatCameAfterItsCheckpoint() throws Exception {
        BestPaths paths = BestPaths.read(run, 0);
        paths.keep("a", new BestPaths.Best(9_000, 400, WAY));
        paths.keep("a", new BestPaths.Best(8_500, 500, WAY));
        paths.keep("b", new BestPaths.Best(7_000, 700, List.of()));
        paths.write(run);

        assertThat(BestPaths.read(run, 700).find("a")).contains(new BestPaths.Best(8_500, 500, WAY));
        assertThat(BestPaths.read(run, 700).maps()).containsExactly("a", "b");
        assertThat(BestPaths.read(run, 600).maps()).containsExactly("a");
    }

    @Test
    void nothingNewIsNotWrittenAndDamageIsSaid() throws Exception {
        BestPaths.read(run, 0).write(run);
        assertThat(run.resolve(BestPaths.NAME)).doesNotExist();

        Files.writeString(run.resolve(BestPaths.NAME), "{\"format\": 1, \"maps\": {\"a\": 3}}");
        assertThatExceptionOfType(SaveException.class).isThrownBy(() -> BestPaths.read(run, 0))
                .withMessageContaining(BestPaths.NAME);
    }
}
