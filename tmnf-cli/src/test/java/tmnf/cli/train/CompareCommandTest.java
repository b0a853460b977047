package tmnf.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import tmnf.cli.CliTestBase;

/** Of run folders that have figures only. */
class CompareCommandTest extends CliTestBase {

    private static final String RACES = "frames,hours,map,exploring,finished,race_time_s,zone,mean_q,"
            + "action_gap,start_q,time_ratio\n";

    /** A greedy race each hundred frames, an hour or a tenth of it; 0 is one that was not finished. */
    private void run(String name, String map, double hours, double... seconds) throws IOException {
        Path folder = Files.createDirectories(cwd.resolve(name));
        StringBuilder text = new StringBuilder(RACES);
        for (int i = 1; i <= seconds.length; i++) {
            double time = seconds[i - 1];
            text.append(100 * i).append(',').append(hours * i).append(',').append(map).append(",false,")
                    .append(time > 0).append(',').append(time > 0 ? time : 2).append(",30,0,0,0,1\n");
        }
        Files.writeString(folder.resolve("races.csv"), text.toString());
    }

    @Test
    void runsAreComparedByFramesByTimeAndAtTheirEnds() throws IOException {
        run("save/first", "straight", 1, 0, 0, 12, 11);
        run("save/second", "straight", 0.1, 0, 10, 9, 8, 7, 6, 5, 4);

        CliRun compared = tmnf("compare", "save/first", "save/second", "--out", "compare.html");

        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("first: 400 frames, 4.000 h, 4 races on straight",
                "straight. At 50 %: 200 frames", "straight. At 100 %: 48.0 min",
                "straight. At the end of each run", "Page: compare.html, written");
        assertThat(Files.readString(cwd.resolve("compare.html"))).contains("<polyline",
                "Comparison of 2 runs", "tmnf compare save/first save/second --out compare.html");

        JsonNode result = tmnf("compare", "save/first", "save/second", "--json").json().get("result");
        JsonNode half = result.get("tables").get(1);
        assertThat(half.get("by").asText()).isEqualTo("frames");
        assertThat(half.get("at").asInt()).isEqualTo(200);
        assertThat(half.get("rows").get(0).get("best_s").isNull()).isTrue();
        assertThat(half.get("rows").get(1).get("best_s").asDouble()).isEqualTo(10);
        assertThat(half.get("rows").get(1).get("first_greedy_finish_frames").asInt()).isEqualTo(200);
        JsonNode time = result.get("tables").get(7);
        assertThat(time.get("by").asText()).isEqualTo("hours");
        assertThat(time.get("at").asDouble()).isEqualTo(0.8);
        assertThat(time.get("rows").get(0).get("last_greedy_finished_percent").isNull()).isTrue();
        assertThat(result.get("tables").get(8).get("by").asText()).isEqualTo("end");
    }

    @Test
    void seedsAreGroupedAndAPageThatIsThereIsKept() throws IOException {
        run("save/demo-s1", "straight", 1, 0, 10);
        run("save/demo-s2", "straight", 1, 12, 11);
        Files.writeString(cwd.resolve("compare.html"), "mine");

        CliRun kept = tmnf("compare", "save/demo-s1", "save/demo-s2", "--group", "-o", "compare.html");
        assertThat(kept.code()).isEqualTo(2);
        assertThat(kept.err()).contains("other content is there", "--force");
        assertThat(cwd.resolve("compare.html")).hasContent("mine");

        CliRun compared = tmnf("compare", "save/demo-s1", "save/demo-s2", "--group", "-o", "compare.html",
                "--force");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.out()).contains("demo, 2 runs", "10.50 (10.00 to 11.00)");
        assertThat(Files.readString(cwd.resolve("compare.html"))).contains("<polygon");
    }

    @Test
    void emptyRunsAndOtherMapsAreSaid() throws IOException {
        run("save/first", "straight", 1, 9);
        run("save/second", "chicane", 1, 20);
        run("save/new", "straight", 1);
        run("more/first", "straight", 1, 8);

        CliRun compared = tmnf("compare", "save/first", "save/second", "save/new", "more/first");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.err()).contains("save/new has no race yet and is left out",
                "chicane was not raced on by save/first, more/first");
        assertThat(compared.out()).contains("save/first: 100 frames", "chicane. At");

        CliRun one = tmnf("compare", "save/first", "more/first", "save/second", "--map", "straight");
        assertThat(one.out()).doesNotContain("chicane.");
        assertThat(one.err()).contains("straight was not raced on by second");
        refused(2, "no run has a race on a map called hairpins", "save/first", "save/second", "--map",
                "hairpins");
    }

    @Test
    void aRunOfAnotherVersionIsComparedAndWhatItHasOtherwiseIsSaid() throws IOException {
        run("save/first", "straight", 1, 9);
        Files.writeString(Files.createDirectories(cwd.resolve("save/newer")).resolve("races.csv"), RACES
                .replace("\n", ",weather\n") + "100,1,straight,false,true,8.5,30,0,0,0,1,rain\n");

        CliRun compared = tmnf("compare", "save/first", "save/newer");
        assertThat(compared.code()).as(compared.err()).isZero();
        assertThat(compared.err()).contains("save/newer: races.csv is of another version; not known here and "
                + "left out: weather").doesNotContain("save/first:");
        assertThat(compared.out()).contains("8.50");

        Files.writeString(cwd.resolve("save/newer/races.csv"), "a,b\n1,2\n");
        refused(4, "races.csv is no table of a run", "save/first", "save/newer");
    }

    @Test
    void whatIsNoRunIsRefusedWithASentence() throws IOException {
        run("save/first", "straight", 1, 9);
        run("save/new", "straight", 1);
        Files.createDirectories(cwd.resolve("elsewhere"));
        refused(2, "one run alone cannot be compared", "save/first");
        refused(2, "is named twice", "save/first", "save/../save/first");
        refused(4, "there is no folder", "save/first", "save/frist");
        refused(4, "in it are the runs first, new", "save", "save/first");
        refused(4, "is no run of tmnf train", "elsewhere", "save/first");
        Files.copy(cwd.resolve("save/new/races.csv"), Files.createDirectories(cwd.resolve("save/newer"))
                .resolve("races.csv"));
        refused(4, "none of the runs has a race yet", "save/new", "save/newer");
    }

    private void refused(int code, String what, String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "compare";
        System.arraycopy(words, 0, all, 1, words.length);
        CliRun run = tmnf(all);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(what);
    }
}
