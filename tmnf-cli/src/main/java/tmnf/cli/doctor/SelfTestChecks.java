package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.doctor.selftest.SelfTest;
import tmnf.cli.doctor.selftest.StepOutcome;
import tmnf.gbx.file.FileTrees;

/** Runs the self-test, makes findings of its steps, and writes the one file to attach to an issue. */
final class SelfTestChecks {

    /** Start of the names of the checks. */
    static final String SELFTEST = "selftest-";

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_NAMES = 100;

    private final CommandContext context;
    private final Path report; // null: one that is free in the current folder
    private final Instant now;
    private Path written; // null: not yet
    private List<StepOutcome> outcomes = List.of();

    /**
     * Refuses a report that is there already, or whose folder is not.
     *
     * @param report where the user wants it; empty: in the current folder
     */
    SelfTestChecks(CommandContext context, Optional<Path> report) throws IOException {
        this.context = context;
        this.report = report.map(context::resolve).orElse(null);
        this.now = context.clock().instant();
        if (report.isPresent()) {
            CliException.require(!FileTrees.exists(this.report), "--report " + report.get()
                    + " is there already", "name another file; a report is never overwritten");
        }
        Path folder = folder();
        CliException.require(Files.isDirectory(folder), "the folder of the report is not there: " + folder,
                "make it first, or name another file with --report");
        FileTrees.requireWritable(folder);
    }

    private Path folder() {
        return report == null ? context.baseDirectory() : report.toAbsolutePath().normalize().getParent();
    }

    List<Finding> run() throws IOException {
        outcomes = new SelfTest(context).run(folder());
        List<Finding> findings = new ArrayList<>();
        for (StepOutcome outcome : outcomes) {
            findings.add(finding(outcome));
        }
        return findings;
    }

    private static Finding finding(StepOutcome outcome) {
        String check = SELFTEST + outcome.name();
        String message = outcome.what() + ": " + outcome.message() + " (" + outcome.elapsedMs() + " ms)";
        return switch (outcome.result()) {
            case OK -> Finding.ok(check, message, "");
            case FAILED -> Finding.problem(check, message, "", outcome.fix());
            default -> Finding.warning(check, message, "", outcome.fix());
        };
    }

    /** Writes the report about these findings. */
    void write(List<Finding> findings, Optional<String> login) throws IOException {
        List<String> names = new ArrayList<>(List.of(System.getProperty("user.name", "")));
        login.ifPresent(names::add);
        Redaction redaction = new Redaction(List.of(context.home(),
                Path.of(System.getProperty("user.home", "/")).toAbsolutePath()), names);
        String text = redaction.apply(SelfTestReport.of(now.truncatedTo(ChronoUnit.SECONDS).toString(),
                folder(), findings, outcomes));
        for (int number = 1;; number++) {
            Path file = report != null ? report : context.baseDirectory().resolve("tmnf-selftest-"
                    + NAME.format(now) + (number == 1 ? "" : "-" + number) + ".md");
            try {
                Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                written = file;
                return;
            } catch (FileAlreadyExistsException e) {
                if (report != null || number == MOST_NAMES) {
                    throw new CliException(ExitStatus.FAILURE, "EXISTS", "the report was not written: " + file
                            + " is there already", "", "name another file with --report", e);
                }
            }
        }
    }

    /** The file that was written. */
    Path written() {
        return written;
    }

    /** In one sentence. */
    String summary() {
        return SelfTestReport.summary(outcomes);
    }

    /** The object for scripts. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("report", written);
        json.put("steps", outcomes.stream().map(StepOutcome::json).toList());
        return json;
    }
}
