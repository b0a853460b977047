package tmnf.cli.filter;

import java.io.IOException;

import picocli.CommandLine.Command;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.OptionsBefore;

/** {@code tmnf filter no-respawn}: keeps the tracks whose replays drive through. */
@Command(name = "no-respawn", header = "Drop tracks with a replay that respawns.",
        description =
                "A respawn makes a captured race jump. A replay respawns when its best ghost presses Respawn "
                + "during the race, or when its own counter says so; one such replay drops the track.",
        footer = {"Examples:",
            "  tmnf filter no-respawn",
            "  tmnf filter no-respawn -i maps/track_ids.txt -o maps/clean.txt -r maps/replays --workers 16",
            "  tmnf filter no-respawn --top 5 --report respawns.csv",
            "",
            "Next: tmnf filter maptype"})
public final class NoRespawnCommand extends NoRespawnBase {

    @Override
    protected CommandResult run(CommandContext context) throws IOException {
        OptionsBefore.refuse(spec());
        return super.run(context);
    }
}
