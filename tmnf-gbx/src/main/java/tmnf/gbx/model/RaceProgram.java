package tmnf.gbx.model;

/**
 * Which program drove a ghost, as recorded beside the inputs.
 *
 * @param exeVersion such as {@code TmForever.2.11.26}; patched games append text
 * @param exeChecksum unsigned 32 bits
 * @param raceSettings XML fragment with laps and such
 */
public record RaceProgram(
        String exeVersion, long exeChecksum, long osKind, long cpuKind,
        String raceSettings, long validationSeed) {

    public static final RaceProgram NONE = new RaceProgram("", 0, 0, 0, "", 0);
}
