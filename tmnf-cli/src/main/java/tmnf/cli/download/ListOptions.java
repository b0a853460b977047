package tmnf.cli.download;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import tmnf.cli.command.CliException;
import tmnf.cli.command.CommandContext;
import tmnf.cli.command.HelpSection;
import tmnf.cli.command.Seconds;
import tmnf.exchange.api.TrackOrder;
import tmnf.exchange.api.TrackSearch;
import tmnf.exchange.api.TrackSearchBuilder;
import tmnf.exchange.api.TrackTag;
import tmnf.exchange.api.TrackTraits;
import tmnf.exchange.list.TrackListConfig;

/** Mix-in: which tracks {@code --list-popular} lists, and where to. */
final class ListOptions {

    private static final String SECTION = "--list-popular";
    private static final String LIST = "With --list-popular: ";

    /** Orders as users write them; all others go by number. */
    enum Order {
        ALL(TrackListConfig.ROTATION), AWARDS(TrackOrder.AWARDS), ACTIVITY(TrackOrder.ACTIVITY),
        UPLOADED(TrackOrder.UPLOADED), COMMENTS(TrackOrder.COMMENTS), VALUE(TrackOrder.VALUE),
        DOWNLOADS(TrackOrder.DOWNLOADS), NAME(TrackOrder.NAME), LENGTH(TrackOrder.LENGTH);

        private final List<Integer> codes;

        Order(TrackOrder order) {
            this(List.of(order.code()));
        }

        Order(List<Integer> codes) {
            this.codes = codes;
        }

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "popular_track_ids_tmnf.txt",
            description = LIST + "the list to write, one track id a line.")
    @HelpSection(HelpSection.PLACES)
    private Path output;

    @Option(names = "--save-json", paramLabel = "FILE",
            description = LIST + "also write what the exchange says of the tracks, as a JSON array.")
    @HelpSection(HelpSection.PLACES)
    private Path saveJson; // null: none

    @Option(names = "--order", paramLabel = "ORDER", defaultValue = "activity",
            description =
                    "Order of the tracks: ${COMPLETION-CANDIDATES}. all takes turns with awards, activity "
                    + "and uploaded. What the Python tool called activity is awards.")
    @HelpSection(SECTION)
    private Order order;

    @Option(names = "--order-code", paramLabel = "N",
            description = "An order by its number on the exchange, in the place of --order.")
    @HelpSection(SECTION)
    private Integer orderCode; // null: --order holds

    @Option(names = "--pages", paramLabel = "N", defaultValue = "9999",
            description = "The most pages to read.")
    @HelpSection(SECTION)
    private int pages;

    @Option(names = "--per-page", paramLabel = "N", defaultValue = "100",
            description = "Tracks to ask for in a page; the exchange may send fewer.")
    @HelpSection(SECTION)
    private int perPage;

    @Option(names = "--max-tracks", paramLabel = "N", defaultValue = "0",
            description = "Stop at so many tracks; 0: no limit.")
    @HelpSection(SECTION)
    private int maxTracks;

    @Option(names = "--min-awards", paramLabel = "N", defaultValue = "0",
            description = "Leave out tracks with fewer awards.")
    @HelpSection(SECTION)
    private int minAwards;

    @Option(names = "--min-replays", paramLabel = "N", defaultValue = "0",
            description = "Leave out tracks driven by fewer drivers; above 1, a question for each track.")
    @HelpSection(SECTION)
    private int minReplays;

    @Option(names = "--tag", paramLabel = "TAG", split = ",", converter = TagId.class,
            description = "Only tracks with one of these tags, by name (fullspeed) or number.")
    @HelpSection(SECTION)
    private List<Integer> tags = List.of();

    @Option(names = "--exclude-tag", paramLabel = "TAG", split = ",", converter = TagId.class,
            description = "No tracks with one of these tags.")
    @HelpSection(SECTION)
    private List<Integer> excludedTags = List.of();

    @Option(names = "--primary-type", paramLabel = "TYPE",
            description = "Only tracks driven so: ${COMPLETION-CANDIDATES}.")
    @HelpSection(SECTION)
    private TrackTraits.PrimaryType primaryType; // null: any

    @Option(names = "--difficulty", paramLabel = "LEVEL", split = ",",
            description = "Only tracks of these levels: ${COMPLETION-CANDIDATES}.")
    @HelpSection(SECTION)
    private List<TrackTraits.Difficulty> difficulties = List.of();

    @Option(names = "--mood", paramLabel = "MOOD", split = ",",
            description = "Only tracks in this light: ${COMPLETION-CANDIDATES}.")
    @HelpSection(SECTION)
    private List<TrackTraits.Mood> moods = List.of();

