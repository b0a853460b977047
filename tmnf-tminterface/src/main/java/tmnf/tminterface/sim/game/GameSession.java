package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.script.InputType;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.sim.console.Console;
import tmnf.tminterface.sim.console.ConsoleActions;
import tmnf.tminterface.sim.console.ConsoleVariables;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.race.RaceListener;
import tmnf.tminterface.sim.race.RaceStateException;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * The game without its servers: what it is busy with, the race, the console and the script. Confined to the
 * game's thread. A little larger than others because the console and both servers ask here.
 */
final class GameSession implements ConsoleActions {

    /** As the real game under TMInterface while it has no focus; the number is a guess. */
    private static final double UNFOCUSED_FRAME_RATE = 20;
    /** Who drives unless {@code autologin} names somebody. */
    private static final String USUAL_USER = "Player";
    private static final long NOT_REPLAYING = Long.MIN_VALUE;

    private final GameMaps maps;
    private final GameSettings settings;
    private final FaultInjector faults;
    private final SplittableRandom chance;
    private final LinkTime time;
    private final Consumer<String> log;
    private final ConsoleVariables variables = new ConsoleVariables();
    private final Console console;
    private RaceListener listener = RaceListener.NONE;

    private GamePhase idlePhase = GamePhase.START_UP; // where there is no race
    private long phaseSince;
    private String wanted; // the challenge to be loaded next; null for none
    private boolean unattended; // nobody has to press Enter for it
    private GameMap map; // null: none is loaded
    private GameMap racing; // null: no race so far; the map as it suited the script
    private RunningRace race; // null: there is no race
    private boolean endless; // the preview never ends
    private long deafNanos; // so long the preview does not hear of Enter
    private boolean enterHeld; // by the console
    private LoadedScript script; // null: none
    private long replayEndsMs = NOT_REPLAYING; // of race time
    private int camera = 1;
    private boolean interfaceShown = true;
    private boolean quit;

    GameSession(GameMaps maps, Path scripts, GameSettings settings, FaultInjector faults, LinkTime time,
            SplittableRandom chance, Consumer<String> log) {
        this.maps = maps;
        this.settings = settings;
        this.faults = faults;
        this.chance = chance;
        this.time = time;
        this.log = log;
        this.console = new Console(variables, this, scripts, log);
        this.phaseSince = time.nanos();
    }

    /** Who hears what the races bring. */
    void setListener(RaceListener hears) {
        listener = hears;
    }

    /** What the game does in a frame besides ticks. */
    void frame(boolean enter) {
        console.frame();
        long inPhase = time.nanos() - phaseSince;
        GamePhase now = phase();
        if (now == GamePhase.START_UP) {
            if (inPhase >= settings.startUpTime().toNanos()) {
                enter(GamePhase.MENUS);
            }
        } else if (now == GamePhase.LOADING) {
            if (inPhase >= settings.loadingTime().toNanos()) {
                loaded();
            }
        } else if (wanted != null) {
            leaveRace(GamePhase.LOADING);
        } else if (enter && (now == GamePhase.PREVIEW || now == GamePhase.DIALOG)) {
            pressEnter();
        } else if (now == GamePhase.FINISH && finishShown()) {
            leaveRace(GamePhase.DIALOG);
        }
    }

    private boolean finishShown() {
        long shown = race.race().tickTimeMs() - race.race().raceTimeMs();
        return shown >= settings.finishTime().toMillis();
    }

    private void enter(GamePhase phase) {
        idlePhase = phase;
        phaseSince = time.nanos();
        log.accept("the game is in " + phase.word());
    }

    private void loaded() {
        String name = wanted;
        wanted = null;
        try {
            Optional<String> wrong = faults.wrongMap();
            map = maps.find(wrong.isPresent() ? another(name, wrong.get()) : name);
        } catch (IOException e) {
            log.accept("could not load " + name + ": " + e.getMessage());
            map = null;
            enter(GamePhase.MENUS);
            return;
        }
        endless = faults.previewNeverEnds();
        boolean intro = map.hasIntro() && !variables.flag(ConsoleVariables.DISABLE_FORCED_CAMERA);
        boolean screens = !variables.flag(ConsoleVariables.SKIP_MAP_LOAD_SCREENS);
        OptionalLong wantsEnter = faults.previewNeedsEnter();
        deafNanos = wantsEnter.orElse(0);
        if (endless || wantsEnter.isPresent() || !unattended && (intro || screens)) {
            enter(GamePhase.PREVIEW);
        } else {
            start();
        }
    }

    private static String another(String asked, String wrong) {
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return asked.startsWith("straight") ? "chicane" : "straight";
    }

    private void start() {
        keepBest();
        racing = map.suiting(Optional.ofNullable(script));
        race = new RunningRace(racing, listener, variables, chance, this::command);
        race.run(Optional.ofNullable(script));
        log.accept("a race begins on " + map.challenge().name());
    }

    /** What the game is busy with. */
    GamePhase phase() {
        return race == null ? idlePhase : race.phase();
    }

    /** Whether the machine moves the race: 0 stands for a stop. */
    double speed() {
        double speed = variables.number(ConsoleVariables.SPEED);
        if (!(speed > 0)) {
            return 0;
        }
        double countdown = variables.number(ConsoleVariables.COUNTDOWN_SPEED);
        if (countdown > 0 && phase() == GamePhase.COUNTDOWN) {
            speed = countdown;
        } else if (isReplaying()) {
            speed = variables.number(ConsoleVariables.REPLAY_SPEED);
        }
        return Math.min(speed, settings.speedLimit());
    }

