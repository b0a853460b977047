package tmnf.tminterface.script;

import java.util.Locale;
import java.util.Set;

/** The console commands of TMInterface. */
final class ConsoleWords {

    private static final Set<String> COMMANDS = Set.of(
            "bind", "cam", "clear", "dump_inputs", "gas", "help", "load", "map", "open_scripts_folder",
            "press", "quit", "recover_inputs", "rel", "replay", "set", "sleep", "steer", "toggle_console",
            "tp", "unbind", "unload", "vars", "warp");

    private ConsoleWords() {}

    static boolean isKnown(String word) {
        return COMMANDS.contains(word.toLowerCase(Locale.ROOT));
    }
}
