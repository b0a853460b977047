package tmnf.rl.buffer;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

import tmnf.rl.rollout.Rollout;
import tmnf.rl.rollout.Transitions;

/**
 * Transitions to learn from: a ring of entries outside the heap, each frame and observation stored once; a
 * transition is the place where it starts and the one it leads to. When it is full the oldest go. Some
 * segments of races are kept for tests.
 *
 * <p>One thread may append while another samples. After {@link #close} nothing but {@link #close} works.
 * Source: training note, section 7.
 */
public final class TransitionBuffer implements AutoCloseable {

    private static final double SWITCH_SEGMENT = 0.1;

    private final ReentrantLock lock = new ReentrantLock();
    private final BufferSettings settings;
    private final RandomGenerator splitting;
    private final TransitionRing ring;
    private boolean testSegment;
    private boolean closed;

    /**
     * An empty buffer; memory is taken as it fills.
     *
     * @param settings what it holds
     * @param capacity transitions for training at most, besides those for tests
     * @param splitting draws the segments that are for tests
     */
    public TransitionBuffer(BufferSettings settings, int capacity, RandomGenerator splitting) {
        this.settings = settings;
        this.splitting = splitting;
        ring = new TransitionRing(settings, TransitionRing.slots(settings, capacity));
    }

    /** Takes in a race. Returns how many transitions for training came in. */
    public int append(Transitions transitions) {
        Rollout race = transitions.race();
        if (race.pixels() != settings.pixels() || race.floats() != settings.floats()
                || transitions.nSteps() > settings.nSteps()) {
            throw new IllegalArgumentException("a race with frames of " + race.pixels() + " pixels, "
                    + race.floats() + " floats and " + transitions.nSteps() + " steps does not fit a buffer "
                    + "of " + settings.pixels() + ", " + settings.floats() + " and " + settings.nSteps());
        }
        lock.lock();
        try {
            requireOpen();
            return transitions.count() == 0 ? 0 : append(race, transitions);
        } finally {
            lock.unlock();
        }
    }

    private int append(Rollout race, Transitions transitions) {
        boolean[] forTest = new boolean[transitions.count()];
        int training = 0;
        for (int i = 0; i < forTest.length; i++) {
            if (splitting.nextDouble() < SWITCH_SEGMENT) {
                testSegment = splitting.nextDouble() < settings.testRatio();
            }
            forTest[i] = testSegment;
            training += testSegment ? 0 : 1;
        }
        ring.put(race, transitions, forTest);
        return training;
    }

    /**
     * Changes the capacity. What is in it stays; when it becomes smaller and they are many, those that would
     * be overwritten last.
     */
    public void capacity(int capacity) {
        lock.lock();
        try {
            requireOpen();
            ring.resize(TransitionRing.slots(settings, capacity));
        } finally {
            lock.unlock();
        }
    }

    /** Transitions for training. */
    public int size() {
        lock.lock();
        try {
            return ring.train().count();
        } finally {
            lock.unlock();
        }
    }

    /** Transitions for tests. */
    public int testSize() {
        lock.lock();
        try {
            return ring.test().count();
        } finally {
            lock.unlock();
        }
    }

