package tmnf.tminterface.sim.game;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.link.PluginCommands;
import tmnf.tminterface.protocol.ClientMessage;
import tmnf.tminterface.protocol.DriverInputs;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.render.FrameStamp;
import tmnf.tminterface.state.SimStateData;

/** The game as the link plugin sees it. Confined to the game's thread. */
final class PluginSide implements PluginCommands {

    private static final int WINDOW_WIDTH = 640;
    private static final int WINDOW_HEIGHT = 480;
    private static final int MOST_PIXELS = 4096;
    /** What a screen without a race is filled with. */
    private static final byte SCREEN_COLOUR = 0x20;

    private final GameSession session;
    private final FaultInjector faults;
    private final LinkTime time;
    private final Consumer<String> log;
    private final Optional<Integer> stamp;
    private byte[] pixels = new byte[1 << 14];
    private boolean simulationOnly;

    /** With a stamp of that instance on every frame of a race, or without stamps. */
    PluginSide(GameSession session, FaultInjector faults, Optional<Integer> stamp, LinkTime time,
            Consumer<String> log) {
        this.session = session;
        this.faults = faults;
        this.stamp = stamp;
        this.time = time;
        this.log = log;
    }

    boolean isSimulationOnly() {
        return simulationOnly;
    }

    @Override
    public int gameState() {
        return session.phase().state().value();
    }

    @Override
    public boolean inRace() {
        return session.inRace();
    }

    @Override
    public int raceTimeMs() {
        return inRace() ? session.race().raceTimeMs() : 0;
    }

    @Override
    public int tickTimeMs() {
        return inRace() ? session.race().tickTimeMs() : 0;
    }

    @Override
    public void setSpeed(float speed) {
        session.setSpeed(speed);
    }

    @Override
    public void rewindToState(byte[] state, boolean resetCamera) {
        session.rewind(state);
    }

    @Override
    public void rewindToCurrentState() {
        session.rewind(saveState());
    }

    @Override
    public byte[] saveState() {
        return inRace() ? session.race().save().toBytes() : SimStateData.blank(0, 0).toBytes();
    }

    @Override
    public void setInputState(boolean left, boolean right, boolean accelerate, boolean brake) {
        session.race().setKeys(left, right, accelerate, brake);
    }

    @Override
    public void giveUp() {
        session.restart();
    }

    @Override
    public void preventSimulationFinish() {
        session.running().preventFinish();
    }

    @Override
    public void executeCommand(String command) {
        log.accept("> " + command);
        session.console().submit(command);
    }

    @Override
    public Optional<Boolean> playerFinished() {
        return inRace() ? Optional.of(session.race().isFinished()) : Optional.empty();
    }

    @Override
    public void resetCamera() {
        // All cameras are fixed to the car, so there is nothing that could have gone astray.
    }

    @Override
    public void toggleInterface(boolean show) {
        session.showInterface(show);
    }

    @Override
    public String inputs() {
        String driven = inRace() ? session.race().inputScript() : "";
        return InputText.decimal(driven.isEmpty() ? session.replayedInputs() : driven);
    }

    @Override
    public Optional<ByteBuffer> captureFrame(int askedWidth, int askedHeight) {
        boolean window = askedWidth == 0 && askedHeight == 0;
        int width = window ? WINDOW_WIDTH : askedWidth;
        int height = window ? WINDOW_HEIGHT : askedHeight;
        boolean possible = width > 0 && height > 0 && width <= MOST_PIXELS && height <= MOST_PIXELS;
        if (!possible || !session.isDrawn() || faults.frameWithheld(time.nanos())) {
            return Optional.empty();
        }
        int bytes = width * height * Integer.BYTES;
        if (pixels.length < bytes) {
            pixels = new byte[bytes];
        }
        if (inRace()) {
            paint(width, height);
        } else {
            Arrays.fill(pixels, 0, bytes, SCREEN_COLOUR);
        }
        return Optional.of(ByteBuffer.wrap(pixels, 0, bytes));
    }

    private void paint(int width, int height) {
        session.running().painter().paint(session.race(), new FramePainter.Picture(session.cameraNumber(),
                session.isInterfaceShown(), width, height), pixels);
        if (stamp.isPresent() && FrameStamp.fits(width, height)) {
            new FrameStamp(raceTimeMs(), stamp.get()).draw(pixels, width, height);
        }
    }

    @Override
    public void setInputs(int mask, DriverInputs inputs) {
        Race race = session.race();
        set(race, mask, ClientMessage.SetInputEx.LEFT, InputType.LEFT, inputs.left() ? 1 : 0);
        set(race, mask, ClientMessage.SetInputEx.RIGHT, InputType.RIGHT, inputs.right() ? 1 : 0);
        set(race, mask, ClientMessage.SetInputEx.ACCELERATE, InputType.UP, inputs.accelerate() ? 1 : 0);
        set(race, mask, ClientMessage.SetInputEx.BRAKE, InputType.DOWN, inputs.brake() ? 1 : 0);
        set(race, mask, ClientMessage.SetInputEx.STEER, InputType.STEER, inputs.steer());
        set(race, mask, ClientMessage.SetInputEx.GAS, InputType.GAS, inputs.gas());
    }

    private static void set(Race race, int mask, int bit, InputType type, int state) {
        if ((mask & bit) != 0) {
            race.setInput(type, state);
        }
    }

    @Override
    public DriverInputs inputState() {
        if (!inRace()) {
            return DriverInputs.NONE;
        }
        Race race = session.race();
        return new DriverInputs(race.isDown(InputType.LEFT), race.isDown(InputType.RIGHT),
                race.isDown(InputType.UP), race.isDown(InputType.DOWN), race.amount(InputType.STEER),
                race.amount(InputType.GAS));
    }

    @Override
    public ServerReply.Challenge challenge() {
        return session.challenge();
    }

    @Override
    public void respawn() {
        session.race().setInput(InputType.RESPAWN, 1);
    }

    @Override
    public void horn() {
        session.race().setInput(InputType.HORN, 1);
    }

    @Override
    public void setSimulationOnly(boolean on) {
        simulationOnly = on;
    }
}
