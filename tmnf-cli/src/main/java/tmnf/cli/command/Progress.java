package tmnf.cli.command;

/**
 * Progress of one long job, shown on stderr as the user wants it, if at all. Safe for use by several threads.
 */
public interface Progress extends AutoCloseable {

    /** Progress that nobody sees. */
    Progress NONE = new Progress() {
        @Override
        public void advance(long items) {
            // nobody watches
        }

        @Override
        public void close() {
            // nothing was shown
        }
    };

    /** Counts finished items. */
    void advance(long items);

    /** Removes the bar; the last state stays visible as a line where lines are the form. */
    @Override
    void close();
}
