package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.List;
import tmnf.tminterface.state.SimStateData;

// The example of docs/formats/tminterface.md; SharedMemoryDocsTest holds the two together and runs it.
// example
/** Drives the same two seconds again and again, each time with a little more steering. */
final class SteerAgain implements Client {

    private SimStateData start;
    private int steer;

    @Override
    public void onRegistered(TMInterface iface) throws IOException {
        iface.registerCustomCommand("straight");
    }

    @Override
    public void onRunStep(TMInterface iface, int timeMs) throws IOException {
        if (timeMs == 0 && start == null) {
            start = iface.getSimulationState();
        }
        if (timeMs == 490) {                                       // acts at the next tick, at 500
            iface.setInputState(InputState.UNCHANGED.withAccelerate(true).withSteer(steer));
        }
        if (timeMs == 2000 && start != null) {
            steer += 1000;
            iface.rewindToState(start);                            // the next step is that at 10
        }
    }

    @Override
    public void onCustomCommand(TMInterface iface, int fromMs, int toMs, String command, List<String> args)
            throws IOException {
        steer = 0;
        iface.log("from 0 again", LogSeverity.SUCCESS);
    }

    @Override
    public void onClientException(TMInterface iface, Exception exception) {
        System.err.println(exception.getMessage());                // also says why there is no game
    }

    public static void main(String[] args) {
        RunClient.run(new SteerAgain());                           // TMInterface0; returns at the end
    }
}
// end of example
