package tmnf.gbx.filter;

/** Watches a filter at work. Called on the thread that runs the filter; must be quick. */
@FunctionalInterface
public interface FilterListener {

    FilterListener NONE = (judgement, done, total) -> { };

    /** A track was judged; tracks come in the order of the list. */
    void judged(TrackJudgement judgement, int done, int total);
}
