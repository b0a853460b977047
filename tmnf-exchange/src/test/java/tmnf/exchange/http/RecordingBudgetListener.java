package tmnf.exchange.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told. */
final class RecordingBudgetListener implements BudgetListener {

    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void resting(Duration rest, String why) {
        events.add("resting " + rest.toSeconds() + " s");
    }

    @Override
    public void circuitOpened(Duration wait, String why) {
        events.add("opened " + wait.toSeconds() + " s");
    }

    @Override
    public void circuitClosed() {
        events.add("closed");
    }

    @Override
    public void slowedDown(int limit, String why) {
        events.add("slowed to " + limit);
    }
}
