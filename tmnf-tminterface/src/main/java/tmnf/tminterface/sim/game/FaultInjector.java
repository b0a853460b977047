package tmnf.tminterface.sim.game;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lets the faults of a plan happen to one game: it asks here wherever something may go wrong. What has
 * happened is remembered through crashes and restarts. Confined to the game's thread.
 */
final class FaultInjector {

    static final long FOREVER = Long.MAX_VALUE;

    private final List<Chance> chances;
    private final Consumer<String> log;
    private FaultMessage next; // null: no message is about to be sent, but replies
    private GamePhase phase = GamePhase.START_UP;
    private int raceTimeMs;
    private long frame;
    private long frameAskedAt = -1;
    private long frameAskedSince = -1;
    private Optional<Fault> frameFault = Optional.empty();
    private long frameFaultEnds;
    private Optional<Duration> restart = Optional.empty();
    private boolean crashed;
    private Runnable endOfTurn = () -> { };

    FaultInjector(FaultPlan plan, int instance, Consumer<String> log) {
        this.log = log;
        SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + instance);
        this.chances = IntStream.range(0, plan.faults().size())
                .mapToObj(i -> new Chance(plan.faults().get(i), random.split())).toList();
    }

    /** A fault and how often it was seen and taken. */
    private static final class Chance {

        private final Fault fault;
        private final SplittableRandom random;
        private GamePhase lastPhase;
        private int seen;
        private int taken;

        private Chance(Fault fault, SplittableRandom random) {
            this.fault = fault;
            this.random = random;
        }

        private boolean take() {
            seen++;
            if (seen < fault.nth() || taken >= fault.times()
                    || fault.share() < 1 && random.nextDouble() >= fault.share()) {
                return false;
            }
            taken++;
            return true;
        }
    }

    private Optional<Fault> take(FaultKind kind, FaultMessage message) {
        for (Chance chance : chances) {
            Fault fault = chance.fault;
            // A crash without a message is one of a phase: those are taken on entry.
            boolean anyMessage = fault.message().isEmpty() && kind != FaultKind.CRASH;
            if (fault.kind() == kind && (anyMessage || fault.message().equals(Optional.ofNullable(message)))
                    && (fault.phase().isEmpty() || fault.phase().get() == phase)
                    && isTime(fault) && chance.take()) {
                log.accept("fault: " + kind.word() + (message == null ? "" : " at " + message.word())
                        + " in " + phase.word());
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private boolean isTime(Fault fault) {
        return fault.atMs().isEmpty() || phase.isRace() && raceTimeMs >= fault.atMs().getAsInt();
    }

    // What the game does.

    /** What the game is busy with from now on. */
    void moment(GamePhase now, int raceTime) {
        phase = now;
        raceTimeMs = raceTime;
    }

    /**
     * How long the game hangs now; 0 usually. A chance is each entry into a phase, or with a race time each
     * tick from it on.
     */
    long hangNanos() {
        return takeOnEntry(FaultKind.SILENCE).map(FaultInjector::nanos).orElse(0L);
    }

    private static long nanos(Fault fault) {
        return fault.time().map(Duration::toNanos).orElse(FOREVER);
    }

    /** Whether the game crashes now. */
    boolean crashes() {
        if (!crashed) {
            Optional<Fault> fault = takeOnEntry(FaultKind.CRASH);
            fault.ifPresent(this::crash);
        }
        return crashed;
    }

    /** What ends the turn that a crash interrupts. */
    void onCrash(Runnable end) {
        endOfTurn = end;
    }

    private void crash(Fault fault) {
        crashed = true;
        endOfTurn.run();
        restart = fault.time();
    }

    /** After how long the crashed game starts again; empty for never. */
    Optional<Duration> restartTime() {
        crashed = false;
        return restart;
    }

    private Optional<Fault> takeOnEntry(FaultKind kind) {
        for (Chance chance : chances) {
            Fault fault = chance.fault;
            if (fault.kind() != kind || fault.message().isPresent()) {
                continue;
            }
            boolean entered = chance.lastPhase != phase;
            chance.lastPhase = phase;
            boolean here = fault.phase().isEmpty() || fault.phase().get() == phase;
            boolean now = fault.atMs().isPresent() ? isTime(fault) : entered;
            if (here && now && chance.take()) {
                log.accept("fault: " + kind.word() + " in " + phase.word());
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** For how long the port can't be listened on; 0 usually. */
    long portTakenNanos() {
        return take(FaultKind.PORT_TAKEN, null).map(FaultInjector::nanos).orElse(0L);
    }

    /** The challenge that is loaded in place of another; its name may be empty. */
    Optional<String> wrongMap() {
        return take(FaultKind.WRONG_MAP, null).map(Fault::name);
    }

    boolean previewNeverEnds() {
        return take(FaultKind.PREVIEW, null).isPresent();
    }

    /** If the preview wants Enter: for how many nanoseconds it does not hear of it; empty: it does not. */
    OptionalLong previewNeedsEnter() {
        return take(FaultKind.PRESS_ENTER, null).stream().mapToLong(FaultInjector::nanos).findFirst();
    }

    boolean medalsAtOnce() {
        return take(FaultKind.MEDALS, null).isPresent();
    }

    // Frames.

    /** A frame is rendered. */
    void frameBegins() {
        frame++;
    }

    /** Whether the frame that is asked for does not come in this rendered frame. */
    boolean frameWithheld(long nowNanos) {
        if (frameAskedAt < 0 || frameAskedAt < frame - 1) {
            frameAskedSince = frame;
            frameFault = take(FaultKind.NO_FRAME, FaultMessage.FRAME);
            frameFaultEnds = frameFault.flatMap(Fault::time).map(time -> nowNanos + time.toNanos())
                    .orElse(FOREVER);
            if (frameFault.isEmpty()) {
                frameFault = take(FaultKind.LATE_FRAME, FaultMessage.FRAME);
            }
        }
        frameAskedAt = frame;
        boolean withheld = frameFault.isPresent()
                && (frameFault.get().kind() == FaultKind.NO_FRAME ? nowNanos < frameFaultEnds
                        : frame - frameAskedSince < frameFault.get().frames());
        if (!withheld) {
            frameAskedAt = -1;
            next = FaultMessage.FRAME;
        }
        return withheld;
    }

    // Messages.

    /** The server sends such a message now, if it has somebody to send it to. */
    void sends(FaultMessage message) {
        next = message;
    }

    /** A client has come: what it asks for is new. */
    void newClient() {
        next = null;
        frameAskedAt = -1;
    }

    /** What was to be sent was, or not. */
    void sent() {
        next = null;
    }

    /** What a client is sent first. */
    Optional<FaultMessage> takeNext() {
        Optional<FaultMessage> message = Optional.ofNullable(next);
        next = null;
        return message;
    }

    /** How late the message is. */
    long slowNanos(FaultMessage message) {
        return take(FaultKind.SLOW, message).flatMap(Fault::time).map(Duration::toNanos).orElse(0L);
    }

    /** Whether the connection ends before the message. */
    boolean disconnects(FaultMessage message) {
        Optional<Fault> crash = take(FaultKind.CRASH, message);
        crash.ifPresent(this::crash);
        return crash.isPresent() || take(FaultKind.DISCONNECT, message).isPresent();
    }

    /** Whether the connection ends in the middle of the message. */
    boolean cuts(FaultMessage message) {
        return take(FaultKind.CUT, message).isPresent();
    }

    /** Whether the game has crashed and only has to notice. */
    boolean hasCrashed() {
        return crashed;
    }
}
