package tmnf.tminterface.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.GameState;
import tmnf.tminterface.protocol.ServerReply;

/** A game without physics: it remembers what it was told. */
class FakeGame implements PluginCommands {

    final List<String> calls = new ArrayList<>();
    GameState state = GameState.LOCAL_RACE;
    int raceTimeMs;
    int tickTimeMs;
    boolean player = true;
    boolean finished;
    byte[] saved = {1, 2, 3, 4, 5};
    DriverInputs inputs = DriverInputs.NONE;
    boolean analog = true;
    ServerReply.Challenge challenge = ServerReply.Challenge.NONE;
    ByteBuffer pixels; // null: made to measure

    @Override
    public int gameState() {
        return state.value();
    }

    @Override
    public boolean inRace() {
        return state == GameState.LOCAL_RACE;
    }

    @Override
    public int raceTimeMs() {
        return raceTimeMs;
    }

    @Override
    public int tickTimeMs() {
        return tickTimeMs;
    }

    @Override
    public void setSpeed(float speed) {
        calls.add("speed " + speed);
    }

    @Override
    public void rewindToState(byte[] bytes, boolean resetCamera) {
        calls.add("rewind " + Arrays.hashCode(bytes) + " " + resetCamera);
    }

    @Override
    public void rewindToCurrentState() {
        calls.add(ClientMessage.Kind.REWIND_TO_CURRENT_STATE.name());
    }

    @Override
    public byte[] saveState() {
        return saved;
    }

    @Override
    public void setInputState(boolean left, boolean right, boolean accelerate, boolean brake) {
        calls.add("keys " + new ClientMessage.SetInputState(left, right, accelerate, brake));
    }

    @Override
    public void giveUp() {
        calls.add(ClientMessage.Kind.GIVE_UP.name());
    }

    @Override
    public void preventSimulationFinish() {
        calls.add(ClientMessage.Kind.PREVENT_SIMULATION_FINISH.name());
    }

    @Override
    public void executeCommand(String command) {
        calls.add("command " + command);
    }

    @Override
    public Optional<Boolean> playerFinished() {
        return player ? Optional.of(finished) : Optional.empty();
    }

    @Override
    public void resetCamera() {
        calls.add(ClientMessage.Kind.RESET_CAMERA.name());
    }

    @Override
    public void toggleInterface(boolean show) {
        calls.add("interface " + show);
    }

    @Override
    public String inputs() {
        return "0 press up\n";
    }

    @Override
    public Optional<ByteBuffer> captureFrame(int width, int height) {
        if (pixels != null) {
            return Optional.of(pixels);
        }
        byte[] bytes = new byte[width * height * 4];
        Arrays.fill(bytes, (byte) (raceTimeMs / 10));
        return Optional.of(ByteBuffer.wrap(bytes));
    }

    @Override
    public void setInputs(int mask, DriverInputs set) {
        calls.add("inputs " + mask + " " + set);
        inputs = new DriverInputs(pick(mask, 1, set.left(), inputs.left()),
                pick(mask, 2, set.right(), inputs.right()), pick(mask, 4, set.accelerate(),
                        inputs.accelerate()),
                pick(mask, 8, set.brake(), inputs.brake()),
                analog && (mask & 16) != 0 ? set.steer() : inputs.steer(),
                analog && (mask & 32) != 0 ? set.gas() : inputs.gas());
    }

    @Override
    public DriverInputs inputState() {
        return inputs;
    }

    @Override
    public ServerReply.Challenge challenge() {
        return challenge;
    }

    @Override
    public void respawn() {
        calls.add(ClientMessage.Kind.RESPAWN.name());
    }

    @Override
    public void horn() {
        calls.add(ClientMessage.Kind.HORN.name());
    }

    @Override
    public void setSimulationOnly(boolean on) {
        calls.add("simulation only " + on);
    }

    private static boolean pick(int mask, int bit, boolean fresh, boolean old) {
        return (mask & bit) != 0 ? fresh : old;
    }
}
