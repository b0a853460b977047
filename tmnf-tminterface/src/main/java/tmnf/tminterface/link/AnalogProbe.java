package tmnf.tminterface.link;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * Finds out whether the game takes analog input, which it does only with an axis bound in the player's
 * profile: sets small values that move nothing noticeably, and reads them in a later tick. Give it each turn
 * of a race, before the acknowledgement, until it answers:
 *
 * <pre>{@code
 * AnalogProbe probe = new AnalogProbe(link);
 * Optional<AnalogProbe.Result> result = probe.turn(link.await(deadline));
 * link.acknowledge();
 * }</pre>
 *
 * <p>Needs {@link tmnf.tminterface.protocol.Capability#INPUTS}. Both axes are at 0 afterwards.
 */
public final class AnalogProbe {

    /** Far below what the game takes for throttle or brake. */
    private static final int STEER = 423;
    private static final int GAS = -321;

    private final GameLink link;
    private Integer setAtMs; // null: not yet

    /** Which axes the game takes. */
    public record Result(boolean steer, boolean gas) {
    }

    /** A probe that has not begun. */
    public AnalogProbe(GameLink link) {
        this.link = Objects.requireNonNull(link, "link");
    }

    /**
     * Looks at the turn that is open.
     *
     * @return the answer, in the first run step after the one in which the values were set
     */
    public Optional<Result> turn(ServerMessage turn) throws IOException {
        int time;
        if (turn instanceof ServerMessage.RunStep step) {
            time = step.raceTimeMs();
        } else if (turn instanceof ServerMessage.StepEx step) {
            time = step.raceTimeMs();
        } else {
            return Optional.empty();
        }
        if (time < 0) {
            return Optional.empty();
        }
        if (setAtMs == null || time <= setAtMs) {
            link.extended().setAnalog(STEER, GAS);
            setAtMs = time;
            return Optional.empty();
        }
        DriverInputs inputs = link.extended().getInputState();
        link.extended().setAnalog(0, 0);
        setAtMs = null;
        return Optional.of(new Result(inputs.steer() == STEER, inputs.gas() == GAS));
    }
}
