package tmnf.exchange.download;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HexFormat;
import java.util.Objects;
import tmnf.gbx.filter.ReplayNames;

/**
 * One replay that a track's plan names, and what became of it. Immutable.
 *
 * <p>No record: a large download has millions of them in memory, so the file name is not kept where it
 * follows from the rest, and the hash is kept in binary.
 */
@JsonPropertyOrder({"id", "rank", "file", "user", "timeMs", "status", "bytes", "sha256", "note"})
public final class ReplayEntry {

    private static final int HASH_DIGITS = 64;
    private static final int PART_DIGITS = 16;

    private final long id;
    private final int rank;
    private final String name; // null: the one that follows from rank, user and time
    private final String user;
    private final long timeMs;
    private final Status status;
    private final long bytes;
    // The four parts of the hash; all 0: none.
    private final long hash1;
    private final long hash2;
    private final long hash3;
    private final long hash4;
    private final String note;

    /** What became of a replay. */
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Status {
        /** Not on disk yet. */
        WANTED,
        /** On disk, whole. */
        DONE,
        /** The site has it no more. */
        GONE,
        /** Given up in the last run; wanted again by the next. */
        FAILED
    }

    private ReplayEntry(long id, int rank, String name, String user, long timeMs, Status status, long bytes,
            String sha256, String note) {
        if (!isHash(sha256)) {
            throw new IllegalArgumentException("no SHA-256: " + sha256);
        }
        this.id = id;
        this.rank = rank;
        this.name = name;
        this.user = Objects.requireNonNull(user, "user");
        this.timeMs = timeMs;
        this.status = Objects.requireNonNull(status, "status");
        this.bytes = bytes;
        this.hash1 = part(sha256, 0);
        this.hash2 = part(sha256, 1);
        this.hash3 = part(sha256, 2);
        this.hash4 = part(sha256, 3);
        this.note = Objects.requireNonNull(note, "note");
    }

    /** Whether a text is a hash as {@link #sha256} gives it. */
    static boolean isHash(String text) {
        boolean digits = text.isEmpty() || text.length() == HASH_DIGITS;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = HexFormat.isHexDigit(text.charAt(i));
        }
        return digits;
    }

    private static long part(String sha256, int number) {
        int from = number * PART_DIGITS;
        return sha256.isEmpty() ? 0 : HexFormat.fromHexDigitsToLong(sha256, from, from + PART_DIGITS);
    }

    /** One that was only listed so far, under the usual name. */
    static ReplayEntry wanted(long id, int rank, String user, long timeMs) {
        return new ReplayEntry(id, rank, null, user, timeMs, Status.WANTED, -1, "", "");
    }

    /** One that was only listed so far. */
    public static ReplayEntry wanted(long id, int rank, String file, String user, long timeMs) {
        return wanted(id, rank, user, timeMs).with(file, Status.WANTED, -1, "", "");
    }

    /** The same replay with all that may change; {@code file} is empty for the usual name. */
    ReplayEntry with(String file, Status changed, long size, String hash, String remark) {
        boolean usual = file.isEmpty() || file.equals(usualName());
        return new ReplayEntry(id, rank, usual ? null : file, user, timeMs, changed, size, hash, remark);
    }

    /** The same replay under its name with all else that may change. */
    ReplayEntry with(Status changed, long size, String hash, String remark) {
        return new ReplayEntry(id, rank, name, user, timeMs, changed, size, hash, remark);
    }

    /** On disk under a name, which may differ from the planned one. */
    ReplayEntry done(String file, long size, String hash, String remark) {
        return with(file, Status.DONE, size, hash, remark);
    }

    ReplayEntry gone(String why) {
        return with(Status.GONE, -1, "", why);
    }

    ReplayEntry failed(String why) {
        return with(Status.FAILED, -1, "", why);
    }

    /** Back to what is not on disk. */
    ReplayEntry wantedAgain() {
        return with(Status.WANTED, -1, "", "");
    }

    /** What the site calls it. */
    @JsonProperty
    public long id() {
        return id;
    }

    /** Its place in the plan, from 1: the N of {@code posN}; stays what it was when a plan is renewed. */
    @JsonProperty
    public int rank() {
        return rank;
    }

    /** Name in the folder of the track. */
    @JsonProperty
    public String file() {
        return name == null ? usualName() : name;
    }

    /** Whether its name is the one that follows from rank, user and time. */
    boolean hasUsualName() {
        return name == null;
    }

    private String usualName() {
        return ReplayNames.downloaded(rank, user, timeMs);
    }

    /** Name of the driver, who is a user of the site. */
    @JsonProperty
    public String user() {
        return user;
    }

    /** Race time as listed, -1: not said. */
    @JsonProperty
    public long timeMs() {
        return timeMs;
    }

    @JsonProperty
    public Status status() {
        return status;
    }

    /** Size on disk, -1 unless it is there. */
    @JsonProperty
    public long bytes() {
        return bytes;
    }

    /** Hash of the file in hexadecimal, empty unless it is there. */
    @JsonProperty
    public String sha256() {
        if ((hash1 | hash2 | hash3 | hash4) == 0) {
            return "";
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(hash1) + hex.toHexDigits(hash2) + hex.toHexDigits(hash3)
                + hex.toHexDigits(hash4);
    }

    /** Why it failed, what is odd about it, or the HTTP status of what is gone. */
    @JsonProperty
    public String note() {
        return note;
    }

    /** Whether nothing is left to do for it. */
    public boolean isSettled() {
        return status == Status.DONE || status == Status.GONE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplayEntry entry && id == entry.id && rank == entry.rank
                && Objects.equals(name, entry.name) && user.equals(entry.user) && timeMs == entry.timeMs
                && status == entry.status && bytes == entry.bytes && hash1 == entry.hash1
                && hash2 == entry.hash2 && hash3 == entry.hash3 && hash4 == entry.hash4
                && note.equals(entry.note);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, rank, status, bytes, hash1);
    }

    @Override
    public String toString() {
        return "ReplayEntry[id=" + id + ", rank=" + rank + ", file=" + file() + ", user=" + user + ", timeMs="
                + timeMs + ", status=" + status + ", bytes=" + bytes + ", sha256=" + sha256() + ", note="
                + note + "]";
    }
}
