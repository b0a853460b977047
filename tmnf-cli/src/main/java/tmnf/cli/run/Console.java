package tmnf.cli.run;

import java.io.BufferedOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import tmnf.cli.env.Environment;

/**
 * Stdout and stderr as UTF-8 text, and the one line of progress at the bottom of a terminal: whatever goes to
 * stderr clears that line first. Safe for use by several threads.
 */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final PrintWriter rawErr;
    private final boolean flushEveryLine;
    private boolean statusShown;

    /** Takes over the streams of the environment. */
    public Console(Environment environment) {
        this.flushEveryLine = environment.isTerminal(Environment.Stream.OUT);
        this.out = new PrintWriter(new OutputStreamWriter(
                new BufferedOutputStream(new GuardedStdout(environment.out()), 1 << 14),
                StandardCharsets.UTF_8), flushEveryLine) {
            @Override
            public void println() {
                write('\n');
                if (flushEveryLine) {
                    flush();
                }
            }
        };
        Writer utf8 = new OutputStreamWriter(environment.err(), StandardCharsets.UTF_8);
        this.rawErr = new PrintWriter(utf8, true);
        this.err = new PrintWriter(new StatusClearingWriter(utf8), true) {
            @Override
            public void println() {
                write('\n');
                flush();
            }
        };
    }

    /** Text for stdout. Fails with {@link StdoutClosedException} when the reader has gone. */
    public PrintWriter out() {
        return out;
    }

    /** Text for stderr. */
    public PrintWriter err() {
        return err;
    }

    /** One whole line for stderr, never mixed with another thread's. */
    public synchronized void errLine(String line) {
        if (flushEveryLine) {
            out.flush();
        }
        clearStatus();
        rawErr.print(Printable.of(line) + "\n");
        rawErr.flush();
    }

    /** Redraws the line at the bottom; only for terminals. */
    public synchronized void showStatus(String line) {
        rawErr.print(CLEAR_LINE + line);
        rawErr.flush();
        statusShown = true;
    }

    /** Removes the line at the bottom. */
    public synchronized void clearStatus() {
        if (statusShown) {
            statusShown = false;
            rawErr.print(CLEAR_LINE);
            rawErr.flush();
        }
    }

    /** Writes out what is buffered. */
    public void flush() {
        err.flush();
        out.flush();
    }

    /** Clears the status line before whatever is written. */
    private final class StatusClearingWriter extends FilterWriter {
        StatusClearingWriter(Writer writer) {
            super(writer);
        }

        @Override
        public void write(int character) throws IOException {
            write(new char[] {(char) character}, 0, 1);
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            synchronized (Console.this) {
                clearStatus();
                super.write(text, offset, length);
            }
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            synchronized (Console.this) {
                clearStatus();
                super.write(text, offset, length);
            }
        }
    }
}