    private boolean isReplaying() {
        return phase() == GamePhase.RACE && race.race().raceTimeMs() < replayEndsMs
                && variables.flag(ConsoleVariables.EXECUTE_COMMANDS)
                && variables.number(ConsoleVariables.REPLAY_SPEED) > 0;
    }

    double frameRate() {
        boolean limited = !settings.focused() && variables.flag(ConsoleVariables.UNFOCUSED_FPS_LIMIT);
        return limited ? Math.min(UNFOCUSED_FRAME_RATE, settings.frameRate()) : settings.frameRate();
    }

    /** Starts the race anew, with its countdown; on the path of another ghost if the script is its now. */
    void restart() {
        keepBest();
        if (map.suiting(Optional.ofNullable(script)) == racing) {
            race.restart();
        } else {
            start();
        }
    }

    /** Goes back to a state; a state of another challenge is refused, with a line in the log. */
    void rewind(byte[] state) {
        try {
            race.rewind(SimStateData.wrap(state));
        } catch (StateFormatException | RaceStateException e) {
            log.accept("the race goes on, for this is no state of it: " + e.getMessage());
        }
    }

    /** The car follows its ghost no more, from the tick on that starts at this time. */
    void leftPath(int atMs) {
        log.accept("from " + atMs + " ms on the inputs are not the ghost's: the car is off its path");
    }

    /** The race is finished: the dialog may come at once. */
    void finished() {
        log.accept("finished at " + race.race().raceTimeMs() + " ms");
        if (faults.medalsAtOnce()) {
            leaveRace(GamePhase.DIALOG);
        }
    }

    private void leaveRace(GamePhase phase) {
        keepBest();
        race = null;
        enter(phase);
    }

    private void keepBest() {
        if (race != null) {
            String user = variables.text(ConsoleVariables.AUTOLOGIN);
            race.leave(user.isEmpty() ? USUAL_USER : user);
        }
    }

    /** The race; only asked for where there is one. */
    RunningRace running() {
        return race;
    }

    /** The same without what the game adds. */
    Race race() {
        return race.race();
    }

    boolean inRace() {
        return race != null;
    }

    ServerReply.Challenge challenge() {
        return map == null ? ServerReply.Challenge.NONE : map.challenge();
    }

    int cameraNumber() {
        return camera;
    }

    boolean isInterfaceShown() {
        return interfaceShown;
    }

    void showInterface(boolean shown) {
        interfaceShown = shown;
    }

    boolean isDrawn() {
        return variables.flag(ConsoleVariables.DRAW_GAME);
    }

    boolean hasQuit() {
        return quit;
    }

    Console console() {
        return console;
    }

    void setSpeed(double speed) {
        variables.set(ConsoleVariables.SPEED, Double.toString(Double.isFinite(speed) ? speed : 0));
    }

    void setExecuteCommands(boolean execute) {
        variables.set(ConsoleVariables.EXECUTE_COMMANDS, Boolean.toString(execute));
        runScript();
    }

    /** Loads a challenge without anybody who has to press Enter. */
    void loadUnattended(String name) {
        wanted = name;
        unattended = true;
    }

    @Override
    public void loadMap(String name) {
        wanted = name;
        unattended = false;
    }

    @Override
    public void scriptChanged(LoadedScript changed) {
        script = changed;
        replayEndsMs = NOT_REPLAYING;
        runScript();
    }

    @Override
    public void replay(long untilMs) {
        Optional<LoadedScript> validated = maps.validated(untilMs);
        if (validated.isEmpty()) {
            log.accept("no replay was validated: start the game on one");
            return;
        }
        scriptChanged(validated.get());
        replayEndsMs = untilMs;
        log.accept("the validated replay's inputs are injected: " + script.timeline().size());
    }

    /** The inputs that {@code replay} injects, as a script; empty if it does not. */
    String replayedInputs() {
        return replayEndsMs == NOT_REPLAYING ? "" : script.list().toScript();
    }

    private void runScript() {
        if (race != null) {
            race.run(Optional.ofNullable(script));
        }
    }

    private void command(TimedCommand command) {
        if (!command.args().isEmpty()) {
            console.execute(command.args());
        }
    }

    @Override
    public void input(InputType type, int state) {
        boolean wasHeld = enterHeld;
        enterHeld = type == InputType.RESPAWN ? state != 0 : enterHeld;
        if (race == null) {
            if (enterHeld && !wasHeld) {
                pressEnter();
            }
        } else if (type == InputType.RESET) {
            if (state != 0) {
                restart();
            }
        } else {
            race.race().setInput(type, state);
        }
    }

    /** The key that plugins and people press on screens. */
    private void pressEnter() {
        boolean heard = phase() == GamePhase.PREVIEW && !endless && time.nanos() - phaseSince >= deafNanos;
        if (heard || phase() == GamePhase.DIALOG) {
            start();
        }
    }

    @Override
    public void camera(int number) {
        camera = number;
    }

    @Override
    public void toggleConsole() {
        log.accept("the console's window is not simulated");
    }

    @Override
    public void variableChanged(String name) {
        if (name.equals(ConsoleVariables.AUTOLOGIN)) {
            log.accept("logged in as " + variables.text(name));
        } else if (name.equals(ConsoleVariables.EXECUTE_COMMANDS)) {
            runScript();
        } else if (name.equals(ConsoleVariables.START_RESPAWN) && race != null) {
            race.applyStartRespawn();
        }
    }

    @Override
    public void quit() {
        quit = true;
    }
}
