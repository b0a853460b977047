package tmnf.rl.policy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.rl.policy.InferenceException.Reason;
import tmnf.tminterface.observation.Normalisation;

/**
 * Decides for all collectors on one thread of its own: what waits when it is ready goes through the network
 * in one pass, and nobody is waited for. The weights are a snapshot, which {@link #publish} replaces between
 * two passes, but for races that {@link #hold} theirs: those get a pass of their own. Whoever asks gets an
 * answer, or an {@link InferenceException} at the deadline at the latest, also when the service is closed or
 * fails.
 */
public final class InferenceService implements Decider, AutoCloseable {

    private static final long POLL_MS = 50;
    private static final long JOIN_MS = 10_000;

    private final TorchEngine engine;
    private final IqnNetwork network;
    private final InferenceSettings settings;
    private final SplittableRandom random;
    private final BlockingQueue<Question> questions;
    private final AtomicReference<PublishedWeights> next = new AtomicReference<>();
    private final FigureCounter counter;
    private final NDManager manager;
    private final Inputs inputs;
    private final ByteBuffer frames;
    private final FloatBuffer numbers;
    private final Thread thread;
    private volatile InferenceException ended; // null while it runs
    private volatile boolean closing;
    private PublishedWeights current; // of the thread, as what follows
    private final List<WeightHold> held = new ArrayList<>();

