package tmnf.exchange.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tmnf.exchange.download.DownloadReport.Ending;
import tmnf.gbx.filter.ReplayFiles;
import tmnf.gbx.filter.ReplayNames;

/** Runs for lists whose rows are odd. */
class DownloadRunRowsTest extends DownloadRunTestBase {

    private static final List<String> USERS = List.of("🚗🚗", "a🚗b", "\u202Eright to left", "e\u0301le\u0301",
            "$f00$oName", "$$$", "»®«", "x".repeat(300), "é".repeat(300), "CON", "..", "-rf", "dot.",
            "blank ", "new\nline", "nul\0nul", "lone\uD83Dsurrogate", "../../../etc/passwd", "C:\\x", "Bob",
            "bob", "$00fbob", "<script>", "", " ");

    @Test
    void givesEveryReplayANameOfItsOwnThatIsSafeWhateverItsDriverIsCalled() throws Exception {
        String[] rows = LongStream.rangeClosed(1, USERS.size()).mapToObj(id -> row(id,
                String.valueOf(JsonStringEncoder.getInstance().quoteAsString(USERS.get((int) id - 1))),
                timeOf(11), "2020-01-01T00:00:00")).toArray(String[]::new);
        exchange.faults(lists(1, rows).or(gives("/recordgbx/", served(11))));

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        List<String> names = files(replays.resolve("1"));
        assertThat(names).hasSameSizeAs(USERS).allSatisfy(name -> {
            assertThat(name).matches("pos[0-9]+_[A-Za-z0-9._-]+_" + timeOf(11) + "ms\\.replay\\.gbx")
                    .hasSizeLessThanOrEqualTo(200);
            assertThat(ReplayNames.safe(name)).as("what fix-names makes of it").isEqualTo(name);
            assertThat(ReplayFiles.isReplayName(name)).isTrue();
        });
        assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(files(root)).allMatch(name -> name.matches("replays/(1/|\\.).*"));
        exchange.requests().clear();
        run(1);
        assertThat(exchange.requests().total()).as("they are found again").isZero();
    }

    @Test
    void givesNoNameThatAnEarlierReplayHasInAnotherCase() throws Exception {
        exchange.faults(lists(1, row(11, "Bob", timeOf(11), "2020-01-01T00:00:00")));
        run(1);
        exchange.faults(lists(1, row(12, "bob", timeOf(11), "2020-01-01T00:00:00")));
        selection = new ReplaySelection(50, 0, true, false, -1, false, 0, ReplaySelection.Pick.BEST, false);

        run(1);

        long ms = timeOf(11);
        assertThat(files(replays.resolve("1"))).containsExactlyInAnyOrder("pos1_Bob_" + ms + "ms.replay.gbx",
                "pos1_bob_" + ms + "ms-12.replay.gbx");
    }

    @Test
    void takesRowsAsFarAsTheySayAnythingAndCountsThoseWithoutAnId() throws Exception {
        exchange.faults(lists(1,
                "{\"ReplayId\":11,\"ReplayTime\":null,\"User\":null}",
                "{\"ReplayId\":12,\"ReplayTime\":0,\"User\":{\"UserId\":7,\"Name\":null}}",
                "{\"ReplayId\":13,\"ReplayTime\":4294967295,\"User\":{\"UserId\":8,\"Name\":\"max\"}}",
                "{\"ReplayId\":21,\"ReplayTime\":\"fast\",\"User\":{\"UserId\":9},\"Unheard\":{\"Of\":[1]}}",
                "{\"ReplayId\":\"22\",\"ReplayTime\":\"" + timeOf(22)
                        + "\",\"User\":{\"UserId\":5,\"Name\":\"text\"}}",
                "{\"ReplayId\":null,\"ReplayTime\":1,\"User\":{\"UserId\":4,\"Name\":\"x\"}}",
                "{\"ReplayTime\":2}", "null"));

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        assertThat(files(replays.resolve("1"))).containsExactlyInAnyOrder("pos1_unknown.replay.gbx",
                "pos2_unknown.replay.gbx", "pos3_max.replay.gbx", "pos4_unknown.replay.gbx",
                "pos5_text_" + timeOf(22) + "ms.replay.gbx");
        assertThat(warnings).filteredOn(warning -> warning.startsWith("ROWS_WITHOUT_ID")).singleElement()
                .asString().contains("track 1: 3 listed replays");
    }

    @Test
    void keepsWhatDiffersFromItsRowAndSaysSo() throws Exception {
        exchange.faults(lists(1, row(11, "a", timeOf(11) + 10, "2020-01-01T00:00:00"),
                row(21, "b", timeOf(21), "2020-01-01T00:00:00"), row(13)));

        assertThat(run(1).ending()).isEqualTo(Ending.COMPLETE);

        String time = "its time is " + timeOf(11) + " ms, not " + (timeOf(11) + 10) + " as listed";
        String challenge = "drives another challenge, uid " + uid(2) + " instead of " + uid(1);
        Map<Long, String> notes = new HashMap<>();
        record(1).replays().forEach(entry -> notes.put(entry.id(), entry.note()));
        assertThat(notes).isEqualTo(Map.of(11L, time, 21L, challenge, 13L, ""));
        assertThat(warnings).hasSize(2).allMatch(warning -> warning.startsWith("ODD_REPLAY: track 1, pos"))
                .anyMatch(warning -> warning.endsWith(time))
                .anyMatch(warning -> warning.endsWith(challenge));
        assertThat(done()).containsExactly(11L, 13L, 21L);
    }

    private String uid(long track) {
        return exchange.data().track(track).orElseThrow().row().get("UId").asText();
    }
}
