package tmnf.tminterface.link;

import java.io.IOException;
import java.time.Duration;

import tmnf.tminterface.protocol.ClientMessage;

/** Makes the call of a {@link GameLink} that sends a given message. */
final class LinkCalls {

    private LinkCalls() {
    }

    /** Makes the call; the result of a query, or null. */
    static Object make(GameLink link, ClientMessage message) throws IOException {
        switch (message.kind()) {
            case SET_SPEED -> link.setSpeed(((ClientMessage.SetSpeed) message).speed());
            case REWIND_TO_STATE -> link.rewindToState(((ClientMessage.RewindToState) message).state());
            case REWIND_TO_CURRENT_STATE -> link.rewindToCurrentState();
            case GET_SIMULATION_STATE -> {
                return link.getSimulationState();
            }
            case SET_INPUT_STATE -> {
                ClientMessage.SetInputState keys = (ClientMessage.SetInputState) message;
                link.setInputState(keys.left(), keys.right(), keys.accelerate(), keys.brake());
            }
            case GIVE_UP -> link.giveUp();
            case PREVENT_SIMULATION_FINISH -> link.preventSimulationFinish();
            case SHUTDOWN -> link.shutdown();
            case EXECUTE_COMMAND -> link.executeCommand(((ClientMessage.ExecuteCommand) message).command());
            case SET_TIMEOUT -> link.setTimeout(
                    Duration.ofMillis(((ClientMessage.SetTimeout) message).millis()));
            case RACE_FINISHED -> {
                return link.raceFinished();
            }
            case REQUEST_FRAME -> link.requestFrame(((ClientMessage.RequestFrame) message).width(),
                    ((ClientMessage.RequestFrame) message).height());
            case RESET_CAMERA -> link.resetCamera();
            case SET_ON_STEP_PERIOD -> link.setOnStepPeriod(
                    ((ClientMessage.SetOnStepPeriod) message).millis());
            case UNREQUEST_FRAME -> link.unrequestFrame();
            case TOGGLE_INTERFACE -> link.toggleInterface(((ClientMessage.ToggleInterface) message).show());
            case IS_IN_MENUS -> {
                return link.isInMenus();
            }
            case GET_INPUTS -> {
                return link.getInputs();
            }
            case ACK -> link.acknowledge();
            default -> throw new IllegalArgumentException("no call for " + message);
        }
        return null;
    }
}
