package tmnf.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.file.FileTrees;
import tmnf.gbx.synthetic.SyntheticDownload;

/** The report of a demo whose files are not all there. */
class DemoReportTest {

    @TempDir
    private Path temp;

    private DemoFolder folder() throws IOException {
        DemoFolder folder = new DemoFolder(Path.of("demo"), Files.createDirectories(temp.resolve("demo")));
        SyntheticDownload.write(folder.path().resolve("maps"), 1, () -> false);
        return folder;
    }

    private static List<StepRun> runs(DemoFolder folder) throws IOException {
        List<StepRun> runs = new ArrayList<>();
        for (DemoStep step : new DemoPlan(folder, "http://127.0.0.1:1", new DemoPlan.Practice(1, 5, "1s"),
                words -> "tmnf " + String.join(" ", words)).steps()) {
            String result;
            try {
                result = step.exhibit().result();
            } catch (IOException e) {
                result = DemoReport.missing(e);
            }
            runs.add(new StepRun(step, "tmnf " + String.join(" ", step.words()), step.exitCode(), 1500,
                    result, List.of("said <this>"), List.of()));
        }
        return runs;
    }

    private static String write(DemoFolder folder, List<StepRun> runs) throws Exception {
        new DemoReport(folder, "tmnf sim exchange --data demo/exchange --port 1", runs, runs.size())
                .write(34_500);
        String page = Files.readString(folder.path().resolve(DemoReport.NAME));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(
                page.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
        return page;
    }

    @Test
    void aMissingFileIsCalledSoInItsPlaceAndTheRestIsShown() throws Exception {
        DemoFolder folder = folder();

        String page = write(folder, runs(folder));

        for (String missing : List.of("statistics.json", "drive.png", "track.png", ".fix_names.tsv", "vcp",
                "metrics.csv", "weights1.torch", "races.csv", "track_ids_standard.txt")) {
            assertThat(page).contains(missing + " is missing");
        }
        assertThat(page).contains("23 of 23 steps in 34.5 s, all as planned.", "23. How well it drives",
                "said &lt;this&gt;", "tmnf sim exchange --data demo/exchange --port 1",
                "As planned: two replays are damaged").doesNotContain("<img", "href=");
    }

    @Test
    void figuresAreThoseOfTheFilesAndChangeWithThem() throws Exception {
        DemoFolder folder = folder();
        DemoRaces.write(folder.path().resolve(DemoExchange.FOLDER), 1, () -> false);
        FileTrees.move(folder.path().resolve(DemoExchange.FOLDER).resolve("tracks"),
                Files.createDirectories(folder.path().resolve("races")).resolve("tracks"));
        Path replays = folder.path().resolve("races").resolve("replays");
        copy(folder.path().resolve(DemoExchange.FOLDER).resolve("replays"), replays);

        assertThat(write(folder, runs(folder))).contains("10 of 10 replays and 2 challenges are there",
                "Track 700001, ", "Chlo\u00e9");

        Files.delete(FileExhibits.files(replays.resolve("700001"), ".gbx").get(0));
        assertThat(write(folder, runs(folder))).contains("9 of 10 replays and 2 challenges are there");
    }

    /** The page is sent alone; what it links to is not. */
    @Test
    void linksSayThatTheyLeadOutOfThePage() throws Exception {
        DemoFolder folder = folder();
        Path linked = Files.createDirectories(folder.path().resolve("pretrain/first")).resolve("report.html");
        Files.writeString(linked, "<p>figures</p>");

        assertThat(write(folder, runs(folder))).containsSubsequence("More of the same",
                "not part of this page but lie beside it", "where this file was sent alone",
                "<a href=\"pretrain/first/report.html\">");
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : FileExhibits.files(from, ".gbx")) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    @Test
    void whatIsDamagedIsAnErrorOfTheFile() throws IOException {
        Path table = Files.writeString(temp.resolve("metrics.csv"), "epoch,val_loss\n1,much\n");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CsvTable.read(table).numbers("val_loss"))
                .withMessageContaining("metrics.csv has no column of numbers val_loss");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> CsvTable.read(table).numbers("loss"));
        Path empty = Files.writeString(temp.resolve("empty.csv"), "epoch\n");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> CsvTable.read(empty));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> Pictures.decode("x.png", new byte[9]))
                .withMessage("x.png is no picture");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> new LearningExhibit(temp)
                .result());
    }
}
