package tmnf.cli.info;

import java.util.Locale;
import java.util.Map;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.command.WithoutConfiguration;

/** {@code tmnf completion}: a script that teaches a shell our commands and options. */
@Command(name = "completion", header = "Print a completion script for a shell.",
        footer = {"Examples:",
            "  tmnf completion bash > ~/.local/share/bash-completion/completions/tmnf",
            "  source <(tmnf completion zsh)",
            "  tmnf completion fish > ~/.config/fish/completions/tmnf.fish",
            "  tmnf completion powershell >> $PROFILE"})
@WithoutConfiguration
public final class CompletionCommand extends TmnfCommand {

    /** Shells that we know. */
    enum Shell {
        BASH, ZSH, FISH, POWERSHELL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    protected CommandResult run(CommandContext context) {
        CommandLine tree = ((ProgramModel) spec().root().userObject()).completeTree();
        String script = switch (shell) {
            case BASH, ZSH -> AutoComplete.bash("tmnf", tree);
            case FISH -> CompletionScripts.fish(tree);
            case POWERSHELL -> CompletionScripts.powershell(tree);
        };
        return CommandResult.ok().withText(script).withJson(Map.of("shell", shell, "script", script));
    }
}