    /** Whether so many for training are there, or as many as there is room for. */
    public boolean ready(int startLearning) {
        lock.lock();
        try {
            return ring.train().count() >= startLearning
                    || ring.overwritten() && ring.train().count() > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes outside the heap that are taken now. */
    public long bytes() {
        lock.lock();
        try {
            return ring.store().bytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Fills a batch with transitions for training, drawn with replacement, each at a drawn time of the
     * mini-race.
     *
     * @throws IllegalStateException when there is none
     */
    public void sample(TransitionBatch batch, RandomGenerator random) {
        fill(batch, random, false);
    }

    /**
     * The same of those for tests, always evenly.
     *
     * @throws IllegalStateException when there is none
     */
    public void sampleTest(TransitionBatch batch, RandomGenerator random) {
        fill(batch, random, true);
    }

    private void fill(TransitionBatch batch, RandomGenerator random, boolean tests) {
        requireShape(batch);
        lock.lock();
        try {
            requireOpen();
            SlotSet from = tests ? ring.test() : ring.train();
            Priorities priorities = ring.priorities();
            if (from.count() == 0) {
                throw new IllegalStateException("the buffer has no transitions for "
                        + (tests ? "tests" : "training") + " yet");
            }
            // One loop after the other: where the next transition lies does not wait for a copy of the last.
            int[] drawn = new int[batch.size()];
            int[] times = new int[batch.size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = tests || !settings.prioritised() ? from.draw(random)
                        : priorities.draw(random, i, drawn.length);
                times[i] = settings.miniRace().draw(random);
                batch.weights().put(i, tests ? 1 : priorities.weight(drawn[i], from.count()));
            }
            ring.collate(batch, drawn, times, new Crop(settings, random, drawn.length));
            if (!tests) {
                priorities.sampled();
            }
        } finally {
            lock.unlock();
        }
    }

    /** For tests: given transitions by the number of their place, with what was drawn for each. */
    void collate(TransitionBatch batch, int[] places, int[] drawn) {
        int[] times = Arrays.stream(drawn).map(settings.miniRace()::time).toArray();
        ring.collate(batch, places, times, new Crop(settings, null, places.length));
    }

    /**
     * Takes priorities of a sampled batch; what was overwritten since, or was sampled near the end of a
     * mini-race, keeps what it has. Does nothing where sampling is even.
     *
     * @param batch as {@link #sample} filled it
     * @param errors of each: size B
     */
    public void priorities(TransitionBatch batch, float[] errors) {
        if (!settings.prioritised()) {
            return;
        }
        lock.lock();
        try {
            requireOpen();
            for (int i = 0; i < batch.size(); i++) {
                int slot = (int) batch.slots()[i];
                int generation = (int) (batch.slots()[i] >>> Integer.SIZE);
                if (ring.trainsOn(slot, generation) && batch.numbers().get(i * settings.floats())
                        < settings.miniRace().priorityHorizon()) {
                    ring.priorities().updated(slot, errors[i]);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Priorities of the transitions for training, in no order; none where sampling is even. */
    public double[] priorities() {
        lock.lock();
        try {
            return ring.priorities().of(ring.train());
        } finally {
            lock.unlock();
        }
    }

    /** Writes everything, and leaves the channel open. Sampling and appending wait meanwhile. */
    public void writeTo(WritableByteChannel channel) throws IOException {
        lock.lock();
        try {
            requireOpen();
            ring.write(channel, testSegment);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks whether {@link #readFrom} could read a file; no further than its sizes and its length.
     *
     * @throws OtherBufferException if it is of other sizes
     * @throws IOException if it is damaged
     */
    public static void requireFits(SeekableByteChannel channel, BufferSettings settings) throws IOException {
        BufferFile.Reader reader = new BufferFile.Reader(channel);
        try {
            reader.requireLength(reader.state(settings), channel.size());
        } catch (EOFException e) {
            throw BufferFile.Reader.cutOff();
        }
    }

    /**
     * Reads what {@link #writeTo} wrote into this buffer, which must be empty and keeps its capacity: of more
     * transitions the last ones are taken. The others need no memory outside the heap, only their rows of the
     * table until all are read.
     *
     * @throws OtherBufferException if the file is of other sizes; the buffer stays empty
     * @throws IOException if the file is damaged; the buffer is then to be closed
     */
    public void readFrom(ReadableByteChannel channel) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (ring.high() > 0) {
                throw new IllegalStateException("transitions can only be read into an empty buffer");
            }
            testSegment = ring.read(new BufferFile.Reader(channel));
        } catch (EOFException e) {
            throw BufferFile.Reader.cutOff();
        } finally {
            lock.unlock();
        }
    }

    private void requireShape(TransitionBatch batch) {
        if (batch.pixels() != settings.pixels() || batch.floats() != settings.floats()) {
            throw new IllegalArgumentException("a batch for frames of " + batch.pixels() + " pixels and "
                    + batch.floats() + " floats does not fit a buffer of " + settings.pixels() + " and "
                    + settings.floats());
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the buffer of transitions is closed");
        }
    }

    /** Frees the memory. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ring.store().close();
        } finally {
            lock.unlock();
        }
    }
}
