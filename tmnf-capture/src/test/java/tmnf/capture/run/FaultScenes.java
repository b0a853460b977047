package tmnf.capture.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import tmnf.capture.plan.PhaseDeadlines;
import tmnf.capture.verify.CaptureVerdict;
import tmnf.tminterface.link.PluginBehaviour;
import tmnf.tminterface.sim.game.FaultKind;
import tmnf.tminterface.sim.game.VirtualGame;

/** Runs one after the other with a game that has a fault, and in which phase of which run that happens. */
final class FaultScenes {

    private static final String FILE = "StadiumA3(00'09''69).Replay.Gbx";
    /** Longer than every fault here lasts. */
    private static final Duration LATER = Duration.ofSeconds(90);
    /** The race itself, and loading it. */
    private static final Duration RACE = Duration.ofSeconds(8);
    /** What a link waits for a reply, and a plugin for a client that has gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final double FPS = 4;
    /** With so many frames a run is asked to end, so that it has to drain a game that goes on. */
    private static final int FRAMES = 8;
    /** The tick behind the last one of those. */
    private static final int GOES_ON_MS = (int) ((FRAMES - 1) * 1000 / FPS) + 10;
    /** Messages that a race has had before its fault: some frames are there already. */
    private static final int INTO_THE_RACE = 40;
    private static final String MARK = "phase: ";
    private static final String BEGUN = "fault: slow at ";

    private final CaptureWorld world;
    private final CaptureWorld.Drive drive;

    FaultScenes(Path root) throws Exception {
        world = new CaptureWorld(root);
        drive = world.path(FILE);
    }

    /** Which runs there are. */
    enum Kind {
        /** A run, and if the fault happened another one much later. */
        PLAIN,
        /** The same, but a run without a fault is followed by another at once, which goes on in its turn. */
        TWICE,
        /** The first run is asked to end in its race. */
        ASKED_TO_END;

        static Kind of(FaultKind kind, CapturePhase phase) {
            boolean always = switch (kind) {
                case PREVIEW, PRESS_ENTER, WRONG_MAP, MEDALS, PORT_TAKEN -> true;
                default -> false;
            };
            return always ? PLAIN : phase == CapturePhase.CONNECT ? TWICE
                    : phase == CapturePhase.DRAIN ? ASKED_TO_END : PLAIN;
        }
    }

    /**
     * The message at which a fault happens in a phase: its first one, or one well into the race.
     *
     * @param nth of all messages
     * @param word what kind of message it is
     * @param nthOfWord of the messages of that kind
     * @param nthFrame how many frames came before, and one
     */
    record Moment(int nth, String word, int nthOfWord, int nthFrame) {

        static Moment after(List<String> words, String word) {
            return new Moment(words.size() + 1, word, (int) words.stream().filter(word::equals).count() + 1,
                    (int) words.stream().filter("frame"::equals).count() + 1);
        }
    }

    /**
     * A run.
     *
     * @param struck the phase in which the fault happened first; null if it did not
     * @param asked whether the run was asked to end
     */
    record Take(RunOutcome outcome, boolean accepted, CaptureWorld.Collected sink, Duration took,
            Duration tookToEnd, CapturePhase struck, boolean asked) {

        String ending() {
            return outcome.stop().map(stop -> stop.reason().name() + " " + stop.phase().name())
                    .orElse(accepted ? "accepted" : "rejected");
        }

        /** Labels are right; whoever waited for a deadline did for the right one, and nobody any longer. */
        void isSoundAndInTime() {
            assertThat(sink.times()).as("labels and pictures").isEqualTo(sink.stamps);
            if (asked) {
                assertThat(tookToEnd).isLessThan(SOON);
                return;
            }
            PhaseDeadlines limits = CaptureWorld.deadlines();
            if (outcome.stop().isEmpty()) {
                assertThat(took).isLessThan(PATIENCE.plus(RACE));
                return;
            }
            Duration limit = switch (outcome.stop().get().reason()) {
                case UNREACHABLE -> limits.connect();
                case NO_TURN -> limits.menu();
                case NEEDS_ENTER -> limits.mapLoad();
                case NO_START -> limits.countdown();
                case RACE_SILENT, FRAME_MISSING -> limits.raceMessage();
                default -> Duration.ZERO;
            };
            assertThat(took).isBetween(limit, limit.plus(PATIENCE).plus(RACE));
            if (!limit.isZero()) {
                assertThat(outcome.stop().get().detail()).contains(limit.toSeconds() + ".0 s");
            }
        }
    }

    /** All runs. */
    record Scene(List<Take> takes) {

        List<Take> struck() {
            return takes.stream().filter(take -> take.struck() != null).toList();
        }
    }

    /** Where the phases of a run begin, counted in messages of a game without a fault. */
    Map<CapturePhase, Moment> moments(PluginBehaviour behaviour) throws Exception {
        Map<CapturePhase, Moment> moments = new EnumMap<>(CapturePhase.class);
        note(behaviour, Kind.TWICE, 0, moments);
        Map<CapturePhase, Moment> again = new EnumMap<>(CapturePhase.class);
        note(behaviour, Kind.TWICE, 1, again);
        moments.put(CapturePhase.CONNECT, again.get(CapturePhase.CONNECT));
        Map<CapturePhase, Moment> asked = new EnumMap<>(CapturePhase.class);
        note(behaviour, Kind.ASKED_TO_END, 0, asked);
        moments.put(CapturePhase.DRAIN, asked.get(CapturePhase.DRAIN));
        return moments;
    }

