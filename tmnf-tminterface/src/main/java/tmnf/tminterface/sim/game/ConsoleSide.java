package tmnf.tminterface.sim.game;

import java.util.Optional;
import java.util.function.Consumer;

import tmnf.tminterface.script.InputType;
import tmnf.tminterface.sim.console.ConsoleActions;
import tmnf.tminterface.sim.console.ConsoleVariables;
import tmnf.tminterface.sim.console.LoadedScript;

/**
 * The game as its console commands it: the session has it, and it is called from within the session's own
 * frames. Confined to the game's thread.
 */
final class ConsoleSide implements ConsoleActions {

    private final GameSession session;
    private final GameMaps maps;
    private final ConsoleVariables variables;
    private final Consumer<String> log;
    private boolean enterHeld;

    ConsoleSide(GameSession session, GameMaps maps, ConsoleVariables variables, Consumer<String> log) {
        this.session = session;
        this.maps = maps;
        this.variables = variables;
        this.log = log;
    }

    @Override
    public void loadMap(String name) {
        session.load(name, false);
    }

    @Override
    public void scriptChanged(LoadedScript changed) {
        session.inject(changed);
    }

    @Override
    public void replay(long untilMs) {
        Optional<LoadedScript> validated = maps.validated(untilMs);
        if (validated.isEmpty()) {
            log.accept("no replay was validated: start the game on one");
            return;
        }
        session.injectReplay(validated.get(), untilMs);
        log.accept("the validated replay's inputs are injected: " + validated.get().timeline().size());
    }

    @Override
    public void input(InputType type, int state) {
        boolean wasHeld = enterHeld;
        enterHeld = type == InputType.RESPAWN ? state != 0 : enterHeld;
        if (!session.inRace()) {
            if (enterHeld && !wasHeld) {
                session.pressEnter();
            }
        } else if (type == InputType.RESET) {
            if (state != 0) {
                session.restart();
            }
        } else {
            session.race().setInput(type, state);
        }
    }

    @Override
    public void camera(int number) {
        session.setCamera(number);
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
            session.runScript();
        } else if (name.equals(ConsoleVariables.START_RESPAWN) && session.inRace()) {
            session.running().applyStartRespawn();
        }
    }

    @Override
    public void quit() {
        session.quit();
    }
}
