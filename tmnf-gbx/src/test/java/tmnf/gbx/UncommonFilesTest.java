package tmnf.gbx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

/** Files that the shared samples have no example of. */
class UncommonFilesTest {

    @Test
    void upstreamRanksAnUnfinishedGhostLastAsItsTimesAreUnsigned() {
        Ghost unfinished = Ghost.builder().checkpoints(List.of(new CheckpointTime(-1, 0))).build();
        Ghost finished = Ghost.builder().raceTimeMs(5_000).checkpointTimesMs(5_000).build();

        Replay replay = new Replay(new byte[0], null, List.of(unfinished, finished), null);

        assertThat(replay.bestGhostUpstream()).containsSame(finished);
    }
}