    private void note(PluginBehaviour behaviour, Kind kind, int run, Map<CapturePhase, Moment> moments)
            throws Exception {
        try (VirtualGame game = world.game(behaviour, "slow:by=0s");
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            for (int i = 0; i <= run; i++) {
                game.log.add("run: " + i);
                take(game, capture, kind == Kind.ASKED_TO_END);
            }
            List<String> words = new ArrayList<>();
            Map<CapturePhase, Integer> begins = new EnumMap<>(CapturePhase.class);
            String now = "";
            for (String line : List.copyOf(game.log)) {
                now = line.startsWith("run: ") ? line : now;
                if (line.startsWith(MARK) && now.equals("run: " + run)) {
                    begins.putIfAbsent(CapturePhase.valueOf(line.substring(MARK.length())), words.size());
                } else if (line.startsWith(BEGUN)) {
                    words.add(line.substring(BEGUN.length()).replaceFirst(" .*", ""));
                }
            }
            begins.forEach((phase, first) -> {
                int count = first + (phase == CapturePhase.RACE ? INTO_THE_RACE : 0);
                if (count < words.size()) {
                    moments.put(phase, Moment.after(words.subList(0, count), words.get(count)));
                }
            });
        }
    }

    /** What lets that fault happen in that phase, if it can. */
    static String specification(FaultKind kind, CapturePhase phase, Moment moment) {
        return kind.word() + switch (kind) {
            case SILENCE -> switch (phase) {
                case CONNECT -> ":phase=start-up,for=60s";
                case MENU -> ":phase=menus,for=60s";
                case MAP_LOAD -> ":phase=loading,for=60s";
                case COUNTDOWN -> ":at=-1000,for=60s";
                case RACE -> ":at=2010,for=60s";
                case DRAIN -> ":at=" + GOES_ON_MS + ",for=60s";
            };
            case DISCONNECT, CUT -> ":nth=" + moment.nth();
            case SLOW -> ":by=60s,times=1,nth=" + moment.nth();
            case CRASH -> ":message=" + moment.word() + ",nth=" + moment.nthOfWord();
            case NO_FRAME -> ":for=60s,nth=" + moment.nthFrame();
            case LATE_FRAME -> ":frames=30,times=1,nth=" + moment.nthFrame();
            case PORT_TAKEN -> ":for=60s";
            default -> ":times=1";
        };
    }

    Scene play(PluginBehaviour behaviour, Kind kind, String fault) throws Exception {
        List<Take> takes = new ArrayList<>();
        try (VirtualGame game = world.game(behaviour, fault);
                GameConnection connection = CaptureWorld.connection(game)) {
            ReplayCapture capture = new ReplayCapture(connection);
            takes.add(take(game, capture, kind == Kind.ASKED_TO_END));
            if (kind == Kind.TWICE && takes.get(0).struck() == null) {
                takes.add(take(game, capture, false));
            }
            if (takes.get(takes.size() - 1).struck() != null) {
                game.time.sleep(LATER.toNanos());
                takes.add(take(game, capture, false));
            }
        }
        return new Scene(takes);
    }

    private Take take(VirtualGame game, ReplayCapture capture, boolean ask) {
        CaptureWorld.Collected sink = new CaptureWorld.Collected();
        RunRequest request = drive.request(FPS, 4, CaptureWorld.deadlines(), 32);
        Asking watcher = new Asking(game, sink, ask);
        int from = game.log.size();
        long began = game.time.nanos();
        RunOutcome outcome = capture.run(request, sink, watcher);
        long ended = game.time.nanos();
        boolean accepted = CaptureWorld.verdict(outcome, request) instanceof CaptureVerdict.Accepted;
        List<String> log = List.copyOf(game.log);
        return new Take(outcome, accepted, sink, Duration.ofNanos(ended - began),
                Duration.ofNanos(ended - watcher.asked), struck(log.subList(from, log.size())), ask);
    }

    private static CapturePhase struck(List<String> log) {
        CapturePhase phase = null;
        for (String line : log) {
            if (line.startsWith("fault: ")) {
                return phase;
            }
            phase = line.startsWith(MARK) ? CapturePhase.valueOf(line.substring(MARK.length())) : phase;
        }
        return null;
    }

    /** Notes the phases in the game's log, and may ask the run to end. */
    private static final class Asking implements RunWatcher {

        private final VirtualGame game;
        private final CaptureWorld.Collected sink;
        private final boolean ask;
        private long asked;

        private Asking(VirtualGame game, CaptureWorld.Collected sink, boolean ask) {
            this.game = game;
            this.sink = sink;
            this.ask = ask;
        }

        @Override
        public void phase(CapturePhase phase) {
            game.log.add(MARK + phase.name());
        }

        @Override
        public boolean stops() {
            boolean stops = ask && sink.labels.size() >= FRAMES;
            asked = stops && asked == 0 ? game.time.nanos() : asked;
            return stops;
        }
    }
}
