package tmnf.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.cli.run.Printable;
import tmnf.rl.config.TrainSettings;
import tmnf.rl.config.TrainingSettings;
import tmnf.rl.inject.InjectionException;
import tmnf.rl.inject.InjectionPlan.Warning;
import tmnf.rl.inject.PretrainedFiles;
import tmnf.rl.inject.PretrainedParts;
import tmnf.rl.save.DrawnWeights;
import tmnf.rl.save.RunStart;
import tmnf.rl.train.FrozenParts;
import tmnf.rl.train.PretrainedRequest;

/** Mix-in: what was trained before and a fresh run begins with. */
final class PretrainedOptions {

    @Option(names = "--init-from", paramLabel = "ENCODER",
            description = "Begin a fresh run with this pretrained encoder, as tmnf init-iqn puts it in, "
                + "instead of pretrain_encoder_path. Refused where the run goes on.")
    @HelpSection(HelpSection.SELECTION)
    @NotConfigurable
    private Path initFrom; // null: not given

    /** As the user wrote it; null: not given. */
    String initFrom() {
        return initFrom == null ? null : initFrom.toString();
    }

    PretrainedRequest request(CommandContext context, TrainSettings settings) {
        TrainingSettings keys = settings.training();
        return new PretrainedRequest(new PretrainedFiles(initFrom != null ? Optional.empty()
                : path(context, keys.pretrainEncoderPath()), path(context, keys.pretrainBcHeadsPath()),
                path(context, keys.pretrainFloatHeadPath()), path(context, keys.pretrainActionsHeadPath())),
                Optional.ofNullable(initFrom).map(context::resolve));
    }

    private static Optional<Path> path(CommandContext context, Optional<String> key) {
        return key.filter(text -> !text.isBlank()).map(text -> context.resolve(Path.of(
                context.isWindows() ? text : text.replace('\\', '/'))));
    }

    /**
     * What a run tells of its parts as it begins.
     *
     * @param notes what is put in, and what is not
     * @param warnings what the user should know of it
     */
    record Told(List<String> notes, List<String> warnings) {
    }

    /**
     * Refuses what does not fit before anything is made.
     *
     * @return what the run itself says of the parts
     */
    static Told check(CommandContext context, PretrainedRequest request, TrainSettings settings,
            Path saveDir) throws IOException {
        RunStart.Kind start = RunStart.look(saveDir, settings.training().runName());
        try {
            PretrainedRequest.Use use = request.at(start);
            PretrainedFiles files = use.files();
            files.all().forEach(context::requireFile);
            PretrainedParts parts = PretrainedParts.read(files, settings.driver(), settings.policy());
            return new Told(Stream.concat(parts.notes().stream(), Stream.of(use.left())
                    .filter(text -> !text.isEmpty())).toList(), Stream.concat(parts.warnings().stream()
                    .map(Warning::message), FrozenParts.warnings(settings, start, DrawnWeights.of(saveDir,
                            settings.training().runName()), parts.names()).stream()).toList());
        } catch (InjectionException e) {
            throw refused(e);
        }
    }

    static CliException refused(InjectionException e) {
        ExitStatus status = switch (e.reason()) {
            case NO_ENCODER -> ExitStatus.NO_INPUT;
            case GOES_ON, NO_IMAGE_HEAD, SHAPES, MISMATCH -> ExitStatus.USAGE;
            default -> ExitStatus.FAILURE;
        };
        return new CliException(status, e.reason().name(), e.getMessage(), e.differences().stream()
                .map(each -> Printable.line(each.key() + " is " + each.is() + ", should be "
                        + each.shouldBe())).collect(Collectors.joining("\n")), e.advice(), e);
    }
}
