package tmnf.exchange.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a row of a search must be: the site is known to ignore parameters, so that a row is judged again when
 * it has what the judgement needs. What a row does not say is in its favour.
 *
 * @param ids empty: any
 * @param uids empty: any
 * @param name a part of it; empty: any
 * @param author a part of the name of one; empty: any
 * @param authorId -1: any
 * @param tags empty: any
 * @param allTags whether a track must have all of the tags, not just one of them
 * @param traits the numbers that fit, for each that matters
 * @param uploadedAfter {@link Instant#MIN}: any
 * @param uploadedBefore {@link Instant#MAX}: any
 * @param unlimiter whether tracks are wanted that need the mod of this name
 */
record TrackCheck(Set<Long> ids, Set<String> uids, String name, String author, long authorId,
        Set<Integer> tags, boolean allTags, Set<Integer> withoutTags, Map<Trait, Set<Integer>> traits,
        long shortestMs, long longestMs, Instant uploadedAfter, Instant uploadedBefore, boolean unlimiter) {

    /** Why a row is none of those asked for, in a word or two. */
    Optional<String> mismatch(Track track) {
        String reason = null;
        if (!ids.isEmpty() && !ids.contains(track.id())
                || !uids.isEmpty() && !track.uid().isEmpty() && !uids.contains(track.uid())) {
            reason = "other track";
        } else if (!track.name().isEmpty() && !track.hasInName(name)) {
            reason = "name";
        } else if (!isByAuthor(track)) {
            reason = "author";
        } else if (!unlimiter && track.unlimiterVersion() >= 0) {
            reason = "unlimiter";
        } else if (track.authorTimeMs() >= 0
                && (track.authorTimeMs() < shortestMs || track.authorTimeMs() > longestMs)) {
            reason = "author time";
        } else if (isKnown(track.uploadedAt()) && (track.uploadedAt().isBefore(uploadedAfter)
                || track.uploadedAt().isAfter(uploadedBefore))) {
            reason = "upload time";
        } else if (track.saysTags() && !hasTags(track.tags())) {
            reason = "tags";
        }
        return reason == null ? otherTrait(track) : Optional.of(reason);
    }

    private boolean isByAuthor(Track track) {
        long uploader = track.uploaderId();
        if (authorId >= 0 && uploader >= 0 && uploader != authorId) {
            return false;
        }
        List<String> people = track.people();
        return author.isEmpty() || people.isEmpty()
                || people.stream().anyMatch(person -> Names.hasPart(person, author));
    }

    private boolean hasTags(List<Integer> present) {
        boolean wanted = tags.isEmpty()
                || (allTags ? present.containsAll(tags) : present.stream().anyMatch(tags::contains));
        return wanted && present.stream().noneMatch(withoutTags::contains);
    }

    private Optional<String> otherTrait(Track track) {
        for (Map.Entry<Trait, Set<Integer>> trait : traits.entrySet()) {
            int number = trait.getKey().of(track);
            if (number >= 0 && !trait.getValue().contains(number)) {
                return Optional.of(trait.getKey().toString());
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(Instant time) {
        return !time.equals(Track.UNKNOWN_TIME);
    }
}
