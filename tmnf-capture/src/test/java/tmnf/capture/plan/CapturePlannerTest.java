package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.filter.ConflictPolicy;
import tmnf.gbx.filter.FixNames;
import tmnf.gbx.filter.FixNamesConfig;
import tmnf.gbx.filter.NameStyle;
import tmnf.gbx.filter.RenameListener;
import tmnf.gbx.model.InputTape;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;
import tmnf.gbx.synthetic.SyntheticReplays;

class CapturePlannerTest {

    private static final SyntheticReplays TRACK = PlanFolder.track(1);
    private static final SyntheticReplays OTHER = PlanFolder.track(2);

    @TempDir
    private Path base;
    private PlanFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new PlanFolder(base);
    }

    private static List<String> ids(CapturePlan plan) {
        return plan.tracks().stream().map(TrackTask::trackId).toList();
    }

    private static List<String> names(CapturePlan plan) {
        return plan.tracks().stream().flatMap(track -> track.replays().stream())
                .map(PlannedReplay::name).toList();
    }

    private PlannedReplay only(CaptureSettings settings) throws IOException {
        CapturePlan plan = folder.plan(settings);
        assertThat(names(plan)).hasSize(1);
        return plan.tracks().get(0).replays().get(0);
    }

    private void assertRefused(Refusal.Reason reason, String detail) throws IOException {
        PlannedReplay replay = only(folder.settings());
        assertThat(replay.status()).isEqualTo(PlanStatus.REFUSED);
        assertThat(replay.capture()).isFalse();
        assertThat(replay.refusal().orElseThrow().reason()).isEqualTo(reason);
        assertThat(replay.refusal().orElseThrow().detail()).contains(detail);
    }

    @Test
    void tracksComeInTheOrderOfTheListEachOnce() throws IOException {
        for (String id : List.of("9", "A01-Race", "track 10")) {
            folder.replay(id, "pos1_a.replay.gbx", TRACK, 0);
        }
        folder.list("# popular first", "track 10", "A01-Race", "", "track 10", "missing", "../9", "9");

        CapturePlan plan = folder.plan(folder.settings());

        assertThat(ids(plan)).containsExactly("track 10", "A01-Race", "9");
        assertThat(plan.summary().notices()).anyMatch(text -> text.contains("more than once, 1, are"))
                .anyMatch(text -> text.contains("no names of folders, 1, are left out: ../9"))
                .anyMatch(text -> text.contains("tracks without replays: 1 of 4")
                && text.contains("missing"));
    }

    @Test
    void withoutAListAllFoldersAreTakenInNaturalOrderAndThatIsSaid() throws IOException {
        for (String id : List.of("10", "9", "A2", "A10", ".hidden")) {
            folder.replay(id, "pos1_a.replay.gbx", TRACK, 0);
        }

        CapturePlan plan = folder.plan(folder.settings());

        assertThat(ids(plan)).containsExactly("9", "10", "A2", "A10");
        assertThat(plan.summary().notices()).singleElement().asString()
                .contains("list.txt: taking all folders");
    }

    @Test
    void trackIdsWinOverTheList() throws IOException {
        folder.replay("a", "1.replay.gbx", TRACK, 0);
        folder.replay("b", "1.replay.gbx", TRACK, 0);
        folder.list("a");

        CaptureSettings settings = folder.settings();
        CapturePlan plan = folder.plan(
                settings.with(settings.selection().withTrackIds(List.of("b"))));

        assertThat(ids(plan)).containsExactly("b");
        assertThat(plan.summary().notices()).isEmpty();
    }

    @Test
    void firstReplaysOfATrackAreThoseWithTheLowestNumbers() throws IOException {
        for (int i = 1; i <= 12; i++) {
            folder.replay("t", "pos" + i + "_x.Replay.Gbx", TRACK, i);
        }
        folder.file("t", "notes.txt", new byte[3]);
        CaptureSettings settings = folder.settings();

        CapturePlan plan = folder.plan(settings.with(settings.selection().withMaxReplaysPerTrack(3)));

        assertThat(names(plan)).containsExactly("pos1_x.Replay", "pos2_x.Replay", "pos3_x.Replay");
        assertThat(plan.summary().toCapture()).isEqualTo(3);
    }

    @Test
    void newReplayIsDescribedWhole() throws IOException {
        Path file = folder.replay("t", "pos1_x_12340ms.replay.gbx", TRACK, 0);

        PlannedReplay replay = only(folder.settings());

        assertThat(replay.status()).isEqualTo(PlanStatus.NEW);
        assertThat(replay.capture()).isTrue();
        assertThat(replay.name()).isEqualTo("pos1_x_12340ms.replay");
        PlannedReplay.Work work = replay.work().orElseThrow();
        int race = TRACK.drive(0, 0, new SyntheticReplays.Driver("who", "Who", false)).raceTimeMs();
        assertThat(work.task()).isEqualTo(new ReplayTask("t", "pos1_x_12340ms.replay", file,
                Sha.hex(Files.readAllBytes(file)), race, TRACK.challenge().uid(), 4));
        assertThat(work.challenge().source()).isEqualTo(ChallengeChoice.Source.EMBEDDED);
        assertThat(work.challenge().name()).isEqualTo(TRACK.challenge().name());
        assertThat(work.frames()).isEqualTo(race / 100 + 1);
        assertThat(work.script()).matches("[0-9a-f]{12}");
        assertThat(work.estimate().bytes()).isGreaterThan(work.frames() * 330L);
        assertThat(work.estimate().millis()).isGreaterThan(race / 4);
    }

    @Test
    void refusesWhatCannotBeRead() throws IOException {
        byte[] whole = TRACK.replayFile(
                TRACK.drive(0, 0, new SyntheticReplays.Driver("who", "Who", false)));
        folder.file("t", "a.replay.gbx", Arrays.copyOf(whole, whole.length / 2));
        assertRefused(Refusal.Reason.UNREADABLE, "");

        folder.file("t", "a.replay.gbx", "<html>".getBytes(StandardCharsets.US_ASCII));
        assertRefused(Refusal.Reason.UNREADABLE, "");

        folder.file("t", "a.replay.gbx", TRACK.challengeFile());
        assertRefused(Refusal.Reason.UNREADABLE, "this is a challenge, not a replay");
    }

    @Test
    void refusesARaceOfMoreThanADay() throws IOException {
        folder.changed("t", "a.replay.gbx", TRACK,
                ghost -> ghost.toBuilder().raceTimeMs(86_400_010).build());

        assertRefused(Refusal.Reason.UNREADABLE, "longer than a day");
    }

    @Test
    void damagedReplaysAreRefusedOrPlannedAndStopNothing() throws IOException {
        byte[] whole = TRACK.replayFile(
                TRACK.drive(0, 0, new SyntheticReplays.Driver("who", "Who", false)));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 80; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + i % 4; flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            folder.file("t", "pos" + i + ".replay.gbx", damaged);
        }

        CapturePlan plan = folder.plan(folder.settings());

        assertThat(plan.tracks().get(0).replays()).hasSize(80);
        assertThat(plan.summary().count(PlanStatus.REFUSED)).isBetween(10, 79);
        assertThat(plan.tracks().get(0).replays()).filteredOn(replay -> replay.refusal().isPresent())
                .allMatch(replay -> !replay.refusal().get().detail().contains("reading it failed"));
    }

    @Test
    void refusesDrivesWithoutAScript() throws IOException {
        folder.withoutGhost("t", "a.replay.gbx", TRACK);
        assertRefused(Refusal.Reason.NO_GHOST, "no ghost");

        folder.changed("t", "a.replay.gbx", TRACK, ghost -> ghost.toBuilder().raceTimeMs(-1).build());
        assertRefused(Refusal.Reason.UNFINISHED, "did not finish");

        folder.changed("t", "a.replay.gbx", TRACK,
                ghost -> ghost.toBuilder().inputs(InputTape.EMPTY).build());
        assertRefused(Refusal.Reason.NO_INPUTS, "no recorded inputs");
    }

    @Test
    void refusesAScriptThatTheGameWouldNotTake() throws IOException {
        folder.respawning("t", "a.replay.gbx", TRACK);

        PlannedReplay replay = only(
                folder.settings().with(new ScriptOptions(ScriptStyle.EVENTS, 0, "jump", 0)));

        assertThat(replay.refusal().orElseThrow().reason()).isEqualTo(Refusal.Reason.SCRIPT);
        assertThat(replay.refusal().orElseThrow().detail()).contains("jump");
    }

    @Test
    void challengeOfTheReplayIsTakenFirstAndElseThatOfTheTrack() throws IOException {
        folder.replay("t", "a.replay.gbx", TRACK, 0);
        Path file = folder.challenge("t.Challenge.Gbx", TRACK.challengeFile());
        assertThat(only(folder.settings()).work().orElseThrow().challenge().file()).isEmpty();

        folder.withChallenge("t", "a.replay.gbx", TRACK, new byte[0]);
        assertThat(only(folder.settings()).work().orElseThrow().challenge()).isEqualTo(new ChallengeChoice(
                ChallengeChoice.Source.FILE, Optional.of(file), TRACK.challenge().uid(),
                TRACK.challenge().name()));

        folder.withChallenge("t", "a.replay.gbx", TRACK, OTHER.challengeFile());
        assertThat(only(folder.settings()).work().orElseThrow().challenge().file()).contains(file);
    }

    @Test
    void refusesReplaysWithoutTheirChallenge() throws IOException {
        folder.withChallenge("t", "a.replay.gbx", TRACK, new byte[0]);
        assertRefused(Refusal.Reason.NO_CHALLENGE, "it holds no challenge");

        folder.withChallenge("t", "a.replay.gbx", TRACK, new byte[100]);
        assertRefused(Refusal.Reason.NO_CHALLENGE, "cannot be read");

        folder.withChallenge("t", "a.replay.gbx", TRACK, OTHER.challengeFile());
        assertRefused(Refusal.Reason.NO_CHALLENGE, "has the uid " + OTHER.challenge().uid()
                + ", it was driven on " + TRACK.challenge().uid());
    }

    @Test
    void refusesAReplayOfAnotherChallengeThanTheTracks() throws IOException {
        folder.replay("t", "a.replay.gbx", TRACK, 0);
        Path file = folder.challenge("t/x.Challenge.Gbx", OTHER.challengeFile());

        assertRefused(Refusal.Reason.OTHER_CHALLENGE, "driven on the challenge " + TRACK.challenge().uid()
                + ", but " + file + " has the uid " + OTHER.challenge().uid());
    }

    @Test
    void anUnreadableChallengeOfTheTrackIsAWarningWhereTheReplayHasOne() throws IOException {
        folder.replay("t", "a.replay.gbx", TRACK, 0);
        folder.challenge("t.Challenge.Gbx", new byte[50]);

        CapturePlan plan = folder.plan(folder.settings());

        assertThat(plan.summary().toCapture()).isEqualTo(1);
        assertThat(plan.tracks().get(0).warnings()).singleElement().asString()
                .contains("t.Challenge.Gbx");
    }

    @Test
    void tracksOnWhichSomebodyRespawnsAreLeftOutOnRequest() throws IOException {
        folder.replay("t", "pos1_a.replay.gbx", TRACK, 0);
        folder.respawning("t", "pos2_b.replay.gbx", TRACK);
        folder.file("t", "pos3_c.replay.gbx", new byte[9]);
        folder.replay("u", "pos1_a.replay.gbx", TRACK, 0);
        CaptureSettings settings = folder.settings();
        assertThat(folder.plan(settings).summary().toCapture()).isEqualTo(3);

        CapturePlan plan = folder.plan(settings.with(settings.selection().withExcludeRespawnMaps(true)));

        assertThat(plan.summary().refusals()).containsOnly(
                Map.entry(Refusal.Reason.RESPAWNS, 2), Map.entry(Refusal.Reason.UNREADABLE, 1));
        assertThat(plan.tracks().get(0).replays().get(0).refusal().orElseThrow().detail())
                .contains("pos2_b.replay.gbx at ");
        assertThat(plan.tracks().get(1).toCapture()).hasSize(1);
    }

    @Test
    void onlySelectedReplaysCanExcludeATrack() throws IOException {
        folder.replay("t", "pos1_a.replay.gbx", TRACK, 0);
        folder.respawning("t", "pos2_b.replay.gbx", TRACK);
        CaptureSettings settings = folder.settings();

        CapturePlan plan = folder.plan(settings.with(
                settings.selection().withExcludeRespawnMaps(true).withMaxReplaysPerTrack(1)));

        assertThat(plan.summary().toCapture()).isEqualTo(1);
    }

    @Test
    void tracksThatWaitForEnterAreLeftOut() throws IOException {
        for (String id : List.of("a", "b", "c")) {
            folder.replay(id, "1.replay.gbx", TRACK, 0);
        }
        folder.list("a", "b", "c");
        CaptureSettings settings = folder.settings();
        Path enter = base.resolve("enter.txt");

        CapturePlan all = folder.plan(settings.with(settings.selection().withExcludeEnterMaps(enter)));
        Files.writeString(enter, "# never started\nb\nz\n");
        CapturePlan some = folder.plan(settings.with(settings.selection().withExcludeEnterMaps(enter)));

        assertThat(ids(all)).containsExactly("a", "b", "c");
        assertThat(all.summary().notices()).anyMatch(text -> text.contains("none is left out"));
        assertThat(ids(some)).containsExactly("a", "c");
        assertThat(some.summary().notices()).anyMatch(text -> text.contains("1 tracks are left out"));
    }

    @Test
    void shardsTogetherHaveEveryTrackOnce() throws IOException {
        List<String> all = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(folder.replay("t0", "1.replay.gbx", TRACK, 0));
        for (int i = 0; i < 20; i++) {
            folder.file("t" + i, "1.replay.gbx", bytes);
            all.add("t" + i);
        }
        CaptureSettings settings = folder.settings();

        List<String> sharded = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            CapturePlan plan = folder.plan(
                    settings.with(settings.selection().withShard(new Shard(number, 3))));
            assertThat(plan.tracks()).isNotEmpty();
            sharded.addAll(ids(plan));
        }

        assertThat(sharded).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aSecondReplayForTheSameFolderIsRefused() throws IOException {
        folder.replay("t", "a.replay.Gbx", TRACK, 0);
        folder.replay("t", "a.replay.gbx", TRACK, 1);

        CapturePlan plan = folder.plan(folder.settings());

        assertThat(plan.summary().toCapture()).isEqualTo(1);
        assertThat(plan.tracks().get(0).replays().get(1).refusal().orElseThrow().reason())
                .isEqualTo(Refusal.Reason.SAME_FOLDER);
    }

    @Test
    void whatExistsDecidesWhatIsCaptured() throws IOException {
        List<PlanStatus> statuses = List.of(PlanStatus.NEW, PlanStatus.DONE, PlanStatus.DONE_ELSEWHERE,
                PlanStatus.DONE_DIFFERENT, PlanStatus.QUARANTINED);
        for (PlanStatus status : statuses) {
            folder.replay("t", "pos" + status.ordinal() + ".replay.gbx", TRACK, 0);
        }
        ExistingCaptures existing = (task, settings) -> new ExistingCaptures.Found(
                statuses.get(Integer.parseInt(task.name().substring(3, 4))), "because");
        CaptureSettings settings = folder.settings();

        for (ReplaySelection.Existing choice : ReplaySelection.Existing.values()) {
            CapturePlan plan = new CapturePlanner(
                    settings.with(settings.selection().withExisting(choice)), existing, 1).plan();
            List<PlannedReplay> replays = plan.tracks().get(0).replays();
            assertThat(replays).extracting(PlannedReplay::status).isEqualTo(statuses);
            assertThat(replays).extracting(PlannedReplay::detail).containsOnly("because");
            assertThat(replays).extracting(PlannedReplay::capture).isEqualTo(switch (choice) {
                case KEEP -> List.of(true, false, false, false, false);
                case RETRY_QUARANTINED -> List.of(true, false, false, false, true);
                case OVERWRITE -> List.of(true, true, true, true, true);
            });
            assertThat(plan.summary().count(PlanStatus.DONE)).isEqualTo(1);
        }
    }

    @Test
    void aReplayThatWasRenamedSinceItWasCapturedIsDone() throws IOException {
        folder.replay("t", "pos1 a.replay.gbx", TRACK, 0);
        folder.replay("t", "pos2 b.replay.gbx", TRACK, 0);
        folder.replay("t", "pos3.replay.gbx", TRACK, 0);
        CaptureSettings settings = folder.settings();
        FixNames names = new FixNames(new FixNamesConfig(settings.places().replaysDir(), NameStyle.SAFE,
                ConflictPolicy.SUFFIX, false, false, Set.of()));
        names.apply(names.plan(false), RenameListener.NONE, () -> false);
        ExistingCaptures existing = (task, asked) -> switch (task.name()) {
            case "pos1 a.replay" -> new ExistingCaptures.Found(PlanStatus.DONE, "");
            case "pos2 b.replay" -> new ExistingCaptures.Found(PlanStatus.DONE_DIFFERENT, "");
            default -> ExistingCaptures.Found.NOTHING;
        };

        CapturePlan plan = new CapturePlanner(settings, existing, 1).plan();

        assertThat(names(plan)).containsExactly("pos1 a.replay", "pos2_b.replay", "pos3.replay");
        assertThat(plan.tracks().get(0).replays()).extracting(PlannedReplay::status)
                .containsExactly(PlanStatus.DONE, PlanStatus.NEW, PlanStatus.NEW);
    }

    @Test
    void planIsTheSameWithAnyNumberOfThreads() throws IOException {
        for (int track = 0; track < 12; track++) {
            for (int rank = 0; rank < 5; rank++) {
                if (rank == 3) {
                    folder.file("t" + track, "pos3.replay.gbx", new byte[track]);
                } else {
                    folder.replay("t" + track, "pos" + rank + ".replay.gbx", track % 2 == 0 ? TRACK : OTHER,
                            rank);
                }
            }
        }

        CapturePlan one = new CapturePlanner(folder.settings(), ExistingCaptures.NONE, 1).plan();
        CapturePlan eight = new CapturePlanner(folder.settings(), ExistingCaptures.NONE, 8).plan();

        assertThat(eight).isEqualTo(one);
        assertThat(one.summary().toCapture()).isEqualTo(48);
        assertThat(one.summary().frames()).isGreaterThan(48 * 50);
        assertNoThreads();
    }

    @Test
    void readsOnlyALittleAheadOfItsSink() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.replay("t0", "1.replay.gbx", TRACK, 0));
        for (int i = 0; i < 200; i++) {
            folder.file("t" + i, "1.replay.gbx", bytes);
        }
        AtomicInteger read = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        ExistingCaptures counting = (task, settings) -> {
            read.incrementAndGet();
            return ExistingCaptures.Found.NOTHING;
        };

        PlanSummary summary = new CapturePlanner(folder.settings(), counting, 2).stream(track -> {
            ahead.accumulateAndGet(read.get() - taken.getAndIncrement(), Math::max);
        });

        assertThat(summary.toCapture()).isEqualTo(200);
        assertThat(read).hasValue(200);
        assertThat(ahead.get()).isBetween(1, 2 * 8 + 2);
    }

    @Test
    void aSinkOrADatasetThatFailsEndsThePlanAndItsThreads() throws IOException {
        for (int i = 0; i < 50; i++) {
            folder.file("t" + i, "1.replay.gbx", new byte[2]);
        }
        folder.replay("t0", "1.replay.gbx", TRACK, 0);
        CapturePlanner planner = new CapturePlanner(folder.settings(), ExistingCaptures.NONE, 2);
        CapturePlanner broken = new CapturePlanner(folder.settings(), (task, settings) -> {
            throw new IOException("the dataset is broken");
        }, 2);

        assertThatThrownBy(() -> planner.stream(track -> {
            throw new IOException("enough");
        })).isInstanceOf(IOException.class).hasMessage("enough");
        assertThatThrownBy(broken::plan).isInstanceOf(IOException.class).hasMessage("the dataset is broken");
        assertNoThreads();
    }

    @Test
    void anInterruptEndsThePlan() throws IOException {
        folder.replay("t", "1.replay.gbx", TRACK, 0);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> folder.plan(folder.settings())).isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertNoThreads();
    }

    @Test
    void missingFolderOfReplaysAndListsThatAreNoTextAreErrors() throws IOException {
        CaptureSettings settings = folder.settings();
        CaptureSettings nowhere = settings.with(new CapturePlaces(
                base.resolve("nowhere"), base.resolve("out"), base.resolve("tracks")));
        assertThatThrownBy(() -> folder.plan(nowhere)).isInstanceOfSatisfying(PlanException.class,
                e -> assertThat(e.reason()).isEqualTo(PlanException.Reason.NO_REPLAYS_DIR))
                .hasMessageContaining("nowhere").hasMessageContaining("--replays-dir");

        Files.write(base.resolve("list.txt"), new byte[] {'a', 0, 'b'});
        assertThatThrownBy(() -> folder.plan(settings)).isInstanceOfSatisfying(PlanException.class,
                e -> assertThat(e.reason()).isEqualTo(PlanException.Reason.BAD_LIST));
    }

    @Test
    void materialIsWhatWasPlannedOrAnError() throws IOException {
        Path file = folder.replay("t ö", "a.replay.gbx", TRACK, 0);
        CaptureSettings settings = folder.settings();
        PlannedReplay.Work work = only(settings).work().orElseThrow();

        ReplayMaterial material = new ReplayMaterials(settings).load(work.task());

        assertThat(material.challenge()).isEqualTo(TRACK.challengeFile());
        assertThat(material.choice()).isEqualTo(work.challenge());
        assertThat(material.script()).isEqualTo(work.script());
        assertThat(material.scriptText()).startsWith("# track t ?\n# replay sha1 " + work.task().sha1()
                + "\n# tmnf script converter 1, style events\n").isASCII();
        assertThat(material.scriptText().lines()).hasSize(3 + work.scriptLines());
        assertThat(material.inputs().ticks()).isEqualTo(work.task().raceTimeMs() / 10 + 1);
        assertThat(material.ghost().samples().size()).isGreaterThan(10);

        folder.replay("t ö", "a.replay.gbx", TRACK, 7);
        assertThatThrownBy(() -> new ReplayMaterials(settings).load(work.task()))
                .isInstanceOfSatisfying(PlanException.class,
                        e -> assertThat(e.reason()).isEqualTo(PlanException.Reason.REPLAY_CHANGED))
                .hasMessageContaining(file.toString());
    }

    @Test
    void materialOnAFileOfTheTrackIsThatFile() throws IOException {
        folder.withChallenge("t", "a.replay.gbx", TRACK, new byte[0]);
        Path file = folder.challenge("t.Challenge.Gbx", TRACK.challengeFile());
        CaptureSettings settings = folder.settings();
        ReplayTask task = only(settings).work().orElseThrow().task();

        assertThat(new ReplayMaterials(settings).load(task).challenge()).isEqualTo(TRACK.challengeFile());

        Files.delete(file);
        assertThatThrownBy(() -> new ReplayMaterials(settings).load(task))
                .isInstanceOfSatisfying(PlanException.class,
                        e -> assertThat(e.reason()).isEqualTo(PlanException.Reason.CHALLENGE_CHANGED));
    }

    private static void assertNoThreads() {
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("tmnf-plan-"));
    }

    @Test
    void aRunThatTakesLongerThanItsLimitIsWarnedOf() throws IOException {
        folder.replay("a", "pos1_a.replay.gbx", TRACK, 0);
        folder.replay("a", "pos2_b.replay.gbx", TRACK, 1);
        folder.list("a");
        CaptureSettings settings = folder.settings();
        assertThat(folder.plan(settings).tracks().get(0).warnings()).isEmpty();

        Duration little = Duration.ofMillis(1);
        FrameSettings few = new FrameSettings(64, 64, 0.1, 0.1, 10, false, 95, false, 2);
        CaptureSettings hurried = settings.with(few).with(new RunSettings(1000, new PhaseDeadlines(little,
                little, little, little, little, little, little, little), 2, 2, false, 1));

        assertThat(folder.plan(hurried).tracks().get(0).warnings()).singleElement().asString()
                .startsWith("runs that may be too long, 2: pos1_a.replay takes about ")
                .contains("--run-timeout");
    }
}
