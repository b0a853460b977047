package tmnf.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;
import tmnf.gbx.file.AtomicFile;

/** {@code tmnf config init}: a file with every key, commented out. */
@Command(name = "init", header = "Write a configuration file with every key explained and commented out.",
        footer = {"Examples:",
            "  tmnf config init",
            "  tmnf config init -o config/tmnf.yaml",
            "  tmnf config init -o - | less",
            "",
            "Next: tmnf config show --origin"})
@WithoutConfiguration
public final class ConfigInitCommand extends TmnfCommand {

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "File to write, - for stdout. Without it: the file of the user.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = "--force", description = "Overwrite the file if it exists.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean force;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        ConfigAccess access = (ConfigAccess) spec().root().userObject();
        String text = DefaultFile.render(access.keys());
        if (output != null && output.toString().equals("-")) {
            return CommandResult.ok().withText(text).withJson(Map.of("yaml", text));
        }
        Path file = output == null ? access.loader().userFile() : context.resolve(output);
        if (Files.exists(file) && !force) {
            throw new CliException(ExitStatus.USAGE, "EXISTS", file + " exists already", "",
                    "edit it, or give --force to overwrite it");
        }
        if (!dryRun.active()) {
            AtomicFile.write(file, text);
        }
        return CommandResult.ok().withText((dryRun.active() ? "would write " : "wrote ") + file)
                .withJson(Map.of("file", file, "written", !dryRun.active()))
                .withNext("tmnf config show --origin");
    }
}
