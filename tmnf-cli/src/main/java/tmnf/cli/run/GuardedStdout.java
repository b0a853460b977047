package tmnf.cli.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;

/** Turns failures to write stdout into unchecked exceptions, because print writers would swallow them. */
final class GuardedStdout extends FilterOutputStream {

    /** The code of the failure that stdout takes nothing more. */
    static final String LOST = "STDOUT";

    private boolean broken;

    GuardedStdout(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (broken) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() {
        if (broken) {
            return;
        }
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(IOException e) {
        broken = true;
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("broken pipe") || message.contains("pipe is being closed")
                || message.contains("pipe closed") || message.contains("stream closed")) {
            return new StdoutClosedException(e);
        }
        return new CliException(ExitStatus.FAILURE, LOST, "can't write the result to stdout",
                String.valueOf(e.getMessage()), "check the place that stdout is redirected to", e);
    }
}
