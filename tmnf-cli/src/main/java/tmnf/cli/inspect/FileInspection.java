package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.Progress;
import tmnf.cli.command.ResultStream;
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
 * What {@code tmnf inspect} does with game files, simulation states and files of learning: it shows one after
 * the other. Of all that is read it keeps the driven lines, and these only for a picture.
 */
final class FileInspection {

    private final CommandContext context;
    private final Settings settings;
    private final List<TrajectoryPicture.Drive> drives = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private int refused;
    private int warned;

    /**
     * What is shown.
     *
     * @param inputs whether the inputs of ghosts are
     * @param limit how many inputs, or values of a checkpoint, are listed
     * @param headerOnly whether bodies are left unread
     * @param trajectory place of a picture of the driven lines, or null for none
     */
    record Settings(boolean inputs, int limit, boolean headerOnly, Path trajectory) {
    }

    FileInspection(CommandContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /**
     * Looks at all of them, or compares two files of tensors.
     *
     * @param check whether a warning is a failure
     */
    CommandResult run(List<String> operands, boolean check) throws IOException {
        if (operands.size() == 2 && operands.stream().allMatch(this::isTensors)) {
            return TensorDifference.between(context, Path.of(operands.get(0)), Path.of(operands.get(1)),
                    settings.limit());
        }
        for (String operand : operands) {
            requireContent(operand);
        }
        GameFiles found = GameFiles.find(context, operands,
                file -> StateFile.isOne(file) || LearningFile.isOne(file));
        int done = 0;
        try (ResultStream stream = context.stream("files");
                Progress progress = context.progress("inspecting", found.files().size())) {
            for (GameFiles.Unreadable folder : found.unreadable()) {
                show(stream, report(FileFacts.unreadable(folder.path(), folder.reason())));
            }
            for (Path file : found.files()) {
                if (context.interrupted()) {
                    break;
                }
                show(stream, look(file));
                done++;
                progress.advance(1);
            }
        }
        if (settings.trajectory() != null) {
            draw(settings.trajectory());
        }
        return result(done, check);
    }

    /** In an empty folder there is neither a game file nor a capture: nobody knows which one is missing. */
    private void requireContent(String operand) throws IOException {
        if (GameFiles.isPattern(operand) || !Files.isDirectory(context.resolve(Path.of(operand)))) {
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

    private boolean isTensors(String operand) {
        return !GameFiles.isPattern(operand)
                && LearningFile.hasTensors(Path.of(operand))
                && !Files.isDirectory(context.resolve(Path.of(operand)));
    }

    private void show(ResultStream stream, FileReport report) {
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
        return new FileReport(facts, FileSummary.lines(facts, settings.limit()));
    }

    private FileReport look(Path file) {
        Path absolute = context.resolve(file);
        try {
            if (LearningFile.isOne(file)) {
                return LearningFile.report(file, absolute, settings.limit());
            }
            if (settings.headerOnly()) {
                return header(file, absolute);
            }
            byte[] bytes = GameFiles.bytes(context, file, GbxReadOptions.CHECKED.limits());
            Optional<FileReport> state = StateFile.report(file, absolute, bytes);
            return state.isPresent() ? state.get() : report(content(file, absolute, bytes));
        } catch (GbxFormatException e) {
            return report(FileFacts.refused(file, absolute, e));
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            String prefix = absolute + ": ";
            return report(FileFacts.unreadable(
                    file, why.startsWith(prefix) ? why.substring(prefix.length()) : why));
        }
    }

    private FileReport header(Path file, Path absolute) throws IOException {
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

    private Map<String, Object> content(Path file, Path absolute, byte[] bytes) throws IOException {
        GbxFile<GbxContent> read = GbxFiles.read(file.toString(), bytes, GbxReadOptions.CHECKED);
        if (settings.trajectory() != null && read.content() instanceof Replay replay) {
            replay.bestGhost().ifPresent(ghost -> drives.add(TrajectoryPicture.Drive.of(ghost)));
            titles.add(TrajectoryPicture.title(replay));
        } else if (settings.trajectory() != null && read.content() instanceof Ghost ghost) {
            drives.add(TrajectoryPicture.Drive.of(ghost));
            titles.add(file.getFileName().toString());
        }
        return FileFacts.of(file, absolute, read, settings.inputs());
    }

    private void draw(Path picture) throws IOException {
        if (drives.isEmpty()) {
            throw CliException.noInput(
                    "no picture drawn: none of the files holds a drive", "", "name a replay or a ghost");
        }
        Path target = context.resolve(picture);
        try {
            byte[] png = TrajectoryPicture.png(titles.get(0), drives);
            AtomicFile.write(target, png);
            String count = drives.size() == 1 ? "1 drive" : drives.size() + " drives";
            context.note("drew " + count + " into " + picture);
        } catch (LineException e) {
            throw new CliException(ExitStatus.PARTIAL, "NO_PICTURE", "no picture drawn: " + e.getMessage(),
                    "", "choose another replay", e);
        }
    }

    private CommandResult result(int done, boolean check) {
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
