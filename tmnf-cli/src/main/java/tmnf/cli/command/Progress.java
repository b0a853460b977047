package tmnf.cli.command;

import java.util.Map;
import java.util.Objects;

/**
 * Progress of one long job, shown on stderr as the user wants it, if at all. Safe for use by several threads.
 *
 * <p>A plain job counts with {@link #advance}. A job whose total grows, or that has more to tell than a
 * number, says all of it with {@link #show}, also while nothing moves, so that people see that it lives.
 */
public interface Progress extends AutoCloseable {

    /** Progress that nobody sees. */
    Progress NONE = new Progress() {
        @Override
        public void advance(long items) {
            // nobody watches
        }

        @Override
        public void show(State state) {
            // nobody watches
        }

        @Override
        public void close() {
            // nothing was shown
        }
    };

    /** Counts finished items. */
    void advance(long items);

    /** Says how far the job is, in the job's own words. Cheap to call: most calls show nothing. */
    void show(State state);

    /** Removes the bar; the last state stays visible as a line where lines are the form. */
    @Override
    void close();

    /**
     * How far a job is.
     *
     * @param total 0: not known yet
     * @param text the whole line for people
     * @param fields what else scripts may want, in the {@code progress} event
     */
    record State(long done, long total, String text, Map<String, ?> fields) {

        public State {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(fields, "fields");
        }
    }
}
