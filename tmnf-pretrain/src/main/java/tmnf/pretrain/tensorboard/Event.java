package tmnf.pretrain.tensorboard;

import java.util.List;

/**
 * What was recorded at one moment.
 *
 * @param wallSeconds seconds since 1970
 * @param step of the optimiser, or whatever counts
 * @param values what was recorded; empty for kinds that are not known
 */
public record Event(double wallSeconds, long step, List<EventValue> values) {

    public Event {
        values = List.copyOf(values);
    }
}
