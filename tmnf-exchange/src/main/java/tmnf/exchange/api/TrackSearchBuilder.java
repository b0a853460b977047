package tmnf.exchange.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts a {@link TrackSearch} together. Confined to one thread. */
public final class TrackSearchBuilder {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    static final Entry<String, String> WITH_REPLAYS = Map.entry("inhasrecord", "1");

    private int order = -1;
    private int count = 100;
    private Set<Long> ids = Set.of();
    private Set<String> uids = Set.of();
    private String name = "";
    private String author = "";
    private Set<Integer> tags = Set.of();
    private boolean allTags;
    private Set<Integer> withoutTags = Set.of();
    private int primaryType = -1;
    private Set<Integer> environments = Set.of();
    private Set<Integer> moods = Set.of();
    private Set<Integer> difficulties = Set.of();
    private Set<Integer> routes = Set.of();
    private long shortestMs;
    private long longestMs = Long.MAX_VALUE;
    private Instant uploadedAfter = Instant.MIN;
    private Instant uploadedBefore = Instant.MAX;
    private boolean hasRecord;
    private boolean unlimiter;
    private boolean environmentMix;

    TrackSearchBuilder() {}

    public TrackSearchBuilder order(TrackOrder wanted) {
        return orderCode(wanted.code());
    }

    /** An order by the site's number of it. */
    public TrackSearchBuilder orderCode(int code) {
        order = code;
        return this;
    }

    /** Rows wanted in one answer. */
    public TrackSearchBuilder count(int rows) {
        count = rows;
        return this;
    }

    public TrackSearchBuilder ids(Collection<Long> wanted) {
        ids = sorted(wanted);
        return this;
    }

    public TrackSearchBuilder uids(Collection<String> wanted) {
        uids = sorted(wanted);
        return this;
    }

    /** A part of the track's name. */
    public TrackSearchBuilder name(String part) {
        name = part;
        return this;
    }

    /** A part of the author's name. */
    public TrackSearchBuilder author(String part) {
        author = part;
        return this;
    }

    /** At least one of these tags, see {@link TrackTag}. */
    public TrackSearchBuilder tags(Collection<Integer> wanted) {
        tags = sorted(wanted);
        return this;
    }

    /** All of the wanted tags instead of at least one. */
    public TrackSearchBuilder allTags() {
        allTags = true;
        return this;
    }

    /** None of these tags. */
    public TrackSearchBuilder withoutTags(Collection<Integer> unwanted) {
        withoutTags = sorted(unwanted);
        return this;
    }

    public TrackSearchBuilder primaryType(TrackTraits.PrimaryType wanted) {
        primaryType = wanted.ordinal();
        return this;
    }

    public TrackSearchBuilder environments(Collection<TrackTraits.Environment> wanted) {
        environments = numbers(wanted);
        return this;
    }

    public TrackSearchBuilder moods(Collection<TrackTraits.Mood> wanted) {
        moods = numbers(wanted);
        return this;
    }

    public TrackSearchBuilder difficulties(Collection<TrackTraits.Difficulty> wanted) {
        difficulties = numbers(wanted);
        return this;
    }

    public TrackSearchBuilder routes(Collection<TrackTraits.Routes> wanted) {
        routes = numbers(wanted);
        return this;
    }

    /** Author time at least. */
    public TrackSearchBuilder shortestMs(long authorTimeMs) {
        shortestMs = authorTimeMs;
        return this;
    }

    /** Author time at most. */
    public TrackSearchBuilder longestMs(long authorTimeMs) {
        longestMs = authorTimeMs;
        return this;
    }

    public TrackSearchBuilder uploadedAfter(Instant time) {
        uploadedAfter = time.truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    public TrackSearchBuilder uploadedBefore(Instant time) {
        uploadedBefore = time.truncatedTo(ChronoUnit.SECONDS);
        return this;
    }

    /** Only tracks with at least one replay. */
    public TrackSearchBuilder withReplays() {
        hasRecord = true;
        return this;
    }

    /** Also tracks that need the Unlimiter mod. */
    public TrackSearchBuilder includeUnlimiter() {
        unlimiter = true;
        return this;
    }

    /** Also tracks with the car of another environment. */
    public TrackSearchBuilder includeEnvironmentMix() {
        environmentMix = true;
        return this;
    }

    /** Also tracks that plain TMNF cannot load. */
    public TrackSearchBuilder everything() {
        return includeUnlimiter().includeEnvironmentMix();
    }

    public TrackSearch build() {
        return new TrackSearch(order, count, -1, parameters(), new TrackCheck(ids, uids, name, author,
                tags, allTags, withoutTags, primaryType, environments, shortestMs, longestMs, uploadedAfter, uploadedBefore,
                unlimiter));
    }

    private List<Entry<String, String>> parameters() {
        Parameters all = new Parameters();
        all.list("id", ids);
        all.list("uid", uids);
        all.text("name", name);
        all.text("author", author);
        tags.forEach(tag -> all.text("tag", tag.toString()));
        all.flag("taginclusive", tags.size() > 1 && allTags, "1");
        withoutTags.forEach(tag -> all.text("etag", tag.toString()));
        all.flag("primarytype", primaryType >= 0, Integer.toString(primaryType));
        all.list("environment", environments);
        all.list("mood", moods);
        all.list("difficulty", difficulties);
        all.list("routes", routes);
        all.flag("authortimemin", shortestMs > 0, Long.toString(shortestMs));
        all.flag("authortimemax", longestMs < Long.MAX_VALUE, Long.toString(longestMs));
        all.time("uploadedafter", uploadedAfter, Instant.MIN);
        all.time("uploadedbefore", uploadedBefore, Instant.MAX);
        all.flag(WITH_REPLAYS.getKey(), hasRecord, WITH_REPLAYS.getValue());
        all.flag("inunlimiter", !unlimiter, "0");
        all.flag("inenvmix", !environmentMix, "0");
        return all.list;
    }

    private static <T extends Comparable<T>> Set<T> sorted(Collection<T> values) {
        return new TreeSet<>(values);
    }

    private static Set<Integer> numbers(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::ordinal).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names and values in the order of their coming; what says nothing stays out. */
    private static final class Parameters {
        private final List<Entry<String, String>> list = new ArrayList<>();

        void text(String parameter, String value) {
            flag(parameter, !value.isEmpty(), value);
        }

        void list(String parameter, Set<?> values) {
            text(parameter, values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }

        void time(String parameter, Instant time, Instant none) {
            if (!time.equals(none)) {
                text(parameter, TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)));
            }
        }

        void flag(String parameter, boolean sent, String value) {
            if (sent) {
                list.add(Map.entry(parameter, value));
            }
        }
    }
}
