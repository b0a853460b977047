package tmnf.capture.plan;

/**
 * A part of the tracks, so that several programs share the work. Which part a track belongs to depends on
 * its id alone: parts with the same count are disjoint and complete, whatever list each program has.
 *
 * @param number from 1 to {@code count}
 * @param count number of parts
 */
public record Shard(int number, int count) {

    /** Everything. */
    public static final Shard ALL = new Shard(1, 1);

    /** Checks the ranges. */
    public Shard {
        if (count < 1) {
            throw new IllegalArgumentException("the number of shards is 1 or more, not " + count);
        }
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("shard " + number + " is none of 1 to " + count);
        }
    }

    /** Reads {@code K/N}, K from 1 to N. */
    public static Shard parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length == 2) {
                return new Shard(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
            }
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("a shard is written K/N with K from 1 to N, such as 1/4, not '"
                + text + "'");
    }

    /** Whether a track is in this part: the first eight bytes of the SHA-1 of its id, modulo the count. */
    public boolean has(String trackId) {
        return Long.remainderUnsigned(Sha.first8(trackId), count) == number - 1;
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
