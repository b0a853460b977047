package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import tmnf.tminterface.link.LinkTime;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.script.TimedCommand;
import tmnf.tminterface.sim.console.Console;
import tmnf.tminterface.sim.console.ConsoleVariables;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.race.RaceListener;
import tmnf.tminterface.sim.race.RaceStateException;
import tmnf.tminterface.state.SimStateData;
import tmnf.tminterface.state.StateFormatException;

/**
 * The game without its servers: what it is busy with, the race, the console and the script. Confined to the
 * game's thread.
 */
final class GameSession {

    /** Who drives unless {@code autologin} names somebody. */
    private static final String USUAL_USER = "Player";

    private final GameSettings settings;
    private final FaultInjector faults;
    private final SplittableRandom chance;
    private final LinkTime time;
    private final Consumer<String> log;
    private final ConsoleVariables variables = new ConsoleVariables();
    private final MapLoader loader;
    private final GameSpeeds speeds;
    private final Console console;
    private final InjectedScript script = new InjectedScript();
    private RaceListener listener = RaceListener.NONE;

    private GamePhase idlePhase = GamePhase.START_UP; // where there is no race
    private long phaseSince;
    private GameMap racing; // null: no race so far; the map as it suited the script
    private RunningRace race; // null: there is no race
    private int camera = 1;
    private boolean interfaceShown = true;
    private boolean quit;

    GameSession(GameMaps maps, Path scripts, GameSettings settings, FaultInjector faults, LinkTime time,
            SplittableRandom chance, Consumer<String> log) {
        this.settings = settings;
        this.faults = faults;
        this.chance = chance;
        this.time = time;
        this.log = log;
        this.loader = new MapLoader(maps, faults, variables, log);
        this.speeds = new GameSpeeds(variables, settings);
        this.console = new Console(variables, new ConsoleSide(this, maps, variables, log), scripts, log);
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
        } else if (loader.isWanted()) {
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
        if (!loader.load()) {
            enter(GamePhase.MENUS);
        } else if (loader.hasPreview()) {
            enter(GamePhase.PREVIEW);
        } else {
            start();
        }
    }

    private void start() {
        keepBest();
        racing = loader.map().suiting(script.get());
        race = new RunningRace(racing, listener, variables, chance, this::command);
        race.run(script.get());
        log.accept("a race begins on " + loader.challenge().name());
    }

    /** What the game is busy with. */
    GamePhase phase() {
        return race == null ? idlePhase : race.phase();
    }

    /** How fast the machine moves the race: 0 stands for a stop. */
    double speed() {
        boolean replaying = phase() == GamePhase.RACE && script.isReplaying(race.race().raceTimeMs())
                && variables.flag(ConsoleVariables.EXECUTE_COMMANDS);
        return speeds.race(phase(), replaying);
    }

    double frameRate() {
        return speeds.frameRate();
    }

    /** Starts the race anew, with its countdown; on the path of another ghost if the script is its now. */
    void restart() {
        keepBest();
        if (loader.map().suiting(script.get()) == racing) {
            race.restart();
        } else {
            start();
        }
    }

    /** Goes back to a state; a state of another challenge is refused, with a line in the log. */
    void rewind(byte[] state) {
        try {
            rewind(SimStateData.wrap(state));
        } catch (StateFormatException e) {
            refuse(e);
        }
    }

    /** The same with a state that has the form of one. */
    void rewind(SimStateData state) {
        try {
            race.rewind(state);
        } catch (RaceStateException e) {
            refuse(e);
        }
    }

    private void refuse(IOException why) {
        log.accept("the race goes on, for this is no state of it: " + why.getMessage());
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
        return loader.challenge();
    }

    int cameraNumber() {
        return camera;
    }

    void setCamera(int number) {
        camera = number;
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
        speeds.set(speed);
    }

    void setExecuteCommands(boolean execute) {
        variables.set(ConsoleVariables.EXECUTE_COMMANDS, Boolean.toString(execute));
        runScript();
    }

    /**
     * Loads a challenge, once the game has started up.
     *
     * @param alone there is nobody who has to press Enter for it
     */
    void load(String name, boolean alone) {
        loader.want(name, alone);
    }

    /** Injects a script in place of the one before; null takes that away. */
    void inject(LoadedScript changed) {
        script.set(changed);
        runScript();
    }

    /** Injects the inputs of the validated replay in place of a script, until this race time. */
    void injectReplay(LoadedScript validated, long untilMs) {
        script.setReplay(validated, untilMs);
        runScript();
    }

    /** The inputs of the validated replay, as a script; empty if they are not injected. */
    String replayedInputs() {
        return script.replayedInputs();
    }

    /** Injects the script anew, or not any more, as {@code execute_commands} has it. */
    void runScript() {
        if (race != null) {
            race.run(script.get());
        }
    }

    /** What the script says besides inputs. */
    private void command(TimedCommand command) {
        if (!command.args().isEmpty()) {
            console.execute(command.args());
        }
    }

    /** The key that plugins and people press on screens. */
    void pressEnter() {
        boolean heard = phase() == GamePhase.PREVIEW && loader.hearsEnter(time.nanos() - phaseSince);
        if (heard || phase() == GamePhase.DIALOG) {
            start();
        }
    }

    void quit() {
        quit = true;
    }
}
