package tmnf.cli.capture;

import java.io.IOException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tmnf.capture.plan.CaptureSettings;
import tmnf.capture.plan.RunSettings;
import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.TmnfCommand;
import tmnf.cli.download.Figures;

/** {@code tmnf capture}: frames of replays, from games. */
@Command(name = "capture", header = "Drive replays in the game, and keep frames and states of them.",
        description = {
            "Each replay becomes a script that the game drives, exactly as it was driven. The game stands "
            + "still for each frame, so that a frame, its state and its label are of one and the same "
            + "tick. A capture is published when its finish, its splits and its way agree with the "
            + "replay's; what does not agree is tried again, then put aside with the reason. What is there "
            + "already is left alone: after Ctrl+C, a crash or a failure the same command goes on.",
            "The game has to run with the link plugin, see tmnf doctor, or is started with --launch; --sim "
            + "needs no game at all."},
        footer = {"Examples:",
            "  tmnf capture --output-dir maps/img --width 256 --height 256 --fps 100 --track-ids "
            + "maps/track_ids_no_respawn.txt",
            "  tmnf capture plan                                 what would be captured, and how long that "
            + "takes",
            "  tmnf capture --workers 4 --base-tmi-port 8478     four running games",
            "  tmnf capture --sim --workers 2 --output-dir img   without the game",
            "",
            "Next: tmnf inspect --check maps/img"})
public final class CaptureCommand extends TmnfCommand {

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private PlaceOptions places;

    @Mixin
    private FrameOptions frames;

    @Mixin
    private WriteOptions write;

    @Mixin
    private RunOptions run;

    @Mixin
    private GameOptions games;

    @Mixin
    private DryRunOption dryRun;

    @Parameters(arity = "0..1", paramLabel = "plan",
            description = "The word plan is --dry-run by another name.")
    private String word; // null: none

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        CliException.require(word == null || word.equals("plan"), "unknown argument '" + word + "'",
                "give options only, or the word plan");
        CapturePlanning planning = planning(context);
        if (word != null || dryRun.active()) {
            games.lookAtNamed(context);
            return planning.print(games.what(context, run.workers()));
        }
        return new CaptureJob(planning, games, run, places, selection.what()).run();
    }

    private CapturePlanning planning(CommandContext context) throws IOException {
        CaptureSettings settings = settings(context);
        games.require(context, run.workers());
        run.require(context);
        context.interrupted(); // from now on a signal waits for us
        double speed = settings.run().runningSpeed();
        if (!games.simulated() && speed > RunSettings.HIGHEST_SAFE_SPEED) {
            context.warn("RUNNING_SPEED", "--running-speed " + Figures.rate(speed) + " is above 6: the real"
                    + " game may skip inputs, and such captures are put aside");
        }
        return new CapturePlanning(context, settings, places);
    }

    private CaptureSettings settings(CommandContext context) throws IOException {
        try {
            FrameOptions.Chosen chosen = games.simulated()
                    ? frames.chosen(context, FrameOptions.SIMULATED_SPEED) : frames.chosen(context);
            return new CaptureSettings(places.places(context),
                    selection.selection(context, typed("--track-ids")), chosen.frames(), run.script(),
                    write.vcp(context), write.output(), run.settings(chosen.speed())
                            .withAutologin(games.login(context)));
        } catch (IllegalArgumentException e) {
            throw CliException.usage(e.getMessage(), "correct the option of that name");
        }
    }
}