    /**
     * Starts the thread.
     *
     * @param values of the first weights, in the order of the network
     * @param version of them
     * @param random for exploration and drawn quantiles; handed over
     */
    public InferenceService(TorchEngine engine, IqnNetwork network, Normalisation normalisation,
            InferenceSettings settings, float[] values, long version, SplittableRandom random) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.network = network;
        this.settings = settings;
        this.random = random;
        questions = new ArrayBlockingQueue<>(settings.queue());
        counter = new FigureCounter(settings.batch());
        manager = engine.manager();
        inputs = new Inputs(manager, network, normalisation);
        frames = ByteBuffer.allocateDirect(settings.batch() * inputs.pixels());
        numbers = ByteBuffer.allocateDirect(settings.batch() * network.floats() * Float.BYTES)
                .order(ByteOrder.nativeOrder()).asFloatBuffer();
        publish(values, version);
        thread = engine.threads("inference").newThread(this::run);
        thread.start();
    }

    /**
     * Weights for all decisions from the next pass on.
     *
     * @param values of all weights, in the order of the network; copied
     * @param version their number
     */
    public void publish(float[] values, long version) {
        if (closing) {
            return;
        }
        replace(new PublishedWeights(new WeightSnapshot(engine, network, settings.quantiles(), values,
                version), System.nanoTime()));
        if (closing) {
            replace(null);
        }
    }

    private void replace(PublishedWeights published) {
        PublishedWeights unused = next.getAndSet(published);
        if (unused != null) {
            unused.snapshot().close();
        }
    }

    /** What was done since the last call. */
    public InferenceFigures takeFigures() {
        return counter.take();
    }

    /**
     * {@inheritDoc}
     *
     * @throws InferenceException if there is no answer
     * @throws IllegalArgumentException if frame or numbers are not of the network's sizes
     */
    @Override
    public Decision decide(ByteBuffer frame, float[] values, Exploration exploration)
            throws InterruptedException {
        return decide(frame, values, exploration, null);
    }

    @Override
    public RaceDecider hold() {
        WeightHold hold = new WeightHold();
        return RaceDecider.of((frame, values, exploration) -> decide(frame, values, exploration, hold),
                hold::end);
    }

    private Decision decide(ByteBuffer frame, float[] values, Exploration exploration, WeightHold hold)
            throws InterruptedException {
        if (frame.remaining() < inputs.pixels() || values.length != network.floats()) {
            throw new IllegalArgumentException("the network sees " + inputs.pixels() + " pixels and "
                    + network.floats() + " numbers, not " + frame.remaining() + " and " + values.length);
        }
        long deadline = System.nanoTime() + settings.deadline().toNanos();
        Question question = new Question(frame, values, exploration, hold);
        if (!questions.offer(question, settings.deadline().toNanos(), TimeUnit.NANOSECONDS)) {
            throw ended != null ? ended : late("the queue of " + settings.queue() + " was full");
        }
        return question.await(deadline, () -> ended)
                .orElseThrow(() -> late("the network takes too long"));
    }

    private InferenceException late(String why) {
        return new InferenceException(Reason.LATE, "no decision within " + settings.deadline().toMillis()
                + " ms: " + why + "; the processor has too much to do: use fewer collectors", null);
    }

    private void run() {
        List<Question> batch = new ArrayList<>(settings.batch());
        try {
            while (!closing) {
                Question first = questions.poll(POLL_MS, TimeUnit.MILLISECONDS);
                held.removeIf(this::releaseEnded);
                if (first != null) {
                    batch.clear();
                    batch.add(first);
                    questions.drainTo(batch, settings.batch() - 1);
                    takeNext();
                    batch.removeIf(Question::isGone);
                    answer(batch);
                }
            }
            ended = new InferenceException(Reason.CLOSED, "the inference service was closed", null);
        } catch (InterruptedException | RuntimeException | LinkageError | OutOfMemoryError e) {
            ended = new InferenceException(Reason.FAILED, "the inference service failed: " + e, e);
        } finally {
            batch.forEach(question -> question.fail(ended));
            drain();
            release();
        }
    }

    private void drain() {
        for (Question question = questions.poll(); question != null; question = questions.poll()) {
            question.fail(ended);
        }
    }

    private void release() {
        replace(null);
        held.forEach(WeightHold::release);
        if (current != null) {
            current.replace();
            current = null;
        }
        inputs.close();
        manager.close();
    }

    private void takeNext() {
        PublishedWeights fresh = next.getAndSet(null);
        if (fresh != null) {
            if (current != null) {
                current.replace();
            }
            current = fresh;
            counter.snapshot();
        }
    }

    private boolean releaseEnded(WeightHold hold) {
        boolean ends = hold.isEnded();
        if (ends) {
            hold.release();
        }
        return ends;
    }

    private PublishedWeights weights(Question question) {
        return question.hold().map(hold -> {
            if (hold.isEmpty()) {
                hold.take(current);
                held.add(hold);
            }
            return hold.weights();
        }).orElse(current);
    }

    private void answer(List<Question> batch) {
        Map<PublishedWeights, List<Question>> parts = batch.stream()
                .collect(Collectors.groupingBy(this::weights, LinkedHashMap::new, Collectors.toList()));
        parts.forEach((weights, part) -> {
            if (!settings.randomQuantiles()) {
                pass(part, weights, false);
                return;
            }
            pass(part.stream().filter(question -> !question.explores()).toList(), weights, false);
            pass(part.stream().filter(Question::explores).toList(), weights, true);
        });
    }

    private void pass(List<Question> batch, PublishedWeights weights, boolean drawn) {
        if (batch.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        int size = batch.size();
        for (int i = 0; i < size; i++) {
            batch.get(i).copyTo(frames, i * inputs.pixels(), inputs.pixels(), numbers, i * network.floats());
        }
        float[] values;
        try (NDManager scope = manager.newSubManager()) {
            NDArray seen = inputs.pictures(scope, frames, size);
            NDArray floats = inputs.numbers(scope, numbers, size);
            WeightSnapshot snapshot = weights.snapshot();
            values = (drawn ? snapshot.values(seen, floats, scope.create(TauSampling.symmetric(size,
                    settings.quantiles(), random), new Shape((long) size * settings.quantiles(), 1)))
                    : snapshot.values(seen, floats)).toFloatArray();
        }
        long now = System.nanoTime();
        counter.pass(size, Math.max(0, begun - weights.nanos()));
        for (int i = 0; i < size; i++) {
            counter.decision(now - batch.get(i).asked());
            tell(batch.get(i), values, i * network.actions(), weights.snapshot().version());
        }
    }

    private void tell(Question question, float[] all, int at, long version) {
        float[] values = new float[network.actions()];
        System.arraycopy(all, at, values, 0, values.length);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                question.fail(new InferenceException(Reason.BROKEN_WEIGHTS, "the weights of version "
                        + version + " answer with " + value + ": go back to an older checkpoint", null));
                return;
            }
        }
        int action = ActionChoice.choose(values, question.exploration(), random);
        question.answer(new Decision(action, action == ActionChoice.best(values), values, version));
    }

    /** Ends the thread; whoever waits gets an {@link InferenceException}. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
