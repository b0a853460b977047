package tmnf.tminterface.sharedmemory;

/** Time that passes only by waiting; the other side acts then. */
final class VirtualTime implements Ticker {

    private final Runnable otherSide;
    private long now;
    int spins;
    int yields;
    int parks;

    VirtualTime(Runnable otherSide) {
        this.otherSide = otherSide;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void spin() {
        spins++;
        pass(1000);
    }

    @Override
    public void giveWay() {
        yields++;
        pass(2000);
    }

    @Override
    public void park(long nanos) {
        parks++;
        pass(nanos);
    }

    private void pass(long nanos) {
        now += nanos;
        otherSide.run();
    }
}
