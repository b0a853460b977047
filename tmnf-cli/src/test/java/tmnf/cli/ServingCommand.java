package tmnf.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

import tmnf.cli.command.CommandContext;
import tmnf.cli.env.Environment;

/**
 * A command that serves until it is stopped, on a thread of this process, which costs less than a process of
 * its own. Signals would end the test, so it is stopped as a command is that runs inside another one.
 */
final class ServingCommand implements AutoCloseable {

    /** Name of the thread. */
    static final String THREAD = "tmnf-documented-server";

    private static final int PATIENCE_SECONDS = 60;

    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FutureTask<Integer> run;
    private final Thread thread;

    /** Stdout up to the end of its first line. */
    private static final class FirstLine extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<String> line;

        FirstLine(CompletableFuture<String> line) {
            this.line = line;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                line.complete(bytes.toString(StandardCharsets.UTF_8));
            }
            bytes.write(b);
        }
    }

    /**
     * Starts it.
     *
     * @param place what a command with these streams, stdout and stderr, finds around it
     * @param words behind the name of the program
     */
    ServingCommand(BiFunction<OutputStream, OutputStream, Environment> place, List<String> words) {
        Tmnf program = new Tmnf(place.apply(new FirstLine(firstLine), err), CommandRegistry.COMMANDS,
                outer());
        run = new FutureTask<>(() -> {
            try {
                return program.run(words.toArray(String[]::new));
            } finally {
                firstLine.complete(""); // who waits for it need not wait any longer
            }
        });
        thread = new Thread(run, THREAD);
        thread.setDaemon(true);
        thread.start();
    }

    /** The command around it, of which it only asks to be told when to stop. */
    private CommandContext outer() {
        CommandContext.Registration registration = stops::clear;
        return (CommandContext) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {CommandContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("onInterrupt")) {
                        throw new IllegalStateException("not expected: " + method.getName());
                    }
                    stops.add((Runnable) arguments[0]);
                    return registration;
                });
    }

    /** What it prints first; empty when it ended without. */
    String awaitFirstLine() throws InterruptedException {
        try {
            return firstLine.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("never printed a line: " + err(), e);
        }
    }

    /** Asks it to stop. Returns what it ends with. */
    int stop() throws InterruptedException {
        stops.forEach(Runnable::run);
        try {
            return run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("did not stop: " + err(), e);
        }
    }

    /** Its messages up to now. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Ends it, whatever it is doing. */
    @Override
    public void close() {
        if (!run.isDone()) {
            stops.forEach(Runnable::run);
            thread.interrupt();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is out of time, which it says itself
            return;
        }
        if (thread.isAlive()) {
            throw new AssertionError("does not end: " + err());
        }
    }
}
