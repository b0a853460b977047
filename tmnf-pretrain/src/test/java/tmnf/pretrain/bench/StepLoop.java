package tmnf.pretrain.bench;

import java.io.IOException;

/** Training, a step at a time. */
interface StepLoop extends AutoCloseable {

    /** Takes a step; the loss before it. */
    double step() throws IOException;

    @Override
    void close();
}
