package tmnf.cli.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.doctor.Finding.Level;
import tmnf.tminterface.launch.GamePlugin;

/** What the command says of its findings, to people and to scripts. */
final class DoctorReport {

    private static final int LABEL = 13;

    /** What problems are about, in the order in which they are told. */
    private enum Subject {
        GAME("the game cannot be used yet"),
        ENGINE("pretraining and training do not work here"),
        EXCHANGE("the exchange did not answer, or not every question"),
        SELFTEST("the self-test failed");

        private final String words;

        Subject(String words) {
            this.words = words;
        }

        static Subject of(Finding finding) {
            return finding.check().equals(EngineChecks.ENGINE) ? ENGINE
                    : finding.check().startsWith(ExchangeChecks.EXCHANGE) ? EXCHANGE
                    : finding.check().startsWith(SelfTestChecks.SELFTEST) ? SELFTEST : GAME;
        }
    }

    private final List<Finding> findings;
    private final List<GamePlugin.Step> steps;
    private final boolean installPlugin;
    private final boolean dryRun;

    DoctorReport(List<Finding> findings, List<GamePlugin.Step> steps, boolean installPlugin,
            boolean dryRun) {
        this.findings = findings;
        this.steps = steps;
        this.installPlugin = installPlugin;
        this.dryRun = dryRun;
    }

    CommandResult result(CommandContext context, Optional<ExchangeChecks> site,
            Optional<SelfTestChecks> test) {
        long problems = count(Level.PROBLEM);
        long warnings = count(Level.WARNING);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("findings", findings.stream().map(DoctorReport::json).toList());
        json.put("problems", problems);
        json.put("warnings", warnings);
        json.put("plugin", steps.stream().map(DoctorReport::json).toList());
        json.put("pluginInstalled", installPlugin && !dryRun);
        site.ifPresent(checks -> json.put("exchange", checks.json()));
        Optional<SelfTestChecks> written = test.filter(checks -> checks.written() != null);
        written.ifPresent(checks -> json.put("selftest", checks.json()));
        String summary = number(problems, "problem") + ", " + number(warnings, "warning");
        boolean stopped = context.interrupted();
        CommandResult result = CommandResult.of(stopped ? ExitStatus.INTERRUPTED
                : problems == 0 ? ExitStatus.OK : ExitStatus.CHECK_FAILED).withLines(lines());
        if (written.isPresent()) {
            result = result.withText("self-test: " + written.get().summary() + "; report: "
                    + written.get().written()).withNext("look at " + written.get().written()
                    + ", and attach it to an issue");
        }
        result = result.withText(summary).withJson(json);
        if (stopped) {
            return result.withProblem("stopped before everything was looked at");
        }
        String about = findings.stream().filter(finding -> finding.level() == Level.PROBLEM).map(Subject::of)
                .collect(Collectors.toCollection(TreeSet::new)).stream().map(subject -> subject.words)
                .collect(Collectors.joining(", "));
        return problems == 0 ? result : result.withProblem(about + ": " + summary);
    }

    private static String number(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String would = dryRun ? "would be " : "";
        for (GamePlugin.Step step : steps) {
            lines.add(step.isBackup() ? step.from() + ": " + would + "put aside as " + step.to().getFileName()
                    : step.to() + ": " + would + "written; restart the game");
        }
        if (installPlugin && steps.isEmpty()) {
            lines.add("our plugin is installed already");
        }
        int label = findings.stream().mapToInt(finding -> finding.check().length()).reduce(LABEL, Math::max);
        for (Finding finding : findings) {
            lines.add(String.format("%-8s %-" + label + "s %s", finding.level(), finding.check(),
                    finding.message()));
            if (!finding.where().isEmpty()) {
                lines.add(" ".repeat(9 + label) + " in " + finding.where());
            }
            if (!finding.fix().isEmpty()) {
                lines.add(" ".repeat(9 + label) + " fix: " + finding.fix());
            }
        }
        return lines;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", finding.check());
        json.put("level", finding.level().toString());
        json.put("message", finding.message());
        json.put("where", finding.where());
        json.put("fix", finding.fix());
        return json;
    }

    private static Map<String, Object> json(GamePlugin.Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("action", step.isBackup() ? "backup" : "write");
        if (step.isBackup()) {
            json.put("from", step.from().toString());
        }
        json.put("to", step.to().toString());
        return json;
    }
}
