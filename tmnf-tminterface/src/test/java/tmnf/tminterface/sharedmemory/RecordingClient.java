package tmnf.tminterface.sharedmemory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Writes down its callbacks, in the words of the recorded ones. */
class RecordingClient implements Client {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Exception> failures = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void onRegistered(TMInterface iface) throws IOException {
        calls.add("on_registered");
    }

    @Override
    public void onDeregistered(TMInterface iface) {
        calls.add("on_deregistered");
    }

    @Override
    public void onShutdown(TMInterface iface) {
        calls.add("on_shutdown");
    }

    @Override
    public void onRunStep(TMInterface iface, int timeMs) throws IOException {
        calls.add("on_run_step " + timeMs);
    }

    @Override
    public void onSimulationBegin(TMInterface iface) throws IOException {
        calls.add("on_simulation_begin");
    }

    @Override
    public void onSimulationStep(TMInterface iface, int timeMs) throws IOException {
        calls.add("on_simulation_step " + timeMs);
    }

    @Override
    public void onSimulationEnd(TMInterface iface, int result) throws IOException {
        calls.add("on_simulation_end " + result);
    }

    @Override
    public void onCheckpointCountChanged(TMInterface iface, int current, int target) throws IOException {
        calls.add("on_checkpoint_count_changed " + current + " " + target);
    }

    @Override
    public void onLapsCountChanged(TMInterface iface, int current) throws IOException {
        calls.add("on_laps_count_changed " + current);
    }

    @Override
    public void onCustomCommand(TMInterface iface, int fromMs, int toMs, String command, List<String> args)
            throws IOException {
        calls.add("on_custom_command " + fromMs + " " + toMs + " " + command + " " + args);
    }

    @Override
    public Optional<BFEvaluationResponse> onBruteforceEvaluate(TMInterface iface, BFEvaluationInfo info)
            throws IOException {
        calls.add("on_bruteforce_evaluate " + info);
        return Optional.empty();
    }

    @Override
    public void onClientException(TMInterface iface, Exception exception) {
        failures.add(exception);
    }
}
