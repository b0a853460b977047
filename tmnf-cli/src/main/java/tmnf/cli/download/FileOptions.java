package tmnf.cli.download;

import java.util.function.Predicate;

import picocli.CommandLine.Option;

import tmnf.cli.command.CliException;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.NotConfigurable;
import tmnf.exchange.download.DownloadConfig.ChallengePolicy;
import tmnf.exchange.download.DownloadFolder;
import tmnf.exchange.download.DownloadFolder.Verify;

/** Mix-in: which files are wanted, and how far those that are there already are trusted. */
final class FileOptions {

    /** Where maps come from, as users write it. */
    enum Maps {
        NONE, REPLAY, SITE, AUTO;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    /** How files on disk are looked at, as users write it. */
    enum Trust {
        NONE, SIZE, HEADER, FULL;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Option(names = "--download-replays", description = "With --list-popular: download the replays too.")
    @HelpSection(HelpSection.SELECTION)
    private boolean downloadReplays;

    @Option(names = "--download-tracks", description = "Download the maps from the site: --maps site.")
    @HelpSection(HelpSection.SELECTION)
    private boolean downloadTracks;

    @Option(names = "--extract-tracks-from-replays",
            description =
                    "Take the maps out of the replays, and from the site where that fails: --maps auto.")
    @HelpSection(HelpSection.SELECTION)
    private boolean extract;

    @Option(names = "--maps", paramLabel = "FROM",
            description =
                    "Where maps (challenge files) come from: ${COMPLETION-CANDIDATES}. "
                    + "Default: none, or what the two options above say.")
    @HelpSection(HelpSection.SELECTION)
    private Maps maps; // null: not given

    @Option(names = "--verify", paramLabel = "HOW",
            description =
                    "How files that are there already are checked before they count: "
                    + "${COMPLETION-CANDIDATES}. Default: size for those of an earlier run, header for the "
                    + "rest.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable // the section of download verify has the same name
    private Trust verify; // null: not given

    @Option(names = "--recheck",
            description =
                    "Do not take over tracks that the Python tool downloaded: list them, fetch what lacks.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean recheck;

    @Option(names = "--refresh",
            description = "Ask again for the replays of every track, for records driven since.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean refresh;

    @Option(names = "--trust-progress",
            description = "Believe the .replay_progress of the Python tool; it runs ahead of the truth.")
    @HelpSection(HelpSection.BEHAVIOUR)
    @NotConfigurable
    private boolean trustProgress;

    boolean downloadReplays() {
        return downloadReplays;
    }

    boolean downloadTracks() {
        return downloadTracks;
    }

    boolean refresh() {
        return refresh;
    }

    /** The option for maps that was given; empty when none was. */
    String mapsOption() {
        return maps != null && maps != Maps.NONE ? "--maps" : extract ? "--extract-tracks-from-replays" : "";
    }

    /** Where challenges come from. Refuses options that contradict each other with exit 2. */
    ChallengePolicy challenges(Predicate<String> typed) {
        if (maps == null) {
            return extract ? ChallengePolicy.AUTO
                    : downloadTracks ? ChallengePolicy.SITE : ChallengePolicy.NONE;
        }
        ChallengePolicy policy = ChallengePolicy.valueOf(maps.name());
        require(!typed.test("--extract-tracks-from-replays") || policy.fromReplay(),
                "--extract-tracks-from-replays");
        require(!typed.test("--download-tracks") || policy.fromSite(), "--download-tracks");
        return policy;
    }

    private void require(boolean fits, String option) {
        CliException.require(fits, "--maps " + maps + " and " + option + " exclude each other",
                "give --maps alone");
    }

    /**
     * How files that are there are treated. What no earlier run wrote is always looked at.
     *
     * @param counted whether the tracks are a list whose start .replay_progress counts
     */
    DownloadFolder.Options existing(boolean withChallenges, boolean counted) {
        Verify known = verify == null ? Verify.SIZE : Verify.valueOf(verify.name());
        Verify unknown = known.compareTo(Verify.HEADER) < 0 ? Verify.HEADER : known;
        CliException.require(!recheck || !trustProgress, "--recheck and --trust-progress exclude each other",
                "give one of them");
        return new DownloadFolder.Options(known, unknown, recheck, trustProgress, withChallenges, counted);
    }
}
