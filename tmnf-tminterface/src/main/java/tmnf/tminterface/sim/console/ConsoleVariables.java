package tmnf.tminterface.sim.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The variables of the console with their types and defaults. Confined to the game's thread. */
public final class ConsoleVariables {

    public static final String SPEED = "speed";
    public static final String COUNTDOWN_SPEED = "countdown_speed";
    public static final String REPLAY_SPEED = "replay_speed";
    public static final String EXECUTE_COMMANDS = "execute_commands";
    public static final String SCRIPTS_FOLDER = "scripts_folder";
    public static final String SKIP_MAP_LOAD_SCREENS = "skip_map_load_screens";
    public static final String DISABLE_FORCED_CAMERA = "disable_forced_camera";
    public static final String UNFOCUSED_FPS_LIMIT = "unfocused_fps_limit";
    public static final String AUTOLOGIN = "autologin";
    public static final String USE_VALSEED = "use_valseed";
    public static final String DRAW_GAME = "draw_game";
    public static final String EXTENDED_STEER = "extended_steer";
    public static final String START_RESPAWN = "start_respawn";
    public static final String CUSTOM_PORT = "custom_port";

    /** What a value has to look like. */
    private enum Kind { NUMBER, FLAG, TEXT }

    private record Definition(Kind kind, String standard, boolean works) {
    }

    private static final Map<String, Definition> KNOWN = definitions();
    private static final String OTHER_FOLDER_NAME = "script_folder";
    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");
    private static final Set<String> FALSE = Set.of("false", "0", "off", "no");

    private final Map<String, String> values = new LinkedHashMap<>();

    private static Map<String, Definition> definitions() {
        Map<String, Definition> known = new LinkedHashMap<>();
        known.put(SPEED, new Definition(Kind.NUMBER, "1", true));
        known.put(COUNTDOWN_SPEED, new Definition(Kind.NUMBER, "5", true));
        known.put(EXECUTE_COMMANDS, new Definition(Kind.FLAG, "true", true));
        known.put(SCRIPTS_FOLDER, new Definition(Kind.TEXT, "", true));
        known.put(SKIP_MAP_LOAD_SCREENS, new Definition(Kind.FLAG, "false", true));
        known.put(DISABLE_FORCED_CAMERA, new Definition(Kind.FLAG, "false", true));
        known.put(UNFOCUSED_FPS_LIMIT, new Definition(Kind.FLAG, "true", true));
        known.put(AUTOLOGIN, new Definition(Kind.TEXT, "", true));
        known.put(USE_VALSEED, new Definition(Kind.FLAG, "false", true));
        known.put(DRAW_GAME, new Definition(Kind.FLAG, "true", true));
        known.put(EXTENDED_STEER, new Definition(Kind.FLAG, "false", true));
        known.put(START_RESPAWN, new Definition(Kind.FLAG, "false", true));
        known.put(CUSTOM_PORT, new Definition(Kind.NUMBER, "0", false));
        known.put(REPLAY_SPEED, new Definition(Kind.NUMBER, "1", true));
        for (String flag : new String[] {"autorewind", "auto_reload_plugins", "log_bot", "log_simulation",
            "temp_save_states_collect", "cmd_steer_invert"}) {
            known.put(flag, new Definition(Kind.FLAG, "true", false));
        }
        for (String number : new String[] {"cmd_base_time", "cmd_steer_offset", "cmd_steer_multiplier",
            "sim_speed", "sim_priority"}) {
            known.put(number, new Definition(Kind.NUMBER, "0", false));
        }
        return known;
    }

    /** All variables at their defaults. */
    public ConsoleVariables() {
        KNOWN.forEach((name, definition) -> values.put(name, definition.standard()));
    }

    /** Whether the variable changes anything in the simulated game; others are only remembered. */
    public boolean works(String name) {
        return definition(name).works();
    }

    /** A number. */
    public double number(String name) {
        return Double.parseDouble(text(name));
    }

    /** A switch. */
    public boolean flag(String name) {
        return TRUE.contains(text(name));
    }

    /** The value as text: switches are {@code true} and {@code false}. */
    public String text(String name) {
        return values.get(requireKnown(name));
    }

    /**
     * Sets a variable.
     *
     * @throws IllegalArgumentException if there is none of that name, or the value does not fit
     */
    public void set(String name, String value) {
        String key = requireKnown(name);
        Objects.requireNonNull(value, "value");
        values.put(key, switch (definition(key).kind()) {
            case NUMBER -> number(key, value);
            case FLAG -> flag(key, value);
            case TEXT -> value;
        });
    }

    /** Puts a variable back to its default. */
    public void reset(String name) {
        values.put(requireKnown(name), definition(name).standard());
    }

    private static String number(String name, String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number, not '" + value + "'", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(name + " takes a finite number, not '" + value + "'");
        }
        return Double.toString(number);
    }

    private static String flag(String name, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(lower) && !FALSE.contains(lower)) {
            throw new IllegalArgumentException(name + " takes true or false, not '" + value + "'");
        }
        return Boolean.toString(TRUE.contains(lower));
    }

    private static Definition definition(String name) {
        return KNOWN.get(requireKnown(name));
    }

    private static String requireKnown(String name) {
        String key = key(name);
        if (!KNOWN.containsKey(key)) {
            throw new IllegalArgumentException("there is no variable '" + name + "'");
        }
        return key;
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(OTHER_FOLDER_NAME) ? SCRIPTS_FOLDER : lower;
    }
}
