package tmnf.cli.download;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandResult;
import tmnf.cli.command.DryRunOption;
import tmnf.cli.command.TmnfCommand;
import tmnf.exchange.ExchangeConfig;
import tmnf.exchange.ExchangeException;
import tmnf.exchange.download.DownloadConfig;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.FolderBusyException;
import tmnf.exchange.download.ReplaySelection;
import tmnf.exchange.list.TrackListConfig;

/** {@code tmnf download}: tracks, replays and maps from the exchange. */
@Command(name = "download", header = "List tracks of the exchange, and download replays and maps.",
        description = {
            "One of --list-popular, --track-id, --track-name and --track-ids says which tracks; the first of "
            + "them in this order that is given holds. What an earlier run brought is never fetched again: "
            + "after Ctrl+C, a crash or a failure the same command goes on.",
            "The site is run by volunteers. At most 20 requests a second go out, as few at a time as it "
            + "likes, and it is obeyed when it asks for rest. Ask only for tracks that you will use. Its "
            + "rules on replays are in its forum; never upload anything made with TMInterface."},
        subcommands = {DownloadStatusCommand.class, DownloadVerifyCommand.class},
        footer = {"Examples:",
            "  tmnf download --list-popular --output maps/track_ids.txt --per-page 1000",
            "  tmnf download --track-ids maps/track_ids.txt -r maps/replays -t maps/tracks --maps auto",
            "  tmnf download --track-id 2233 --top 5 --no-respawns -r maps/replays",
            "  tmnf download --track-name 'A01-Race' --dry-run",
            "",
            "Next: tmnf filter no-respawn"})
public final class DownloadCommand extends TmnfCommand {

    @Mixin
    private ModeOptions modes;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private FileOptions files;

    @Mixin
    private ListOptions list;

    @Mixin
    private PlaceOptions places;

    @Mixin
    private ExchangeOptions exchange;

    @Mixin
    private DryRunOption dryRun;

    @Override
    protected CommandResult run(CommandContext context) throws IOException, InterruptedException {
        ModeOptions.Mode mode = modes.mode(context);
        boolean popular = mode == ModeOptions.Mode.LIST_POPULAR;
        ExchangeConfig config = exchange.config();
        TrackListConfig listing = popular ? list.config(context, exchange.apiWorkers()) : null;
        DownloadConfig download = downloads(popular) ? downloadConfig(context, mode) : null;
        warnOfIdleOptions(context, popular, download);
        Targets targets = new Targets(places.replaysDir(context, this::typed), places.tracksDir(),
                popular ? list.output() : modes.trackIdsFile());
        List<Long> given = given(mode, context);
        try (ExchangeSession session = new ExchangeSession(context, config, exchange.maxRuntime())) {
            DownloadJob job = new DownloadJob(context, session, targets, download, dryRun.active());
            try {
                return switch (mode) {
                    case LIST_POPULAR -> job.popular(listing, list.orderName(), list.saveJson());
                    case TRACK_NAME -> job.tracks(new NameSearch(session.client())
                            .find(modes.trackName(), modes.allMatches()));
                    default -> job.tracks(given);
                };
            } catch (ExchangeException e) {
                throw ExchangeFailures.describe(e, session.outOfTime());
            } catch (FolderBusyException e) {
                throw ExchangeFailures.busy(e);
            }
        }
    }

    /** Ids that are known without the exchange. */
    private List<Long> given(ModeOptions.Mode mode, CommandContext context) throws IOException {
        return switch (mode) {
            case TRACK_ID -> modes.trackIds();
            case TRACK_IDS -> ListFile.read(modes.trackIdsFile(), modes.lenient(), context);
            default -> List.of();
        };
    }

    private boolean downloads(boolean popular) {
        return !popular || files.downloadReplays() || files.downloadTracks();
    }

    private DownloadConfig downloadConfig(CommandContext context, ModeOptions.Mode mode) {
        boolean popular = mode == ModeOptions.Mode.LIST_POPULAR;
        ReplaySelection wanted = selection.selection(popular, typed("--current-version"));
        boolean replays = !popular || files.downloadReplays();
        ChallengePolicy challenges = files.challenges(this::typed);
        Path replaysDir = context.resolve(places.replaysDir(context, this::typed));
        return new DownloadConfig(replaysDir, context.resolve(places.tracksDir()), replays, wanted,
                challenges, files.refresh(), exchange.workers(), exchange.apiWorkers(),
                files.existing(challenges.wanted(), popular || mode == ModeOptions.Mode.TRACK_IDS));
    }

    private void warnOfIdleOptions(CommandContext context, boolean popular, DownloadConfig download) {
        if (popular && download == null && !files.mapsOption().isEmpty()) {
            context.warn("IGNORED", files.mapsOption() + " does not count beside --list-popular without "
                    + "--download-replays or --download-tracks");
        }
        if (!popular && typed("--output")) {
            context.warn("IGNORED", "--output is where --list-popular writes its list; replays go to "
                    + "--replays-dir");
        }
        if (!popular) {
            warnOfIdle(context, ListOptions.class, "--list-popular");
        } else if (download == null) {
            warnOfIdle(context, SelectionOptions.class, "--download-replays");
        }
    }

    /** Names the typed options of a topic, which count only beside another one. */
    private void warnOfIdle(CommandContext context, Class<?> topic, String needed) {
        List<String> idle = spec().commandLine().getParseResult().matchedOptionsSet().stream()
                .filter(option -> option.userObject() instanceof Field field
                        && field.getDeclaringClass() == topic)
                .map(OptionSpec::longestName).filter(name -> !name.equals("--output")).sorted().toList();
        if (!idle.isEmpty()) {
            context.warn("IGNORED", String.join(", ", idle) + (idle.size() == 1 ? " does" : " do")
                    + " not count without " + needed);
        }
    }
}
