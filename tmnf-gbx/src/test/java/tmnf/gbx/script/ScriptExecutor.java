package tmnf.gbx.script;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Executes a script into action indices, one each tick: a range is a press and a release, at equal times
 * releases go before presses, steering beyond 1000 counts as a key, left and right together cancel out, the
 * gas axis is ignored.
 */
final class ScriptExecutor {

    private record Command(int at, boolean press, String axis, String word, int value) {}

    private ScriptExecutor() {}

    static int[] actions(String script, int raceTimeMs) {
        List<Command> commands = parse(script);
        commands.sort(Comparator.comparingInt(Command::at).thenComparing(Command::press));
        Map<String, Boolean> keys = new HashMap<>();
        int steer = 0;
        int next = 0;
        int[] actions = new int[raceTimeMs / 10 + 1];
        for (int tick = 0; tick < actions.length; tick++) {
            while (next < commands.size() && commands.get(next).at() <= tick * 10) {
                Command command = commands.get(next++);
                if (command.axis().equals("steer")) {
                    steer = command.value();
                } else if (command.axis().isEmpty()) {
                    keys.put(command.word(), command.press());
                }
            }
            actions[tick] = action(keys, steer);
        }
        return actions;
    }

    private static int action(Map<String, Boolean> keys, int steer) {
        boolean left = keys.getOrDefault("left", false) || steer < -1000;
        boolean right = keys.getOrDefault("right", false) || steer > 1000;
        int side = left == right ? 0 : left ? 1 : 2;
        boolean up = keys.getOrDefault("up", false);
        boolean down = keys.getOrDefault("down", false);
        int row = up ? down ? 9 : 0 : down ? 6 : 3;
        return row + side;
    }

    private static List<Command> parse(String script) {
        List<Command> commands = new ArrayList<>();
        for (String line : script.split("\n")) {
            String[] words = line.replaceAll("#.*", "").strip().split(" +");
            if (words.length < 3) {
                continue;
            }
            String[] range = words[0].split("-");
            int from = Integer.parseInt(range[0]);
            switch (words[1]) {
                case "press" -> {
                    commands.add(new Command(from, true, "", words[2], 1));
                    if (range.length == 2) {
                        commands.add(new Command(Integer.parseInt(range[1]), false, "", words[2], 0));
                    }
                }
                case "rel" -> commands.add(new Command(from, false, "", words[2], 0));
                default -> commands.add(new Command(from, true, words[1], "", Integer.parseInt(words[2])));
            }
        }
        return commands;
    }
}
