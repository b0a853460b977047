package tmnf.tminterface.script;

/**
 * What a script may be at most; beyond it reading stops with {@link ScriptFormatException.Reason#LIMIT}.
 *
 * @param characters of the whole script
 * @param lineCharacters of one line, its comment included
 * @param commands immediate and timed ones together; a range counts as two
 */
public record ScriptLimits(int characters, int lineCharacters, int commands) {

    /** Far above any real script: an hour with an input in every tick has 360,000 commands. */
    public static final ScriptLimits DEFAULT = new ScriptLimits(32 << 20, 64 << 10, 1_000_000);

    public ScriptLimits {
        if (characters < 0 || lineCharacters < 0 || commands < 0) {
            throw new IllegalArgumentException("negative limit: " + characters + " characters, "
                    + lineCharacters + " characters in a line, " + commands + " commands");
        }
    }
}