    @Option(names = "--environment", paramLabel = "ENV", split = ",",
            description = "Only tracks that lie there: ${COMPLETION-CANDIDATES}. TMNF has the stadium only.")
    @HelpSection(SECTION)
    private List<TrackTraits.Environment> environments = List.of();

    @Option(names = "--vehicle", paramLabel = "ENV", split = ",",
            description = "Only tracks with the car of one of these environments.")
    @HelpSection(SECTION)
    private List<TrackTraits.Environment> vehicles = List.of();

    @Option(names = "--author", paramLabel = "NAME", description = "Only tracks by authors named so.")
    @HelpSection(SECTION)
    private String author; // null: any

    @Option(names = "--author-time-min", paramLabel = "D", converter = Seconds.class,
            description = "Only tracks with at least this author time; seconds, or 1m30s.")
    @HelpSection(SECTION)
    private Duration shortest; // null: any

    @Option(names = "--author-time-max", paramLabel = "D", converter = Seconds.class,
            description = "Only tracks with at most this author time.")
    @HelpSection(SECTION)
    private Duration longest; // null: any

    @Option(names = "--uploaded-after", paramLabel = "TIME", converter = UtcTime.class,
            description = "Only tracks uploaded since, such as 2024-08-03 or 2024-08-03T17:04:02; UTC.")
    @HelpSection(SECTION)
    private Instant uploadedAfter; // null: any

    @Option(names = "--uploaded-before", paramLabel = "TIME", converter = UtcTime.class,
            description = "Only tracks uploaded before.")
    @HelpSection(SECTION)
    private Instant uploadedBefore; // null: any

    @Option(names = "--include-unlimiter",
            description = "Also tracks that need the TMUnlimiter mod and cannot be loaded without.")
    @HelpSection(SECTION)
    private boolean includeUnlimiter;

    /** Reads a tag by name or number. */
    static final class TagId implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                return TrackTag.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** The list's place as the user wrote it. */
    Path output() {
        return output;
    }

    /** The place of the rows as the user wrote it, or null. */
    Path saveJson() {
        return saveJson;
    }

    /** What the orders are called. */
    String orderName() {
        return orderCode == null ? order.toString() : TrackOrder.label(orderCode);
    }

    /** What the library is told. Refuses what makes no sense with exit 2. */
    TrackListConfig config(CommandContext context, int apiWorkers) {
        require(pages >= 1, "--pages", pages);
        require(perPage >= 1, "--per-page", perPage);
        require(maxTracks >= 0, "--max-tracks", maxTracks);
        require(minAwards >= 0, "--min-awards", minAwards);
        require(minReplays >= 0, "--min-replays", minReplays);
        require(orderCode == null || orderCode >= 0, "--order-code", orderCode);
        Path list = place("--output", output, context);
        Path json = saveJson == null ? null : place("--save-json", saveJson, context);
        if (list.equals(json)) {
            throw CliException.usage("--output and --save-json name one file: " + output,
                    "give each a file of its own");
        }
        return new TrackListConfig(search(), orderCode == null ? order.codes : List.of(orderCode), minAwards,
                minReplays, pages, perPage, maxTracks, apiWorkers, list, json);
    }

    private TrackSearch search() {
        TrackSearchBuilder search = TrackSearch.builder().tags(tags).withoutTags(excludedTags)
                .author(author == null ? "" : author.strip()).difficulties(difficulties).moods(moods)
                .environments(environments).vehicles(vehicles);
        if (primaryType != null) {
            search.primaryType(primaryType);
        }
        if (shortest != null) {
            search.shortestMs(shortest.toMillis());
        }
        if (longest != null) {
            search.longestMs(longest.toMillis());
        }
        if (uploadedAfter != null) {
            search.uploadedAfter(uploadedAfter);
        }
        if (uploadedBefore != null) {
            search.uploadedBefore(uploadedBefore);
        }
        if (includeUnlimiter) {
            search.includeUnlimiter();
        }
        return search.build();
    }

    private static Path place(String option, Path file, CommandContext context) {
        if (file.toString().equals("-")) {
            throw CliException.usage(option + " does not go to stdout", "name a file");
        }
        Path resolved = context.resolve(file).normalize();
        if (Files.isDirectory(resolved)) {
            throw CliException.usage(option + " " + file + " is a folder", "name a file");
        }
        return resolved;
    }

    private static void require(boolean right, String option, Object value) {
        CliException.require(right, option + " " + value + " is too small", "see tmnf download --help");
    }
}
