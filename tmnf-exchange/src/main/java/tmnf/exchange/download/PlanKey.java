package tmnf.exchange.download;

import java.util.Objects;

/**
 * What a track's plan was made with: a plan serves a later run if that run would choose the same replays, or
 * the first of them.
 *
 * @param filters the selection without its numbers, in words
 * @param offset rows left out at the top
 * @param top the most replays
 * @param complete whether the site had no more replays that fit, so that a larger top chooses the same
 */
public record PlanKey(String filters, int offset, int top, boolean complete) {

    public PlanKey {
        Objects.requireNonNull(filters, "filters");
    }

    /** Whether the plan of this key has all that the other asks for. */
    public boolean covers(PlanKey wanted) {
        return filters.equals(wanted.filters) && offset == wanted.offset && (complete || top >= wanted.top);
    }
}
