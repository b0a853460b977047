package tmnf.tminterface.sim.game;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.console.ConsoleVariables;

/**
 * The challenge that is to be loaded and the one that is, with its preview: whether there is one, and whether
 * it hears of Enter. Confined to the game's thread.
 */
final class MapLoader {

    private final GameMaps maps;
    private final FaultInjector faults;
    private final ConsoleVariables variables;
    private final Consumer<String> log;

    private String wanted; // the challenge to be loaded next; null for none
    private boolean unattended; // nobody has to press Enter for it
    private GameMap map; // null: none is loaded
    private boolean preview; // comes before the race
    private boolean endless; // the preview never ends
    private long deafNanos; // so long the preview does not hear of Enter

    MapLoader(GameMaps maps, FaultInjector faults, ConsoleVariables variables, Consumer<String> log) {
        this.maps = maps;
        this.faults = faults;
        this.variables = variables;
        this.log = log;
    }

    /**
     * Asks for a challenge.
     *
     * @param alone there is nobody who has to press Enter
     */
    void want(String name, boolean alone) {
        wanted = name;
        unattended = alone;
    }

    boolean isWanted() {
        return wanted != null;
    }

    /** Loads the challenge that was asked for; whether it could, if not with a line in the log. */
    boolean load() {
        String name = wanted;
        wanted = null;
        try {
            Optional<String> wrong = faults.wrongMap();
            map = maps.find(wrong.isPresent() ? another(name, wrong.get()) : name);
        } catch (IOException e) {
            log.accept("could not load " + name + ": " + e.getMessage());
            map = null;
            preview = false;
            return false;
        }
        endless = faults.previewNeverEnds();
        boolean intro = map.hasIntro() && !variables.flag(ConsoleVariables.DISABLE_FORCED_CAMERA);
        boolean screens = !variables.flag(ConsoleVariables.SKIP_MAP_LOAD_SCREENS);
        OptionalLong wantsEnter = faults.previewNeedsEnter();
        deafNanos = wantsEnter.orElse(0);
        preview = endless || wantsEnter.isPresent() || !unattended && (intro || screens);
        return true;
    }

    private static String another(String asked, String wrong) {
        if (!wrong.isEmpty()) {
            return wrong;
        }
        return asked.startsWith("straight") ? "chicane" : "straight";
    }

    /** Whether the challenge is shown, and Enter waited for, before its race begins. */
    boolean hasPreview() {
        return preview;
    }

    /** Whether a preview that was shown for so long ends with Enter. */
    boolean hearsEnter(long shownNanos) {
        return !endless && shownNanos >= deafNanos;
    }

    /** The challenge; only asked for where one is loaded. */
    GameMap map() {
        return map;
    }

    /** What a plugin sees of it. */
    ServerReply.Challenge challenge() {
        return map == null ? ServerReply.Challenge.NONE : map.challenge();
    }
}
