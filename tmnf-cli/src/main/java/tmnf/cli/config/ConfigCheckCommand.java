package tmnf.cli.config;

import java.util.Map;

import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;

/** {@code tmnf config check}: all mistakes at once. */
@Command(name = "check",
        header = "Check every configuration file and variable; exit 6 when something is wrong.",
        footer = {"Examples:",
            "  tmnf config check",
            "  tmnf config check --config mine.yaml",
            "",
            "Next: tmnf config show --origin"})
@WithoutConfiguration
public final class ConfigCheckCommand extends TmnfCommand {

    @Override
    protected CommandResult run(CommandContext context) {
        Configuration configuration = ((ConfigAccess) spec().root().userObject()).loader().load();
        if (configuration.problems().isEmpty()) {
            int values = configuration.layers().stream().mapToInt(layer -> layer.values().size()).sum();
            return CommandResult.ok().withText("no mistakes; " + values + " values configured")
                    .withJson(Map.of("problems", configuration.problems(), "values", values));
        }
        return CommandResult.of(ExitStatus.CHECK_FAILED).withLines(configuration.problems())
                .withProblem("mistakes in the configuration: " + configuration.problems().size())
                .withJson(Map.of("problems", configuration.problems()));
    }
}
