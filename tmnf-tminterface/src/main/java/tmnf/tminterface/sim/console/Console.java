package tmnf.tminterface.sim.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import tmnf.tminterface.script.Command;
import tmnf.tminterface.script.CommandList;
import tmnf.tminterface.script.InputTimeline;
import tmnf.tminterface.script.InputType;

/**
 * The console: commands wait in a queue, and each frame of the game executes some of them. So a command has
 * not happened yet when the turn ends in which it was given, but commands keep their order. Reading a long
 * script takes several frames, in which no other command is executed.
 *
 * <p>Confined to the game's thread. At most {@value #MOST_WAITING} commands wait; what comes on top is
 * dropped and logged. Mistakes are logged, too.
 */
public final class Console {

    /** Commands executed in one frame. */
    public static final int COMMANDS_A_FRAME = 10;
    /** Commands of a script that are read in one frame. */
    public static final int SCRIPT_COMMANDS_A_FRAME = 2_000;

    private static final int MOST_WAITING = 1_000;
    private static final Set<String> WITHOUT_EFFECT = Set.of("bind", "unbind", "help", "vars", "clear",
            "open_scripts_folder", "dump_inputs", "recover_inputs", "sleep", "tp", "warp");

    private final ConsoleVariables variables;
    private final ConsoleActions game;
    private final ScriptFolder scripts;
    private final Consumer<String> log;
    private final Deque<List<String>> waiting = new ArrayDeque<>();
    private LoadedScript reading; // null: no script is being read
    private int framesToRead;

    /**
     * A console with an empty queue.
     *
     * @param scripts the folder of {@code load}
     * @param log gets a line for what the real console would print
     */
    public Console(ConsoleVariables variables, ConsoleActions game, Path scripts, Consumer<String> log) {
        this.variables = Objects.requireNonNull(variables, "variables");
        this.game = Objects.requireNonNull(game, "game");
        this.scripts = new ScriptFolder(scripts);
        this.log = Objects.requireNonNull(log, "log");
    }

    /** Puts the commands of a line into the queue. */
    public void submit(String line) {
        for (List<String> command : ConsoleLine.split(line)) {
            submit(command);
        }
    }

    private void submit(List<String> command) {
        if (waiting.size() >= MOST_WAITING) {
            log.accept("the console has " + MOST_WAITING + " commands waiting; dropped: " + command.get(0));
        } else {
            waiting.add(command);
        }
    }

    /** Whether nothing waits. */
    public boolean isIdle() {
        return waiting.isEmpty() && reading == null;
    }

    /** A frame of the game: executes what its time allows. */
    public void frame() {
        if (reading != null && --framesToRead > 0) {
            return;
        }
        finishReading();
        for (int i = 0; i < COMMANDS_A_FRAME && !waiting.isEmpty() && reading == null; i++) {
            execute(waiting.remove());
        }
    }

    /** Executes a command at once, as a script does at its time. */
    public void execute(List<String> words) {
        String name = words.get(0).toLowerCase(Locale.ROOT);
        switch (name) {
            case "set" -> set(words);
            case "map" -> needs(words, "a challenge, as in: map A01-Race.Challenge.Gbx", game::loadMap);
            case "load" -> needs(words, "a script, as in: load run.txt", this::load);
            case "unload" -> game.scriptChanged(null);
            case "replay" -> replay(words);
            case "press" -> needs(words, "a key, as in: press up", key -> key(key, 1));
            case "rel" -> needs(words, "a key, as in: rel up", key -> key(key, 0));
            case "steer" -> needs(words, "an amount, as in: steer -300", n -> axis(InputType.STEER, n));
            case "gas" -> needs(words, "an amount, as in: gas -65536", n -> axis(InputType.GAS, n));
            case "cam" -> needs(words, "a number, as in: cam 2", this::camera);
            case "toggle_console" -> game.toggleConsole();
            case "quit" -> game.quit();
            default -> other(words);
        }
    }

