package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.GameFiles;

/**
 * Shows what replays, challenges, ghosts, clips, simulation states and files of learning say, one file after
 * the other; nothing of it is kept. Two files of tensors are compared.
 */
@Command(
        name = "inspect",
        header = "Show what game files, datasets and files of learning say.",
        description = {
            "Reads each file completely and shows its facts; with --json one object a file in result.files,"
                    + " files that are refused included (file, error). Facts come from the body; where the"
                    + " header says otherwise, a warning says so.",
            "A simulation state saved from TMInterface is recognised by its length; every field of it is"
                    + " shown with its place, type and value.",
            "Of a dataset of captured frames it shows how much there is; --check reads all of it.",
            "Of weights and checkpoints (.pt, .pth, .torch, .ckpt, .safetensors) it lists the tensors; two of"
                    + " them are compared: 0 when all bits are the same, 6 when not. Of TensorBoard's event"
                    + " files it lists the tags."},
        footer = {
            "Examples:",
            "  tmnf inspect maps/replays/2233",
            "  tmnf inspect --json --inputs race.Replay.Gbx",
            "  tmnf inspect --header maps/tracks",
            "  tmnf inspect --trajectory line.png race.Replay.Gbx",
            "  tmnf inspect start.bin",
            "  tmnf inspect --check maps/img",
            "  tmnf inspect --contact-sheet sheet.png maps/img/2233/pos1_x_12340ms.replay",
            "  tmnf inspect run_001/encoder.pt",
            "  tmnf inspect save/weights1.torch save/weights2.torch",
            "",
            "Next: tmnf script race.Replay.Gbx"})
public final class InspectCommand extends TmnfCommand {

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR",
            description = "Game files, saved simulation states, folders to search for .gbx files and for "
                    + "states named .bin, patterns such as *.gbx, or - for stdin; or datasets of captured "
                    + "frames, tracks of them, folders of captured replays. With --check and nothing else: "
                    + "the self-check of float inputs. Files of learning, a second one of tensors to compare "
                    + "with.")
    private List<String> operands; // null: none

    @Option(names = "--inputs", description = "Add every input of the ghost: name, time in ms, exact value.")
    @HelpSection(HelpSection.OUTPUT)
    private boolean inputs;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20",
            description = "How many inputs, or values of a checkpoint, to list; --json always has all.")
    @HelpSection(HelpSection.OUTPUT)
    private int limit;

    @Option(names = "--header", description = "Read headers only: fast, and for all games of the series.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean headerOnly;

    @Option(names = "--check",
            description = "End with exit 6 when a file is refused or has warnings, or when something is "
                    + "wrong with "
                    + "a dataset: labels, schema, frames, actions, snapshots.")
    @HelpSection(HelpSection.BEHAVIOUR)
    private boolean check;

    @Option(names = "--trajectory", paramLabel = "FILE.png",
            description = "Draw the driven lines from above, coloured by speed, with checkpoints.")
    @HelpSection(HelpSection.OUTPUT)
    private Path trajectory;

    @Option(names = "--contact-sheet", paramLabel = "FILE.png",
            description = "Draw frames of a dataset, evenly spaced, with their times; of one replay also "
                    + "where on "
                    + "its way they were taken.")
    @HelpSection(HelpSection.OUTPUT)
    private Path contactSheet;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        if (operands == null || operands.isEmpty()) {
            CliException.require(check && contactSheet == null && trajectory == null,
                    "nothing to look at",
                    "name files or a dataset; --check alone checks the float inputs");
            return DatasetInspection.selfCheck();
        }
        List<DatasetOperand> datasets = new ArrayList<>();
        for (String operand : operands) {
            DatasetOperand.of(context, operand).ifPresent(datasets::add);
        }
        if (datasets.isEmpty()) {
            if (contactSheet != null) {
                requireThere(context);
            }
            CliException.require(contactSheet == null, "--contact-sheet needs a dataset",
                    "name the folder of a dataset, of a track of one, or of a captured replay");
            requirePng("--trajectory", trajectory);
            return new FileInspection(context,
                    new FileInspection.Settings(inputs, limit, headerOnly, trajectory)).run(operands, check);
        }
        CliException.require(datasets.size() == operands.size(), "datasets and game files together",
                "look at them with a command each");
        CliException.require(trajectory == null, "--trajectory is for replays",
                "--contact-sheet shows the way of a captured replay");
        requirePng("--contact-sheet", contactSheet);
        return new DatasetInspection(context, datasets).run(check, contactSheet);
    }

    /** What is missing is no dataset either, but for another reason. */
    private void requireThere(CommandContext context) {
        for (String operand : operands) {
            if (!GameFiles.isPattern(operand) && !operand.equals("-")
                    && !Files.exists(context.resolve(Path.of(operand)))) {
                context.requireDirectory(Path.of(operand));
            }
        }
    }

    private static void requirePng(String option, Path picture) {
        CliException.require(picture == null || picture.toString().toLowerCase(Locale.ROOT).endsWith(".png"),
                option + " " + picture + " is no PNG", "name it .png: no other kind of picture is written");
    }
}
