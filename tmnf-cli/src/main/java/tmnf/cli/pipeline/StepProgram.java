package tmnf.cli.pipeline;

import java.io.IOException;
import java.util.List;

/** Runs the command of a step. */
interface StepProgram {

    /**
     * Runs it to its end.
     *
     * @param words after the name of the program
     * @return its exit code
     */
    int run(List<String> words) throws IOException, InterruptedException;
}