    private void other(List<String> words) {
        if (WITHOUT_EFFECT.contains(words.get(0).toLowerCase(Locale.ROOT))) {
            log.accept("'" + words.get(0) + "' does nothing in the simulated game");
        } else if (Character.isDigit(words.get(0).charAt(0))) {
            log.accept("commands with a time belong into a script: " + String.join(" ", words));
        } else {
            log.accept("unknown command '" + words.get(0) + "'");
        }
    }

    private void needs(List<String> words, String what, Consumer<String> action) {
        if (words.size() < 2 || words.get(1).isEmpty()) {
            log.accept("'" + words.get(0) + "' needs " + what);
            return;
        }
        if (words.size() > 2) {
            log.accept("'" + words.get(0) + "' takes one word, put blanks between quotation marks: "
                    + String.join(" ", words));
        }
        action.accept(words.get(1));
    }

    private void set(List<String> words) {
        if (words.size() < 2) {
            log.accept("'set' needs a variable, as in: set speed 1");
            return;
        }
        String name = words.get(1);
        try {
            if (words.size() == 2) {
                variables.reset(name);
            } else {
                variables.set(name, words.get(2));
            }
        } catch (IllegalArgumentException e) {
            log.accept(e.getMessage());
            return;
        }
        log.accept(name + " = " + variables.text(name)
                + (variables.works(name) ? "" : " (changes nothing in the simulated game)"));
        game.variableChanged(name.toLowerCase(Locale.ROOT));
    }

    private void load(String name) {
        try {
            LoadedScript script = scripts.read(name, variables.text(ConsoleVariables.SCRIPTS_FOLDER),
                    analogLimit());
            reading = script;
            framesToRead = 1 + script.list().size() / SCRIPT_COMMANDS_A_FRAME;
        } catch (IOException e) {
            log.accept("could not load the script " + name + ": " + e.getMessage());
        }
    }

    private void replay(List<String> words) {
        long until = words.size() == 1 ? Long.MAX_VALUE : CommandList.parseTime(words.get(1));
        if (until < 0) {
            log.accept("'replay' takes a time or nothing, as in: replay 5000; not '" + words.get(1) + "'");
        } else {
            game.replay(until);
        }
    }

    private void finishReading() {
        if (reading == null) {
            return;
        }
        LoadedScript script = reading;
        reading = null;
        game.scriptChanged(script);
        log.accept("loaded " + script.name() + ": " + script.timeline().size() + " timed commands, "
                + script.timeline().ignored().size() + " ignored");
        for (Command command : script.immediate()) {
            submit(command.args());
        }
    }

    private int analogLimit() {
        return variables.flag(ConsoleVariables.EXTENDED_STEER) ? InputTimeline.EXTENDED_LIMIT
                : InputTimeline.NORMAL_LIMIT;
    }

    private void key(String word, int state) {
        InputType type = InputType.fromStr(word);
        if (type == InputType.UNKNOWN || type.isAnalog()) {
            log.accept("there is no key '" + word + "'");
        } else {
            game.input(type, state);
        }
    }

    private void axis(InputType type, String word) {
        OptionalInt amount = integer(word);
        if (amount.isEmpty()) {
            log.accept("'" + type.toStr() + "' takes a whole number, not '" + word + "'");
        } else {
            int limit = analogLimit();
            game.input(type, Math.max(-limit, Math.min(limit, amount.getAsInt())));
        }
    }

    private void camera(String word) {
        OptionalInt number = integer(word);
        if (number.isEmpty() || number.getAsInt() < 1 || number.getAsInt() > 3) {
            log.accept("there is no camera '" + word + "': 1, 2 and 3 are");
        } else {
            game.camera(number.getAsInt());
        }
    }

    private static OptionalInt integer(String word) {
        try {
            return OptionalInt.of(Integer.parseInt(word));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
