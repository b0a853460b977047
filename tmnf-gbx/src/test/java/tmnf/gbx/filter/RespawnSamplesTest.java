package tmnf.gbx.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tmnf.gbx.Samples;
import tmnf.gbx.model.Replay;

/** The respawn rules on real replays, where they are at hand. docs/filter.md names the same files. */
class RespawnSamplesTest {

    private Path samples;

    @BeforeEach
    void samples() {
        assumeTrue(Samples.folder().isPresent(), "no real replays here (TMNF_SAMPLES)");
        samples = Samples.folder().orElseThrow();
    }

    @Test
    void theRulesDifferOnTheseReplaysOnly() throws Exception {
        List<String> differ = new ArrayList<>();
        List<String> respawning = new ArrayList<>();
        RespawnRule ours = new RespawnRule(FilterStyle.DEFAULT, RespawnRule.DEFAULT_EVENTS);
        RespawnRule upstream = new RespawnRule(FilterStyle.UPSTREAM, RespawnRule.DEFAULT_EVENTS);
        for (Path file : Samples.files(samples, "replays")) {
            Replay replay = ReplaySource.FILES.read(file);
            RespawnVerdict verdict = ours.judge(replay).orElseThrow();
            String name = file.getFileName().toString();

            assertThat(verdict.tapeAndCounterDisagree()).as(name).isFalse();
            if (verdict.respawns()) {
                respawning.add(name);
            }
            if (verdict.respawns() != upstream.judge(replay).orElseThrow().respawns()) {
                differ.add(name);
            }
        }

        assertThat(differ).containsExactly(
                "3YW7I0AB7ZCLGRU7Q6I0.Replay.Gbx",
                "GBX-NET 2 CGameCtnReplayRecord TMF 001.Replay.Gbx",
                "petrp_Randomizer TMF test track.Replay.gbx");
        assertThat(respawning).containsExactly(
                "Lavender Town.Replay.Gbx",
                "StuntB4_[bigbang1112BIGBANG1112(147).Replay.Gbx",
                "User_Literally random trash trackmania mechanics.Replay.gbx");
    }
}
