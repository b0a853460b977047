package tmnf.gbx.model;

/** Medal times of a challenge in ms; {@link RaceTimes#NONE} where none is set. */
public record Medals(int bronzeMs, int silverMs, int goldMs, int authorMs) {

    public static final Medals NONE =
            new Medals(RaceTimes.NONE, RaceTimes.NONE, RaceTimes.NONE, RaceTimes.NONE);
}
