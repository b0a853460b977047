package tmnf.pretrain.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code train_step.py} in a process of its own, which waits while it is not asked. */
final class PythonLoop implements AutoCloseable {

    private final Process process;
    private final Writer to;
    private final BufferedReader from;
    private final String version;

    PythonLoop(String interpreter, Path script, Path frames) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(interpreter, script.toString(), frames.toString());
        builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
        builder.environment().put("OPENBLAS_NUM_THREADS", "1"); // else its threads get in torch's way
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        to = process.outputWriter(StandardCharsets.UTF_8);
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        version = line();
    }

    private String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("Python ended; it needs PyTorch and NumPy");
        }
        return line;
    }

    String version() {
        return version;
    }

    /** Seconds and seconds of the processor that so many steps take. */
    double[] steps(String decoder, int batch, int steps) throws IOException {
        to.write(decoder + " " + batch + " " + steps + "\n");
        to.flush();
        String[] fields = line().split(" ");
        return new double[] {Double.parseDouble(fields[0]), Double.parseDouble(fields[1])};
    }

    @Override
    public void close() throws IOException {
        to.close();
        process.destroy();
    }
}
