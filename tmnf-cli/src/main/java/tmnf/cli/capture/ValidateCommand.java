package tmnf.cli.capture;

import java.io.IOException;
import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tmnf.capture.plan.CapturePlaces;
import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.OutputSettings;
import tmnf.capture.plan.ReplaySelection;
import tmnf.capture.plan.VcpSettings;
import tmnf.capture.validate.ValidateSettings;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.TmnfCommand;

/** {@code tmnf validate}: one replay, driven by the game's own validation and by our script. */
@Command(name = "validate", header = "Compare the script of a replay with the game's own validation.",
        description = {
            "The game drives a replay twice: with the inputs that it recorded when it validated the replay, "
            + "and with the script that tmnf capture would use. Both drives are compared with the replay's "
            + "ghost and with each other, tick by tick. The first one is captured like any other, and "
            + "published when all agree.",
            "The replay has to be validated in the running game first: --prepare-only puts it there and says "
            + "how. --sim needs no game: there the replay counts as validated."},
        footer = {"Examples:",
            "  tmnf validate --replay-path maps/replays/924307/pos1.replay.gbx --prepare-only",
            "  tmnf validate --replay-path maps/replays/924307/pos1.replay.gbx --output-dir "
            + "maps/img_validate --fps 10 --step-ms 10",
            "  tmnf validate --replay-path pos1.replay.gbx --track-id 924307 --sim --replay-speed 50",
            "  tmnf validate --clean                             remove what --prepare-only left in the game",
            "",
            "Next: tmnf inspect --check maps/img_validate"})
public final class ValidateCommand extends TmnfCommand {

    @Mixin
    private ValidateOptions validate;

    @Mixin
    private FrameOptions frames;

    @Mixin
    private DriveOptions drive;

    @Mixin
    private DeadlineOptions deadlines;

    @Mixin
    private GameOptions games;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        games.require(context, 1);
        validate.require(context, games.launched(), games.simulated());
        ValidateJob job = new ValidateJob(context, games, validate);
        if (validate.clean()) {
            return job.clean();
        }
        Path replay = context.requireFile(validate.replay());
        ValidateSettings settings = settings(context, replay);
        context.interrupted(); // from now on a signal waits for us
        return job.run(replay, validate.trackId(replay), settings);
    }

    private ValidateSettings settings(CommandContext context, Path replay) throws IOException {
        try {
            FrameOptions.Chosen chosen = frames.chosen(context);
            Path folder = replay.toAbsolutePath().getParent();
            CaptureSettings capture = new CaptureSettings(
                    new CapturePlaces(folder, context.resolve(validate.outputDir()),
                            context.directoryOrNothing(validate.tracksDir())),
                    ReplaySelection.DEFAULT, chosen.frames(), drive.script(), VcpSettings.DEFAULT,
                    OutputSettings.DEFAULT, drive.settings(chosen.speed(), deadlines.deadlines(), 1, 1)
                            .withAutologin(games.login(context)));
            return new ValidateSettings(capture, validate.source(), validate.startupValidatePath(),
                    ValidateSettings.USUAL_DIFFERENCE_METRES);
        } catch (IllegalArgumentException e) {
            throw CliException.usage(e.getMessage(), "correct the option of that name");
        }
    }
}
