package tmnf.gbx.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One recorded drive: who drove, how long it took, what was pressed and where the car was. Immutable; made by
 * a reader or by {@link #builder()}. Long because of its 19 values, each with its accessor and its builder
 * method.
 */
public final class Ghost implements GbxContent {

    /** Stored in place of an unknown respawn count. */
    public static final int UNKNOWN = -1;

    private final Builder v;

    private Ghost(Builder values) {
        this.v = values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with this ghost's values. */
    public Builder toBuilder() {
        return new Builder(v);
    }

    /** Race time in ms, {@link RaceTimes#NONE} when the race was not finished. */
    public int raceTimeMs() {
        return v.raceTimeMs;
    }

    public boolean finished() {
        return v.raceTimeMs >= 0;
    }

    /** The game's own count of respawns, {@link #UNKNOWN} when the file has none. */
    public int respawns() {
        return v.respawns;
    }

    public int stuntsScore() {
        return v.stuntsScore;
    }

    /** Checkpoints in the order in which they were passed; the last one is the finish. */
    public List<CheckpointTime> checkpoints() {
        return v.checkpoints;
    }

    /** Times of {@link #checkpoints()} in ms. */
    public int[] checkpointTimesMs() {
        return v.checkpoints.stream().mapToInt(CheckpointTime::timeMs).toArray();
    }

    /** Time of the last checkpoint, 0 when there is none: what the Python tools rank ghosts by. */
    public int lastCheckpointMs() {
        return v.checkpoints.isEmpty() ? 0 : v.checkpoints.get(v.checkpoints.size() - 1).timeMs();
    }

    public String uid() {
        return v.uid;
    }

    public String login() {
        return v.login;
    }

    /** As stored: with colour codes, sometimes with a byte order mark (see {@link TmText}). */
    public String nickname() {
        return v.nickname;
    }

    public String validationMapUid() {
        return v.validationMapUid;
    }

    public List<FileRef> skins() {
        return v.skins;
    }

    /** Nickname repeated beside the skins. */
    public String skinNickname() {
        return v.skinNickname;
    }

    public String avatarName() {
        return v.avatarName;
    }

    public Ident vehicle() {
        return v.vehicle;
    }

    public Vec3 lightTrailColour() {
        return v.lightTrailColour;
    }

    /** Layout version of the ghost, 7 in TMF. */
    public int version() {
        return v.version;
    }

    /** Duration of the input recording in ms, the race time in every sample seen; 0: no inputs recorded. */
    public int eventsDurationMs() {
        return v.eventsDurationMs;
    }

    public InputTape inputs() {
        return v.inputs;
    }

    public RaceProgram program() {
        return v.program;
    }

    /** Whether a time lies in the race: from the start on, before the finish if there is one. */
    public boolean inRace(long raceTimeMs) {
        return raceTimeMs >= 0 && (!finished() || raceTimeMs < v.raceTimeMs);
    }

    /**
     * When the controls of the given names were pressed {@linkplain #inRace in the race}, the tape's shift
     * undone, in the order of the tape. Releases and what is pressed during the countdown do not count. The
     * one definition of a respawn press.
     */
    public int[] pressesInRaceMs(Predicate<String> controlName) {
        InputTape tape = v.inputs;
        boolean[] wanted = new boolean[tape.controlNames().size()];
        boolean any = false;
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = controlName.test(tape.controlNames().get(i));
            any |= wanted[i];
        }
        if (!any) {
            return new int[0];
        }
        long shift = tape.shiftMs();
        return IntStream.range(0, tape.size())
                .filter(i -> wanted[tape.nameIndex(i)] && tape.value(i) != 0)
                .mapToLong(i -> tape.timeMs(i) - shift)
                .filter(this::inRace)
                .mapToInt(time -> (int) time)
                .toArray();
    }

    /** The sample track; a packed one is unpacked on the first call. */
    public GhostSamples samples() {
        return v.samples.get();
    }

    /** 20 unexplained bytes of chunk 0x03092012, kept for rewriting; do not modify. */
    public byte[] key() {
        return v.key;
    }

    private List<Object> identity() {
        return List.of(
                v.raceTimeMs, v.respawns, v.stuntsScore, v.checkpoints, v.uid, v.login, v.nickname,
                v.validationMapUid, v.skins, v.skinNickname, v.avatarName, v.vehicle, v.lightTrailColour,
                v.version, v.eventsDurationMs, v.inputs, v.program, samples());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ghost that
                && identity().equals(that.identity())
                && Arrays.equals(v.key, that.v.key);
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    @Override
    public String toString() {
        return "Ghost[" + v.login + ", " + RaceTimes.format(v.raceTimeMs) + ", " + v.inputs + "]";
    }

    /** Remembers what a supplier gave; safe for several threads. */
    private static final class OnFirstUse implements Supplier<GhostSamples> {
        // Null once it was used.
        private Supplier<GhostSamples> source;
        // Null until then.
        private volatile GhostSamples value;

        OnFirstUse(Supplier<GhostSamples> source) {
            this.source = Objects.requireNonNull(source);
        }

        @Override
        public GhostSamples get() {
            GhostSamples known = value;
            if (known != null) {
                return known;
            }
            synchronized (this) {
                if (value == null) {
                    value = source.get();
                    source = null;
                }
                return value;
            }
        }
    }

    /** Collects a ghost's values; every one has the value of an empty ghost until set. */
    public static final class Builder {
        private int raceTimeMs = RaceTimes.NONE;
        private int respawns = UNKNOWN;
        private int stuntsScore;
        private List<CheckpointTime> checkpoints = List.of();
        private String uid = "";
        private String login = "";
        private String nickname = "";
        private String validationMapUid = "";
        private List<FileRef> skins = List.of();
        private String skinNickname = "";
        private String avatarName = "";
        private Ident vehicle = Ident.EMPTY;
        private Vec3 lightTrailColour = new Vec3(1, 0, 0);
        private int version = 7;
        private int eventsDurationMs;
        private InputTape inputs = InputTape.EMPTY;
        private RaceProgram program = RaceProgram.NONE;
        private Supplier<GhostSamples> samples = () -> GhostSamples.EMPTY;
        private byte[] key = new byte[20];

        private Builder() {}

        private Builder(Builder from) {
            raceTimeMs = from.raceTimeMs;
            respawns = from.respawns;
            stuntsScore = from.stuntsScore;
            checkpoints = from.checkpoints;
            uid = from.uid;
            login = from.login;
            nickname = from.nickname;
            validationMapUid = from.validationMapUid;
            skins = from.skins;
            skinNickname = from.skinNickname;
            avatarName = from.avatarName;
            vehicle = from.vehicle;
            lightTrailColour = from.lightTrailColour;
            version = from.version;
            eventsDurationMs = from.eventsDurationMs;
            inputs = from.inputs;
            program = from.program;
            samples = from.samples;
            key = from.key;
        }

        public Builder raceTimeMs(int value) {
            raceTimeMs = value;
            return this;
        }

        public Builder respawns(int value) {
            respawns = value;
            return this;
        }

        public Builder stuntsScore(int value) {
            stuntsScore = value;
            return this;
        }

        public Builder checkpoints(List<CheckpointTime> value) {
            checkpoints = List.copyOf(value);
            return this;
        }

        /** Checkpoint times without stunt scores. */
        public Builder checkpointTimesMs(int... times) {
            List<CheckpointTime> list = new ArrayList<>(times.length);
            for (int time : times) {
                list.add(new CheckpointTime(time, 0));
            }
            return checkpoints(list);
        }

        public Builder uid(String value) {
            uid = Objects.requireNonNull(value);
            return this;
        }

        public Builder login(String value) {
            login = Objects.requireNonNull(value);
            return this;
        }

        public Builder nickname(String value) {
            nickname = Objects.requireNonNull(value);
            return this;
        }

        public Builder validationMapUid(String value) {
            validationMapUid = Objects.requireNonNull(value);
            return this;
        }

        public Builder skins(List<FileRef> value) {
            skins = List.copyOf(value);
            return this;
        }

        public Builder skinNickname(String value) {
            skinNickname = Objects.requireNonNull(value);
            return this;
        }

        public Builder avatarName(String value) {
            avatarName = Objects.requireNonNull(value);
            return this;
        }

        public Builder vehicle(Ident value) {
            vehicle = Objects.requireNonNull(value);
            return this;
        }

        public Builder lightTrailColour(Vec3 value) {
            lightTrailColour = Objects.requireNonNull(value);
            return this;
        }

        public Builder version(int value) {
            version = value;
            return this;
        }

        public Builder eventsDurationMs(int value) {
            eventsDurationMs = value;
            return this;
        }

        public Builder inputs(InputTape value) {
            inputs = Objects.requireNonNull(value);
            return this;
        }

        public Builder program(RaceProgram value) {
            program = Objects.requireNonNull(value);
            return this;
        }

        public Builder samples(GhostSamples value) {
            Objects.requireNonNull(value);
            samples = () -> value;
            return this;
        }

        /** Samples that are made when they are first asked for, once. */
        public Builder samples(Supplier<GhostSamples> value) {
            samples = new OnFirstUse(value);
            return this;
        }

        /** Takes ownership of 20 bytes. */
        public Builder key(byte[] value) {
            if (value.length != 20) {
                throw new IllegalArgumentException("key of " + value.length + " bytes");
            }
            key = value;
            return this;
        }

        /** Inputs need a duration to be stored: without one they get the race time, or the last input's. */
        public Ghost build() {
            if (eventsDurationMs == 0 && !inputs.isEmpty()) {
                eventsDurationMs = Math.max(1, Math.max(raceTimeMs, inputs.timeMs(inputs.size() - 1)));
            }
            return new Ghost(new Builder(this));
        }
    }
}
