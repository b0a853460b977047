package tmnf.gbx.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A challenge file: the map, its blocks, its medals and its MediaTracker clips. Immutable; made by a reader
 * or by {@link #builder()}. Facts come from the file's body. Long because of its 26 values, each with its
 * accessor and its builder method; there is no logic beyond them.
 */
public final class Challenge implements GbxContent {

    private final Builder v;

    private Challenge(Builder values) {
        this.v = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with this challenge's values. */
    public Builder toBuilder() {
        return new Builder(v);
    }

    /** Unique id of the map. */
    public String uid() {
        return v.uid;
    }

    /** As stored: with colour codes, sometimes with a byte order mark (see {@link TmText}). */
    public String name() {
        return v.name;
    }

    /** Login of the author. */
    public String author() {
        return v.author;
    }

    /** {@code Stadium}, {@code Speed} (Desert), {@code Alpine} (Snow), {@code Rally}, {@code Island} ... */
    public String environment() {
        return v.environment;
    }

    /** The surroundings; its id is the mood. */
    public Ident decoration() {
        return v.decoration;
    }

    /** {@code Day}, {@code Sunset} ..., as stored (some carry a trailing blank). */
    public String mood() {
        return v.decoration.id();
    }

    /** Empty when the file has no play mode or one that TMF does not know. */
    public Optional<MapType> mapType() {
        return Optional.ofNullable(v.mapType);
    }

    public boolean lapRace() {
        return v.lapRace;
    }

    /** As stored; means nothing unless {@link #lapRace()}. */
    public int laps() {
        return v.laps;
    }

    public Medals medals() {
        return v.medals;
    }

    public int authorScore() {
        return v.authorScore;
    }

    /** Time limit of stunt races in ms, 60000 by default. */
    public int timeLimitMs() {
        return v.timeLimitMs;
    }

    /** Price of the map in coppers; from the header, 0 when unknown. */
    public int cost() {
        return v.cost;
    }

    /** What kind of map the editor saved: 8 local, 6 in progress. */
    public int kind() {
        return v.kind;
    }

    /** Size of the block grid in cells. */
    public BlockCoord size() {
        return v.size;
    }

    public List<Block> blocks() {
        return v.blocks;
    }

    /** Cells of the checkpoints; a ghost has one checkpoint time more, the finish. */
    public List<BlockCoord> checkpoints() {
        return v.checkpoints;
    }

    /** Vehicle chosen by the author; empty: the environment's own. */
    public Ident vehicle() {
        return v.vehicle;
    }

    /** The clip that plays before the countdown. */
    public Optional<MediaClip> intro() {
        return Optional.ofNullable(v.intro);
    }

    public Optional<ClipGroup> inGameClips() {
        return Optional.ofNullable(v.inGameClips);
    }

    public Optional<ClipGroup> endRaceClips() {
        return Optional.ofNullable(v.endRaceClips);
    }

    public Optional<MediaClip> globalClip() {
        return Optional.ofNullable(v.globalClip);
    }

    /**
     * False when the chunk with the clips is damaged or of an unknown form: then nothing is known of an
     * intro.
     */
    public boolean clipsKnown() {
        return v.clipsKnown;
    }

    /** Length of the intro in ms; empty when there is none or {@link #clipsKnown()} is false. */
    public OptionalInt introDurationMs() {
        return v.intro == null ? OptionalInt.empty() : OptionalInt.of(v.intro.durationMs());
    }

    /**
     * JPEG bytes of the picture in the header, stored upside down; empty when there is none. Do not modify.
     */
    public byte[] thumbnail() {
        return v.thumbnail;
    }

    public String comments() {
        return v.comments;
    }

    public Password password() {
        return v.password;
    }

    /** Whether the map was made in the simple editor. */
    public boolean simpleEditor() {
        return v.simpleEditor;
    }

    private List<Object> identity() {
        return List.of(
                v.uid, v.name, v.author, v.environment, v.decoration, mapType(), v.lapRace, v.laps, v.medals,
                v.authorScore, v.timeLimitMs, v.cost, v.kind, v.size, v.blocks, v.checkpoints, v.vehicle,
                intro(), inGameClips(), endRaceClips(), globalClip(), v.clipsKnown, v.comments, v.password,
                v.simpleEditor);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Challenge that
                && identity().equals(that.identity())
                && Arrays.equals(v.thumbnail, that.v.thumbnail);
    }

    @Override
    public int hashCode() {
        return v.uid.hashCode() * 31 + v.blocks.hashCode();
    }

    @Override
    public String toString() {
        return "Challenge[" + v.uid + ", " + TmText.strip(v.name) + ", " + v.blocks.size() + " blocks]";
    }

    /** Collects a challenge's values; every one has the value of an empty Stadium map until set. */
    public static final class Builder {
        private String uid = "";
        private String name = "";
        private String author = "";
        private String environment = "Stadium";
        private Ident decoration = new Ident("Day", "Stadium", "Nadeo");
        private MapType mapType = MapType.RACE;
        private boolean lapRace;
        private int laps = 3;
        private Medals medals = Medals.NONE;
        private int authorScore;
        private int timeLimitMs = 60_000;
        private int cost;
        private int kind = 8;
        private BlockCoord size = new BlockCoord(32, 32, 32);
        private List<Block> blocks = List.of();
        private List<BlockCoord> checkpoints = List.of();
        private Ident vehicle = Ident.EMPTY;
        private MediaClip intro;
        private ClipGroup inGameClips;
        private ClipGroup endRaceClips;
        private MediaClip globalClip;
        private boolean clipsKnown = true;
        private byte[] thumbnail = new byte[0];
        private String comments = "";
        private Password password = Password.NONE;
        private boolean simpleEditor;

        private Builder() {}

        private Builder(Builder from) {
            uid = from.uid;
            name = from.name;
            author = from.author;
            environment = from.environment;
            decoration = from.decoration;
            mapType = from.mapType;
            lapRace = from.lapRace;
            laps = from.laps;
            medals = from.medals;
            authorScore = from.authorScore;
            timeLimitMs = from.timeLimitMs;
            cost = from.cost;
            kind = from.kind;
            size = from.size;
            blocks = from.blocks;
            checkpoints = from.checkpoints;
            vehicle = from.vehicle;
            intro = from.intro;
            inGameClips = from.inGameClips;
            endRaceClips = from.endRaceClips;
            globalClip = from.globalClip;
            clipsKnown = from.clipsKnown;
            thumbnail = from.thumbnail;
            comments = from.comments;
            password = from.password;
            simpleEditor = from.simpleEditor;
        }

        public Builder uid(String value) {
            uid = Objects.requireNonNull(value);
            return this;
        }

        public Builder name(String value) {
            name = Objects.requireNonNull(value);
            return this;
        }

        public Builder author(String value) {
            author = Objects.requireNonNull(value);
            return this;
        }

        public Builder environment(String value) {
            environment = Objects.requireNonNull(value);
            return this;
        }

        public Builder decoration(Ident value) {
            decoration = Objects.requireNonNull(value);
            return this;
        }

        /** {@code null}: unknown. */
        public Builder mapType(MapType value) {
            mapType = value;
            return this;
        }

        public Builder laps(boolean race, int count) {
            lapRace = race;
            laps = count;
            return this;
        }

        public Builder medals(Medals value) {
            medals = Objects.requireNonNull(value);
            return this;
        }

        public Builder authorScore(int value) {
            authorScore = value;
            return this;
        }

        public Builder timeLimitMs(int value) {
            timeLimitMs = value;
            return this;
        }

        public Builder cost(int value) {
            cost = value;
            return this;
        }

        public Builder kind(int value) {
            kind = value;
            return this;
        }

        public Builder size(BlockCoord value) {
            size = Objects.requireNonNull(value);
            return this;
        }

        public Builder blocks(List<Block> value) {
            blocks = List.copyOf(value);
            return this;
        }

        public Builder checkpoints(List<BlockCoord> value) {
            checkpoints = List.copyOf(value);
            return this;
        }

        public Builder vehicle(Ident value) {
            vehicle = Objects.requireNonNull(value);
            return this;
        }

        /** {@code null}: no intro. */
        public Builder intro(MediaClip value) {
            intro = value;
            return this;
        }

        public Builder inGameClips(ClipGroup value) {
            inGameClips = value;
            return this;
        }

        public Builder endRaceClips(ClipGroup value) {
            endRaceClips = value;
            return this;
        }

        public Builder globalClip(MediaClip value) {
            globalClip = value;
            return this;
        }

        public Builder clipsKnown(boolean value) {
            clipsKnown = value;
            return this;
        }

        /** Takes ownership of the bytes. */
        public Builder thumbnail(byte[] value) {
            thumbnail = Objects.requireNonNull(value);
            return this;
        }

        public Builder comments(String value) {
            comments = Objects.requireNonNull(value);
            return this;
        }

        public Builder password(Password value) {
            password = Objects.requireNonNull(value);
            return this;
        }

        public Builder simpleEditor(boolean value) {
            simpleEditor = value;
            return this;
        }

        public Challenge build() {
            return new Challenge(new Builder(this));
        }
    }
}
