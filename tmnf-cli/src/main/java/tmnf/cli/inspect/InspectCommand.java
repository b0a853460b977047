package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.files.GameFiles;
import tmnf.cli.run.Printable;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.file.AtomicFile;
import tmnf.gbx.line.LineException;
import tmnf.gbx.line.TrajectoryPicture;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;

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

    private int refused;
    private int warned;

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
            return files(context);
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
            if (!isPattern(operand) && !operand.equals("-")
                    && !Files.exists(context.resolve(Path.of(operand)))) {
                context.requireDirectory(Path.of(operand));
            }
        }
    }

    private static boolean isPattern(String operand) {
        return operand.indexOf('*') >= 0 || operand.indexOf('?') >= 0;
    }

    private static void requirePng(String option, Path picture) {
        CliException.require(picture == null || picture.toString().toLowerCase(Locale.ROOT).endsWith(".png"),
                option + " " + picture + " is no PNG", "name it .png: no other kind of picture is written");
    }

    private CommandResult files(CommandContext context) throws IOException {
        requirePng("--trajectory", trajectory);
        if (operands.size() == 2 && operands.stream().allMatch(operand -> isTensors(context, operand))) {
            return TensorDifference.between(context, Path.of(operands.get(0)), Path.of(operands.get(1)),
                    limit);
        }
        for (String operand : operands) {
            requireContent(context, operand);
        }
        GameFiles found = GameFiles.find(context, operands,
                file -> StateFile.isOne(file) || LearningFile.isOne(file));
        List<TrajectoryPicture.Drive> drives = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        int done = 0;
        try (ResultStream stream = context.stream("files");
                Progress progress = context.progress("inspecting", found.files().size())) {
            for (GameFiles.Unreadable folder : found.unreadable()) {
                show(context, stream, report(FileFacts.unreadable(folder.path(), folder.reason())));
            }
            for (Path file : found.files()) {
                if (context.interrupted()) {
                    break;
                }
                show(context, stream, look(context, file, drives, titles));
                done++;
                progress.advance(1);
            }
        }
        if (trajectory != null) {
            draw(context, drives, titles);
        }
        return result(done);
    }

    /** In an empty folder there is neither a game file nor a capture: nobody knows which one is missing. */
    private static void requireContent(CommandContext context, String operand) throws IOException {
        if (isPattern(operand) || !Files.isDirectory(context.resolve(Path.of(operand)))) {
            return;
        }
        try (Stream<Path> files = Files.list(context.resolve(Path.of(operand)))) {
            if (files.findAny().isEmpty()) {
                throw CliException.noInput("an empty folder: " + operand, "",
                        "name game files, a folder that holds some, or a dataset of captured frames");
            }
        } catch (AccessDeniedException e) {
            return; // told for each folder that cannot be read
        }
    }

    private static boolean isTensors(CommandContext context, String operand) {
        return !isPattern(operand)
                && LearningFile.hasTensors(Path.of(operand))
                && !Files.isDirectory(context.resolve(Path.of(operand)));
    }

    private void show(CommandContext context, ResultStream stream, FileReport report) {
        Map<String, Object> facts = report.facts();
        if (facts.containsKey("error")) {
            refused++;
        } else if (facts.get("warnings") instanceof List<?> warnings && !warnings.isEmpty()) {
            warned++;
        }
        stream.add(facts);
        report.lines().stream().map(Printable::of).forEach(context.out()::println);
    }

    private FileReport report(Map<String, Object> facts) {
        return new FileReport(facts, FileSummary.lines(facts, limit));
    }

    private FileReport look(
            CommandContext context, Path file, List<TrajectoryPicture.Drive> drives, List<String> titles) {
        Path absolute = context.resolve(file);
        try {
            if (LearningFile.isOne(file)) {
                return LearningFile.report(file, absolute, limit);
            }
            if (headerOnly) {
                return header(context, file, absolute);
            }
            byte[] bytes = GameFiles.bytes(context, file, GbxReadOptions.CHECKED.limits());
            Optional<FileReport> state = StateFile.report(file, absolute, bytes);
            return state.isPresent() ? state.get() : report(content(file, absolute, bytes, drives, titles));
        } catch (GbxFormatException e) {
            return report(FileFacts.refused(file, absolute, e));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            String prefix = absolute + ": ";
            return report(FileFacts.unreadable(
                    file, why.startsWith(prefix) ? why.substring(prefix.length()) : why));
        }
    }

    private FileReport header(CommandContext context, Path file, Path absolute) throws IOException {
        List<GbxWarning> warnings = new ArrayList<>();
        try {
            GbxHeaderFacts header = GbxFiles.readHeader(absolute, warnings);
            return report(FileFacts.ofHeader(file, absolute, header, warnings));
        } catch (GbxFormatException e) {
            if (e.reason() != GbxFormatException.Reason.NOT_GBX) {
                throw e;
            }
            // States have no header; they are small enough to be read whole.
            byte[] bytes = GameFiles.bytes(context, file, GbxReadOptions.CHECKED.limits());
            return StateFile.report(file, absolute, bytes).orElseThrow(() -> e);
        }
    }

    private Map<String, Object> content(Path file, Path absolute, byte[] bytes,
            List<TrajectoryPicture.Drive> drives, List<String> titles) throws IOException {
        GbxFile<GbxContent> read = GbxFiles.read(file.toString(), bytes, GbxReadOptions.CHECKED);
        if (trajectory != null && read.content() instanceof Replay replay) {
            replay.bestGhost().ifPresent(ghost -> drives.add(TrajectoryPicture.Drive.of(ghost)));
            titles.add(TrajectoryPicture.title(replay));
        } else if (trajectory != null && read.content() instanceof Ghost ghost) {
            drives.add(TrajectoryPicture.Drive.of(ghost));
            titles.add(file.getFileName().toString());
        }
        return FileFacts.of(file, absolute, read, inputs);
    }

    private void draw(CommandContext context, List<TrajectoryPicture.Drive> drives, List<String> titles)
            throws IOException {
        if (drives.isEmpty()) {
            throw CliException.noInput(
                    "no picture drawn: none of the files holds a drive", "", "name a replay or a ghost");
        }
        Path target = context.resolve(trajectory);
        try {
            byte[] png = TrajectoryPicture.png(titles.get(0), drives);
            AtomicFile.write(target, png);
            String count = drives.size() == 1 ? "1 drive" : drives.size() + " drives";
            context.note("drew " + count + " into " + trajectory);
        } catch (LineException e) {
            throw new CliException(ExitStatus.PARTIAL, "NO_PICTURE", "no picture drawn: " + e.getMessage(),
                    "", "choose another replay", e);
        }
    }

    private CommandResult result(int done) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("read", done);
        counts.put("refused", refused);
        counts.put("withWarnings", warned);
        CommandResult result;
        if (check && refused + warned > 0) {
            result = CommandResult.of(ExitStatus.CHECK_FAILED)
                    .withProblem(refused + " files refused, " + warned + " with warnings");
        } else {
            result = CommandResult.finished(refused);
        }
        return result.withJson(counts);
    }
}
