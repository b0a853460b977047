package tmnf.tminterface.observation;

import java.util.Objects;
import tmnf.tminterface.state.SimStateData;

/**
 * Builds observations of a running game, one for each action:
 *
 * <ol>
 *   <li>{@link #reset} when a drive begins;
 * <li>{@link #build} with the state of the game: exactly once for each action, since it moves the zone on
 * and
 *       counts the gearbox;
 *   <li>{@link #sent} with the action that was chosen.
 * </ol>
 *
 * <p>Confined to one thread. Building allocates nothing.
 */
public final class ObservationBuilder {

    private final ObservationLayout layout;
    private final Feature[] features;
    private final ObservationInput input;

    private ObservationBuilder(ObservationLayout layout, ZoneTracker zones) {
        this.layout = layout;
        features = layout.features().toArray(Feature[]::new);
        input = new ObservationInput(layout.config(), zones);
    }

    /**
     * A builder for drives along a line.
     *
     * @throws IllegalArgumentException when the line was prepared for another configuration than the layout's
     */
    public static ObservationBuilder along(
            ObservationLayout layout, ZoneLine line, RealCheckpoints checkpoints) {
        if (!line.config().equals(layout.config())) {
            throw new IllegalArgumentException("the zones were prepared with " + line.config()
                    + ", the layout with " + layout.config() + "; use one configuration for both");
        }
        return new ObservationBuilder(layout, new ZoneTracker(line, checkpoints));
    }

    /** A builder without a line: zone centres and margin are zero. Enough to store snapshots of a drive. */
    public static ObservationBuilder withoutLine(ObservationLayout layout) {
        return new ObservationBuilder(layout, null);
    }

    public ObservationLayout layout() {
        return layout;
    }

    /** What the next observation starts from: previous actions, gearbox counter, zone. */
    public ObservationInput input() {
        return input;
    }

    /** A drive begins: at the start, with no action sent. */
    public void reset() {
        input.reset();
    }

    /** This action was sent to the car; the next observation has it as its latest one. */
    public void sent(int action) {
        input.previousActions().push(action);
    }

    /** Takes a new state of the game: {@link #update}, then {@link #write}. */
    public void build(SimStateData state, float[] target, int at) {
        update(state);
        write(target, at);
    }

    /** Takes a new state of the game: moves the zone on, counts the gearbox. */
    public void update(SimStateData state) {
        input.update(Objects.requireNonNull(state));
    }

    /** Writes the observation of the last state, {@code layout().size()} numbers from {@code at} on. */
    public void write(float[] target, int at) {
        Objects.checkFromIndexSize(at, layout.size(), target.length);
        for (int i = 0; i < features.length; i++) {
            features[i].live().write(input, target, at + layout.offset(i));
        }
    }

    /** What is stored of the last state. */
    public ObservationSnapshot snapshot() {
        float[] vector = new float[layout.size()];
        write(vector, 0);
        return ObservationSnapshot.of(layout, input, vector);
    }
}
