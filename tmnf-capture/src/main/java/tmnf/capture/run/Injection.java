package tmnf.capture.run;

import java.io.IOException;
import java.util.Locale;

import tmnf.tminterface.link.GameLink;

/** Gets the inputs of a race into the game, and looks whether they are there. Used in the turns of a run. */
final class Injection {

    private final Turns turns;
    private final RunRequest request;
    private final GameLink link;
    private boolean sure;
    private boolean repeated;

    Injection(Turns turns, RunRequest request) {
        this.turns = turns;
        this.request = request;
        this.link = turns.link();
    }

    /** Sends what makes the next race of the game one with these inputs. */
    void begin() throws IOException {
        InputSource source = request.source();
        switch (source.kind()) {
            case SCRIPT -> link.executeCommand("load " + request.script());
            case VALIDATION -> {
                link.executeCommand(String.format(Locale.ROOT, "set replay_speed %s", source.replaySpeed()));
                link.executeCommand("replay");
            }
            case GAME -> { /* Whoever chose this has seen to the inputs. */ }
        }
        link.executeCommand("set execute_commands true");
    }

    /** Whether the inputs of a race that has just begun are there, as far as that can be asked. */
    boolean arrived() throws IOException {
        if (request.source().kind() != InputSource.Kind.VALIDATION || sure) {
            return true;
        }
        String inputs = link.getInputs();
        sure = !inputs.isBlank();
        if (sure) {
            turns.watcher().inputs(inputs);
        }
        return sure;
    }

    /** Tries it once more; the second time it ends the run. */
    void again() throws IOException, RunStop {
        if (repeated) {
            throw turns.stop(StopReason.NO_INPUTS, "the game has no inputs to inject: it has validated no"
                    + " replay since it was started, or has forgotten it");
        }
        repeated = true;
        begin();
    }
}
