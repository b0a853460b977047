package tmnf.cli.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.LoggerFactory;

import tmnf.cli.command.CommandContext;
import tmnf.cli.command.CommandContext.Registration;
import tmnf.cli.command.ExitStatus;
import tmnf.cli.env.OwnProgram;

/**
 * Ctrl+C and its kin. The first signal sets a flag and runs the registered actions; a command that watches
 * the flag or registered an action gets two seconds to end by itself, or more where it asked for it; any
 * other ends at once. A second signal ends at once.
 *
 * <p>The JVM's signal API has no supported name, so it is reached by reflection; where it is missing the
 * JVM's own handling stays in place (at once, with the right exit code). Safe for use by several threads.
 */
final class Interrupts implements AutoCloseable {

    /** Time for a consistent state. */
    static final long GRACE_MILLIS = 2_000;
    private static final long STEP_DEAF_MILLIS = 1_000;

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private final java.util.function.Consumer<ExitStatus> endNow;
    private volatile ExitStatus requested; // null: nobody asked
    private volatile boolean cooperative;
    private volatile long graceMillis = GRACE_MILLIS;
    private volatile boolean finished;
    private final long deafNanos;
    private long askedNanos; // guarded by this
    private final List<Runnable> undo = new CopyOnWriteArrayList<>();

    /** Takes what ends the process, whatever it is doing. */
    Interrupts(java.util.function.Consumer<ExitStatus> endNow) {
        this(endNow, OwnProgram.isStep() ? STEP_DEAF_MILLIS : 0);
    }

    /** With a time after the first signal in which others are the same one. */
    Interrupts(java.util.function.Consumer<ExitStatus> endNow, long deafMillis) {
        this.endNow = endNow;
        deafNanos = deafMillis * 1_000_000;
    }

    void install() {
        handle("INT", ExitStatus.INTERRUPTED);
        handle("TERM", ExitStatus.TERMINATED);
        // Who started this step and was killed cannot pass on that it is to end; it would run for ever.
        undo.add(OwnProgram.whenStarterEnds(() -> {
            if (requested == null) { // one that ends already has its time for that
                raise(ExitStatus.TERMINATED);
            }
        }));
    }

    /** Passes on what the command that runs this one is asked; ending the process stays its business. */
    void follow(CommandContext outer) {
        Registration registration = outer.onInterrupt(() -> raise(ExitStatus.INTERRUPTED));
        undo.add(registration::close);
    }

    /** What we were asked to end with, or null. */
    ExitStatus requested() {
        return requested;
    }

    boolean poll() {
        cooperative = true;
        return requested != null;
    }

    Registration onInterrupt(Runnable action) {
        return onInterrupt(action, GRACE_MILLIS);
    }

    /** The same with more time to end by itself. */
    Registration onInterrupt(Runnable action, long grace) {
        cooperative = true;
        graceMillis = Math.max(graceMillis, grace);
        actions.add(action);
        if (requested != null) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** Called by the signal thread. */
    void raise(ExitStatus status) {
        synchronized (this) {
            if (requested != null && System.nanoTime() - askedNanos < deafNanos) {
                return; // the same request, once from the terminal and once from who started us
            }
            askedNanos = System.nanoTime();
            if (requested != null || !cooperative) {
                requested = status;
                endNow.accept(status);
                return;
            }
            requested = status;
        }
        Thread watchdog = new Thread(this::endAfterGrace, "tmnf-interrupt-deadline");
        watchdog.setDaemon(true);
        watchdog.start();
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(Interrupts.class).warn("an action on interrupt failed", e);
            }
        }
    }

    private synchronized void endAfterGrace() {
        long deadline = System.nanoTime() + graceMillis * 1_000_000;
        try {
            for (long left = graceMillis; left > 0 && !finished;
                    left = (deadline - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!finished) {
            endNow.accept(requested);
        }
    }

    @Override
    public synchronized void close() {
        finished = true;
        notifyAll();
        undo.forEach(Runnable::run);
        undo.clear();
    }

    private void handle(String name, ExitStatus status) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object ours = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            raise(status);
                            yield null;
                        }
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> "tmnf handler of " + name;
                    });
            Object before = handle.invoke(null, signal, ours);
            undo.add(() -> set(handle, signal, before));
            if (before == handlerType.getField("SIG_IGN").get(null)) {
                set(handle, signal, before); // started by nohup or in the background: stay deaf
            }
        } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
            LoggerFactory.getLogger(Interrupts.class).debug("no handler for SIG{}", name, unsupported);
        }
    }

    private static void set(Method handle, Object signal, Object handler) {
        try {
            handle.invoke(null, signal, handler);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
