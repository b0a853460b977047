package tmnf.cli;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.InnerCommands;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.env.SystemEnvironment;

/** A program with one command that never ends by itself, to be interrupted by a test. */
final class SlowProgram {

    @Command(name = "slow", header = "Waits.", footer = "Examples:")
    static final class SlowCommand extends TmnfCommand {
        enum Manner { WATCHES, REGISTERS, STUBBORN, DEAF, RUNS_ANOTHER }

        @Option(names = "--manner", description = "How it takes signals.")
        private Manner manner;
        @Option(names = "--state", description = "File for the state.")
        private Path state;

        @Override
        protected CommandResult run(CommandContext context) throws Exception {
            if (manner == Manner.RUNS_ANOTHER) {
                OutputStream out = new OutputStream() {
                    @Override
                    public void write(int letter) {
                        context.out().write(letter);
                        context.out().flush();
                    }
                };
                ((InnerCommands) spec().root().userObject()).run(context, out, OutputStream.nullOutputStream(),
                        List.of("slow", "--manner", "watches", "--state", state.toString()));
                return CommandResult.ok();
            }
            if (manner == Manner.STUBBORN) {
                context.interrupted();
            }
            Thread worker = Thread.currentThread();
            if (manner == Manner.REGISTERS) {
                context.onInterrupt(worker::interrupt);
            }
            Files.writeString(context.resolve(Path.of("ready")), "");
            context.event("ready", java.util.Map.of());
            context.out().println("ready");
            context.out().flush();
            try {
                while (manner != Manner.WATCHES || !context.interrupted()) {
                    Thread.sleep(10);
                }
            } catch (InterruptedException e) {
                Files.writeString(context.resolve(state), "saved by interrupt");
                throw e;
            }
            Files.writeString(context.resolve(state), "saved");
            return CommandResult.ok().withText("stopped early");
        }
    }

    private SlowProgram() {
    }

    public static void main(String[] args) {
        System.exit(new Tmnf(SystemEnvironment.current(), List.of(SlowCommand.class)).run(args));
    }
}
