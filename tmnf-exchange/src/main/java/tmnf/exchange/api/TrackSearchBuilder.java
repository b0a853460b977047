package tmnf.exchange.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts a {@link TrackSearch} together. Confined to one thread. */
public final class TrackSearchBuilder {

    private final Map<Trait, Set<Integer>> traits = new EnumMap<>(Trait.class);
    private final Map<TrackCollection, Boolean> collections = new EnumMap<>(TrackCollection.class);
    private int order = -1;
    private int secondOrder = -1;
    private int count = 100;
    private Set<Long> ids = Set.of();
    private Set<String> uids = Set.of();
    private String name = "";
    private String author = "";
    private long authorId = -1;
    private long pack = -1;
    private long video = -1;
    private String awardedBy = "";
    private String commentedBy = "";
    private String replaysBy = "";
    private Set<Integer> tags = Set.of();
    private boolean allTags;
    private Set<Integer> withoutTags = Set.of();
    private long shortestMs;
    private long longestMs = Long.MAX_VALUE;
    private Instant uploadedAfter = Instant.MIN;
    private Instant uploadedBefore = Instant.MAX;
    private int unlimiterVersion = -1;

    TrackSearchBuilder() {
        notIn(TrackCollection.UNLIMITER).notIn(TrackCollection.ENVIRONMENT_MIX);
    }

    public TrackSearchBuilder order(TrackOrder wanted) {
        return orderCode(wanted.code());
    }

    /** An order by the site's number of it. */
    public TrackSearchBuilder orderCode(int code) {
        order = code;
        return this;
    }

    /** The order of tracks that are equal in the first one. */
    public TrackSearchBuilder secondOrder(TrackOrder wanted) {
        secondOrder = wanted.code();
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

    /** The user who uploaded it. */
    public TrackSearchBuilder authorId(long userId) {
        authorId = userId;
        return this;
    }

    /** Tracks of a pack. */
    public TrackSearchBuilder pack(long packId) {
        pack = packId;
        return this;
    }

    /** Tracks that a video shows. */
    public TrackSearchBuilder video(long videoId) {
        video = videoId;
        return this;
    }

    /** Tracks that a user gave an award, by the user's name. */
    public TrackSearchBuilder awardedBy(String user) {
        awardedBy = user;
        return this;
    }

    /** Tracks that a user wrote a comment on, by the user's name. */
    public TrackSearchBuilder commentedBy(String user) {
        commentedBy = user;
        return this;
    }

    /** Tracks that a user has replays of, by the user's name. */
    public TrackSearchBuilder replaysBy(String user) {
        replaysBy = user;
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
        return trait(Trait.PRIMARY_TYPE, Set.of(wanted));
    }

    public TrackSearchBuilder leaderboard(TrackTraits.Leaderboard wanted) {
        return trait(Trait.LEADERBOARD, Set.of(wanted));
    }

    public TrackSearchBuilder environments(Collection<TrackTraits.Environment> wanted) {
        return trait(Trait.ENVIRONMENT, wanted);
    }

    /** Cars, by the environments that they belong to. */
    public TrackSearchBuilder vehicles(Collection<TrackTraits.Environment> wanted) {
        return trait(Trait.VEHICLE, wanted);
    }

    public TrackSearchBuilder moods(Collection<TrackTraits.Mood> wanted) {
        return trait(Trait.MOOD, wanted);
    }

    public TrackSearchBuilder difficulties(Collection<TrackTraits.Difficulty> wanted) {
        return trait(Trait.DIFFICULTY, wanted);
    }

    public TrackSearchBuilder routes(Collection<TrackTraits.Routes> wanted) {
        return trait(Trait.ROUTES, wanted);
    }

    private TrackSearchBuilder trait(Trait trait, Collection<? extends Enum<?>> wanted) {
        Set<Integer> numbers = wanted.stream().map(Enum::ordinal)
                .collect(Collectors.toCollection(TreeSet::new));
        if (numbers.isEmpty()) {
            traits.remove(trait);
        } else {
            traits.put(trait, numbers);
        }
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

    /** Only tracks of a collection. */
    public TrackSearchBuilder in(TrackCollection wanted) {
        collections.put(wanted, true);
        return this;
    }

    /** No tracks of a collection. */
    public TrackSearchBuilder notIn(TrackCollection unwanted) {
        collections.put(unwanted, false);
        return this;
    }

    /** Only tracks with at least one replay. */
    public TrackSearchBuilder withReplays() {
        return in(TrackCollection.HAS_RECORD);
    }

    /** Also tracks that need the Unlimiter mod. */
    public TrackSearchBuilder includeUnlimiter() {
        collections.remove(TrackCollection.UNLIMITER);
        return this;
    }

    /** Only tracks that need this version of the Unlimiter mod. */
    public TrackSearchBuilder unlimiterVersion(int version) {
        unlimiterVersion = version;
        return includeUnlimiter();
    }

    /** Also tracks with the car of another environment. */
    public TrackSearchBuilder includeEnvironmentMix() {
        collections.remove(TrackCollection.ENVIRONMENT_MIX);
        return this;
    }

    /** Also tracks that plain TMNF cannot load. */
    public TrackSearchBuilder everything() {
        return includeUnlimiter().includeEnvironmentMix();
    }

    public TrackSearch build() {
        boolean unlimiter = collections.getOrDefault(TrackCollection.UNLIMITER, true);
        TrackCheck check = new TrackCheck(ids, uids, name, author, authorId, tags, allTags, withoutTags,
                new EnumMap<>(traits), shortestMs, longestMs, uploadedAfter, uploadedBefore, unlimiter);
        return new TrackSearch(new TrackSearch.Place(order, secondOrder, count, Cursor.START),
                parameters().all(), check);
    }

    private QueryParameters parameters() {
        QueryParameters all = new QueryParameters();
        all.list("id", ids);
        all.list("uid", uids);
        all.text("name", name);
        all.text("author", author);
        all.number("authoruserid", authorId);
        all.number("packid", pack);
        all.number("videoid", video);
        all.text("awardedby", awardedBy);
        all.text("commentedby", commentedBy);
        all.text("replaysby", replaysBy);
        tags.forEach(tag -> all.text("tag", tag.toString()));
        all.flag("taginclusive", tags.size() > 1 && allTags, "1");
        withoutTags.forEach(tag -> all.text("etag", tag.toString()));
        traits.forEach((trait, numbers) -> all.list(trait.parameter(), numbers));
        all.flag("authortimemin", shortestMs > 0, Long.toString(shortestMs));
        all.flag("authortimemax", longestMs < Long.MAX_VALUE, Long.toString(longestMs));
        all.time("uploadedafter", uploadedAfter, Instant.MIN);
        all.time("uploadedbefore", uploadedBefore, Instant.MAX);
        collections.forEach((set, member) -> all.text(set.parameter(), member ? "1" : "0"));
        all.number("unlimiterver", unlimiterVersion);
        return all;
    }

    private static <T extends Comparable<T>> Set<T> sorted(Collection<T> values) {
        return new TreeSet<>(values);
    }
}
