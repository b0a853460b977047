package tmnf.cli.doctor;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import tmnf.cli.doctor.selftest.StepOutcome;
import tmnf.cli.doctor.selftest.StepOutcome.Result;
import tmnf.cli.info.BuildInfo;

/** The report of a self-test: one file of Markdown to attach to an issue. No variable's value is in it. */
final class SelfTestReport {

    private static final String USER_NAME = "user-name";

    private final StringBuilder text = new StringBuilder();

    private SelfTestReport() {
    }

    /** The whole text, not yet redacted. */
    static String of(String time, Path folder, List<Finding> findings, List<StepOutcome> outcomes) {
        SelfTestReport report = new SelfTestReport();
        report.line("# Self-test of tmnf").line("");
        report.facts(time, folder);
        report.line("## Steps").line("").line(summary(outcomes)).line("");
        report.row("step", "what", "result", "ms", "what came of it");
        report.row("---", "---", "---", "---:", "---");
        outcomes.forEach(outcome -> report.row(outcome.name(), outcome.what(), outcome.result().toString(),
                Long.toString(outcome.elapsedMs()), outcome.message()));
        report.line("").line("## Findings").line("");
        report.row("check", "level", "message", "where", "fix");
        report.row("---", "---", "---", "---", "---");
        findings.stream().filter(finding -> !finding.check().startsWith(SelfTestChecks.SELFTEST))
                .forEach(finding -> report.row(finding.check(), finding.level().toString(),
                        finding.check().equals(USER_NAME) && finding.level() == Finding.Level.OK ? "set"
                                : finding.message(), finding.where(), finding.fix()));
        outcomes.stream().filter(outcome -> !outcome.details().isEmpty()).forEach(report::details);
        return report.text.toString();
    }

    /** How many steps ended how, in one sentence. */
    static String summary(List<StepOutcome> outcomes) {
        return count(outcomes, Result.OK) + " of " + outcomes.size() + " steps work, "
                + count(outcomes, Result.WARNING) + " with a warning, " + count(outcomes, Result.FAILED)
                + " failed, " + count(outcomes, Result.NOT_RUN) + " not run";
    }

    private static long count(List<StepOutcome> outcomes, Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }

    private void facts(String time, Path folder) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("time", time);
        facts.putAll(BuildInfo.load().facts());
        Runtime runtime = Runtime.getRuntime();
        facts.put("processors", Integer.toString(runtime.availableProcessors()));
        facts.put("heap", (runtime.maxMemory() >> 20) + " MiB");
        facts.put("charset", Charset.defaultCharset() + ", names of files "
                + System.getProperty("sun.jnu.encoding", "unknown"));
        facts.put("locale", Locale.getDefault().toString());
        facts.put("disk", disk(folder));
        row("", "");
        row("---", "---");
        facts.forEach(this::row);
        line("");
    }

    private static String disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.type() + ", " + (store.getUsableSpace() >> 20) + " MiB free";
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private void details(StepOutcome outcome) {
        line("").line("## What failed: " + outcome.name()).line("").line(outcome.message()).line("");
        outcome.details().lines().forEach(each -> line("    " + each));
    }

    private void row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(cell.replace("|", "\\|").replaceAll("\\s+", " ")).append(" |");
        }
        text.append('\n');
    }

    private SelfTestReport line(String line) {
        text.append(line).append('\n');
        return this;
    }
}
