package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import tmnf.pretrain.run.ReportPage;

/**
 * {@code demo/report.html}: the whole demo as one page that holds its pictures itself, so that it can be sent
 * or attached as it is. What it says of a step is read from the step's files; a file that is missing is
 * called so in its place.
 */
final class DemoReport {

    /** Name of the page, in the folder of the demo. */
    static final String NAME = "report.html";

    private static final double MS = 1e3;
    private static final List<Path> FURTHER = List.of(
            Path.of("pretrain", "first", "report.html"),
            Path.of(DemoDriver.FOLDER, "save", "demo", "report.html"));

    private final DemoFolder folder;
    private final String exchange;
    private final List<StepRun> runs;
    private final int planned;
    private final ReportPage page = new ReportPage("tmnf demo: from replays to a driver");

    /**
     * Of a demo.
     *
     * @param exchange the command line of the exchange that was downloaded from
     * @param runs steps that were run, in their order
     * @param planned how many there should have been
     */
    DemoReport(DemoFolder folder, String exchange, List<StepRun> runs, int planned) {
        this.folder = folder;
        this.exchange = exchange;
        this.runs = List.copyOf(runs);
        this.planned = planned;
    }

    /** Writes the page. */
    void write(long elapsedMs) throws IOException {
        page.text("tmnf takes a TrackMania Nations Forever driver from leaderboard replays to a trained "
                + "agent, one command a step. In tmnf demo simulated drivers race, their replays are "
                + "downloaded and filtered, driven again in simulated games for pictures of every "
                + "moment, and two networks learn: one to see, one to drive. This page shows what came "
                + "of it here, read from the files that each step left.");
        exhibit(new Exhibit() {
            @Override
            public String result() {
                return "";
            }

            @Override
            public void show(ReportPage to) throws IOException {
                DemoPlan.evaluation(folder).film(to);
            }
        });
        inShort(elapsedMs);
        steps("The pipeline, step by step", true);
        steps("What else can be done with game files", false);
        further();
        page.write(folder.path().resolve(NAME));
    }

    /** Those of the pipeline, or the others; each has the number that it had on the screen. */
    private void steps(String heading, boolean ofPipeline) {
        if (runs.stream().anyMatch(run -> isOfPipeline(run) == ofPipeline)) {
            page.heading(heading);
        }
        for (int i = 0; i < runs.size(); i++) {
            if (isOfPipeline(runs.get(i)) == ofPipeline) {
                step(i + 1, runs.get(i));
            }
        }
    }

    private static boolean isOfPipeline(StepRun run) {
        return !run.step().stage().isEmpty();
    }

    private void inShort(long elapsedMs) {
        page.heading("In short");
        List<List<String>> rows = new ArrayList<>();
        for (StepRun run : runs) {
            if (isOfPipeline(run)) {
                rows.add(List.of(run.step().stage(), run.result(), seconds(run.elapsedMs()) + " s"));
            }
        }
        page.table(List.of("command", "what came of it", "took"), rows, -1, 2);
        page.text(runs.size() + " of " + planned + " steps in " + seconds(elapsedMs) + " s"
                + (runs.stream().allMatch(StepRun::asPlanned) && runs.size() == planned ? ", all as planned."
                        : "; the last one did not end as planned, and those behind it were not run."));
        page.text("To repeat a step by hand, type its line where the demo was started; the steps that "
                + "download need the exchange, in another terminal:");
        page.command(exchange);
    }

    private void step(int number, StepRun run) {
        DemoStep step = run.step();
        page.subheading(number + ". " + step.title().substring(0, 1).toUpperCase(Locale.ROOT)
                + step.title().substring(1));
        page.text("What to look for: " + step.lookAt());
        page.command(run.command());
        page.text("Exit code " + run.exitCode() + (run.asPlanned() ? "" : ", not " + step.exitCode()
                + " as planned") + ", " + seconds(run.elapsedMs()) + " s"
                + (run.result().isEmpty() ? "" : ": " + run.result()) + "."
                + (run.exitCode() == 0 || !run.asPlanned() ? "" : " As planned: " + step.why() + "."));
        page.folded("What it printed", String.join("\n", run.shown()), step.exhibit() == Exhibit.NONE);
        if (run.asPlanned()) {
            exhibit(step.exhibit());
        }
    }

    private void exhibit(Exhibit exhibit) {
        try {
            exhibit.show(page);
        } catch (IOException e) {
            page.text("Not shown: " + missing(e) + ".");
        }
    }

    private void further() {
        List<Path> there = FURTHER.stream().filter(file -> Files.isRegularFile(folder.path().resolve(file)))
                .toList();
        if (there.isEmpty()) {
            return;
        }
        page.heading("More of the same");
        page.text("The runs of learning have pages of their own, with all their figures. They are not part "
                + "of this page but lie beside it, in the folder of the demo on the machine where it ran: "
                + "where this file was sent alone, the links lead nowhere.");
        StringBuilder list = new StringBuilder("<ul>\n");
        for (Path file : there) {
            String link = ReportPage.escaped(file.toString().replace('\\', '/'));
            list.append("<li><a href=\"").append(link).append("\">").append(link).append("</a></li>\n");
        }
        page.element(list.append("</ul>\n").toString());
    }

    /** What is wrong with a file. */
    static String missing(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + (missing.getReason() == null ? " is missing"
                    : ": " + missing.getReason());
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.1f", ms / MS);
    }
}
