package tmnf.tminterface.sim.game;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import tmnf.tminterface.link.LinkTime;

/**
 * Time for several threads that leaps instead of passing. Exactly one of them runs at any moment, until it
 * waits; then the next one does whose wait is over, and if there is none, the time leaps to the end of the
 * shortest wait. So what they do together is the same in every run.
 */
public final class VirtualTime implements LinkTime {

    /** A thread, and what it waits for. */
    private static final class Member {
        private final Thread thread;
        private BooleanSupplier condition = () -> true;
        private long deadline;

        private Member(Thread thread) {
            this.thread = thread;
        }
    }

    private final List<Member> members = new ArrayList<>();
    private volatile Thread running;
    private long now = 1_000_000_000;

    /** A time in which the calling thread runs. */
    public VirtualTime() {
        running = Thread.currentThread();
        members.add(new Member(running));
    }

    /** Starts a thread that takes part; it runs when those before it wait. */
    public Thread start(String name, Runnable work) {
        Thread thread = new Thread(() -> {
            awaitTurn();
            try {
                work.run();
            } finally {
                leave();
            }
        }, name);
        thread.setDaemon(true);
        members.add(new Member(thread));
        thread.start();
        return thread;
    }

    @Override
    public long nanos() {
        return now;
    }

    public long millis() {
        return now / 1_000_000;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        waitFor(() -> false, nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted in virtual time");
        }
    }

    /** Waits for a condition that other members make true, at most so long. */
    public void waitFor(BooleanSupplier condition, long nanos) {
        Member self = self();
        self.condition = condition;
        self.deadline = now + Math.max(0, nanos);
        pass(next());
        awaitTurn();
        self.condition = () -> true;
    }

    private void leave() {
        Member self = self();
        self.condition = () -> false;
        self.deadline = Long.MAX_VALUE;
        Member next = next();
        members.remove(self);
        pass(next);
    }

    /** Waits until the others have ended. */
    public void join() {
        waitFor(() -> members.size() == 1, Long.MAX_VALUE / 4);
    }

    private Member next() {
        Member self = self();
        int start = Math.max(0, members.indexOf(self));
        Member earliest = null;
        for (int i = 1; i <= members.size(); i++) {
            Member member = members.get((start + i) % members.size());
            if (member.condition.getAsBoolean()) {
                return member;
            }
            earliest = earliest == null || member.deadline < earliest.deadline ? member : earliest;
        }
        now = Math.max(now, earliest.deadline);
        return earliest;
    }

    private void pass(Member member) {
        running = member.thread;
        if (running != Thread.currentThread()) {
            LockSupport.unpark(running);
        }
    }

    private void awaitTurn() {
        while (running != Thread.currentThread()) {
            LockSupport.park(this);
        }
    }

    private Member self() {
        for (Member member : members) {
            if (member.thread == Thread.currentThread()) {
                return member;
            }
        }
        throw new IllegalStateException(Thread.currentThread() + " takes no part in this time");
    }
}
