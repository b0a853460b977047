package tmnf.cli.command;

/**
 * A list of the JSON result that is written while the command works. Without {@code --json} and {@code
 * --json-lines} it does nothing. Safe for use by several threads; elements appear in the order of the calls.
 */
public interface ResultStream extends AutoCloseable {

    /** Writes one element: a map or a record. */
    void add(Object element);

    @Override
    void close();
}
