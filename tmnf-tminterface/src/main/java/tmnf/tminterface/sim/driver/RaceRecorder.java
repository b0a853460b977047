package tmnf.tminterface.sim.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import tmnf.gbx.chunk.ChallengeWriter;
import tmnf.gbx.chunk.ReplayWriter;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.CheckpointTime;
import tmnf.gbx.model.ControlEntry;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.GhostSamples;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.model.RaceProgram;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.script.EventBufferData;
import tmnf.tminterface.script.EventNames;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.state.AnalogValue;
import tmnf.tminterface.state.Event;

/**
 * Makes a replay of a race: its inputs, a sample of the car every 100 ms, its checkpoint times, and the
 * challenge. Call {@link #tick()} after every tick of the race, from the countdown on; what is recorded after
 * the finish shows in the samples only, as in the game's own replays. A restart begins the recording anew,
 * and a rewind shortens it.
 */
public final class RaceRecorder {

    /** Time between two samples. */
    public static final int PERIOD_MS = 100;
    /** More samples than an hour and a half has are not recorded. */
    public static final int MAX_SAMPLES = 54_000;

    private static final Map<String, String> TAPE_NAMES = Map.of(
            EventNames.ACCELERATE, "Accelerate", EventNames.BRAKE, "Brake",
            EventNames.STEER_LEFT, "SteerLeft", EventNames.STEER_RIGHT, "SteerRight",
            EventNames.ANALOG_STEER, "Steer", EventNames.ANALOG_ACCELERATE, "Gas",
            EventNames.RESPAWN, InputTape.RESPAWN, EventNames.HORN, "Horn");
    private static final String UID_LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    private static final int UID_LENGTH = 27;

    private final Race race;
    private final CarSampler sampler = new CarSampler();
    private final List<byte[]> samples = new ArrayList<>();

    public RaceRecorder(Race race) {
        this.race = Objects.requireNonNull(race);
    }

    /** Takes note of the car. */
    public void tick() {
        int time = race.tickTimeMs();
        if (time < 0) {
            samples.clear();
            sampler.reset();
            return;
        }
        sampler.tick(race.car());
        int due = time / PERIOD_MS;
        boolean now = time % PERIOD_MS == 0;
        int kept = now ? due : due + 1;
        if (samples.size() > kept) {
            samples.subList(kept, samples.size()).clear();
        }
        if (now && due == samples.size() && samples.size() < MAX_SAMPLES) {
            samples.add(sampler.sample(race.car()));
        }
    }

    /** Whether there is a sample for all of the drive; not if a rewind leapt over some of it. */
    public boolean isComplete() {
        int end = race.isFinished() ? race.raceTimeMs() : race.tickTimeMs();
        return samples.size() > end / PERIOD_MS;
    }

    /**
     * The drive so far. One that did not finish has no race time.
     *
     * @param login of the driver
     * @param nickname as shown
     */
    public Ghost ghost(String login, String nickname) {
        List<CheckpointTime> checkpoints = new ArrayList<>();
        for (int i = 0; i < race.checkpoint(); i++) {
            checkpoints.add(new CheckpointTime(race.checkpointTimeMs(i), 0));
        }
        int raceTimeMs = race.isFinished() ? race.raceTimeMs() : RaceTimes.NONE;
        byte[] states = new byte[samples.size() * GhostSamples.STATE_SIZE];
        for (int i = 0; i < samples.size(); i++) {
            System.arraycopy(samples.get(i), 0, states, i * GhostSamples.STATE_SIZE, GhostSamples.STATE_SIZE);
        }
        return Ghost.builder()
                .raceTimeMs(raceTimeMs)
                .respawns(race.respawns())
                .checkpoints(checkpoints)
                .uid(uid())
                .login(login)
                .nickname(nickname)
                .skinNickname(nickname)
                .vehicle(new Ident("StadiumCar", "Vehicles", "Nadeo"))
                .eventsDurationMs(Math.max(1, race.isFinished() ? raceTimeMs : race.tickTimeMs()))
                .inputs(tape())
                .program(new RaceProgram("tmnf.sim", 0, 0, 0,
                        "<id>Unassigned</id><laps>" + race.track().laps() + "</laps>", 0))
                .samples(GhostSamples.packed(PERIOD_MS, states))
                .build();
    }

    /** Depends on what was driven and nothing else. */
    private String uid() {
        SplittableRandom random = new SplittableRandom(race.fingerprint());
        StringBuilder uid = new StringBuilder(UID_LENGTH);
        for (int i = 0; i < UID_LENGTH; i++) {
            uid.append(UID_LETTERS.charAt(random.nextInt(UID_LETTERS.length())));
        }
        return uid.toString();
    }

    private InputTape tape() {
        EventBufferData buffer = race.eventBuffer();
        int end = race.isFinished() ? race.raceTimeMs() : race.tickTimeMs();
        List<ControlEntry> entries = new ArrayList<>();
        entries.add(new ControlEntry(InputTape.RACE_RUNNING, 0, 1));
        List<Event> newestFirst = buffer.events();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Event event = newestFirst.get(i);
            int time = event.time() - EventBufferData.START_TIME_MS;
            String name = buffer.controlNames().get(event.nameIndex());
            if (TAPE_NAMES.containsKey(name) && time <= end) {
                int value = EventNames.isAnalog(name)
                        ? event.inputData() & AnalogValue.DATA_MASK : event.binaryValue() ? 1 : 0;
                entries.add(new ControlEntry(TAPE_NAMES.get(name), time, value));
            }
        }
        if (race.isFinished()) {
            entries.add(new ControlEntry(InputTape.FINISH_LINE, race.raceTimeMs(), 1));
        }
        return InputTape.of(entries);
    }

    /**
     * The replay of the drive so far, the challenge written anew.
     *
     * @throws IllegalStateException when the track is not that of a challenge
     */
    public Replay replay(String login, String nickname) {
        Challenge challenge = race.track().challenge().orElseThrow(() -> new IllegalStateException(
                "the track " + race.track().name() + " has no challenge that a replay could hold"));
        return replay(login, nickname, challenge, ChallengeWriter.file(challenge));
    }

    /** The replay with these bytes as the challenge's file; ownership passes on. */
    public Replay replay(String login, String nickname, Challenge challenge, byte[] challengeFile) {
        return new Replay(challengeFile, challenge, List.of(ghost(login, nickname)), null);
    }

    /** The file of {@link #replay(String, String)}. */
    public byte[] file(String login, String nickname) {
        return ReplayWriter.file(replay(login, nickname));
    }
}
