package tmnf.capture.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import tmnf.gbx.GbxFiles;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.tminterface.protocol.ServerReply;
import tmnf.tminterface.sim.console.LoadedScript;
import tmnf.tminterface.sim.game.FramePainter;
import tmnf.tminterface.sim.game.GameFolder;
import tmnf.tminterface.sim.game.GameMap;
import tmnf.tminterface.sim.game.GameMaps;
import tmnf.tminterface.sim.game.TrackMap;
import tmnf.tminterface.sim.game.TrackMaps;
import tmnf.tminterface.sim.race.Race;
import tmnf.tminterface.sim.track.BuiltInTracks;

/**
 * The challenges of one game, on one of which the car follows a ghost: that of the replay which was named
 * last. A race takes up another ghost when it begins anew, so that no challenge has to be loaded twice.
 * Safe for use by the game's thread and another one that names replays.
 */
final class FollowingMaps implements GameMaps {

    private static final String NAME = "followed";

    private final TrackMaps all;
    private final GameFolder folder;
    private final TrackMaps own;
    private Path followed; // null: none
    private Optional<Ghost> ghost = Optional.empty(); // of that replay
    private String uid = "";
    private TrackMap found; // null: not looked up since the replay was named

    FollowingMaps(TrackMaps all, GameFolder folder) {
        this.all = all;
        this.folder = folder;
        this.own = new TrackMaps(Optional.of(folder), line -> { });
    }

    /**
     * From the next race on its challenge on, the path of this replay is followed; on built-in tracks none.
     *
     * @throws IOException if it can't be read, or has no path to follow
     */
    void follow(Path file) throws IOException {
        synchronized (this) {
            if (file.equals(followed)) {
                return;
            }
        }
        Replay replay = GbxFiles.readReplay(file).content();
        String its = replay.challenge().map(Challenge::uid).orElse("");
        TrackMap map = BuiltIn.UIDS.contains(its) ? null : TrackMap.of(replay);
        synchronized (this) {
            followed = file;
            ghost = replay.bestGhost();
            found = null;
            uid = map == null ? "" : map.track().uid();
            if (map != null) {
                own.give(NAME, map);
            }
        }
    }

    /** A simulated game validates nothing: the replay that was named last stands for the validated one. */
    @Override
    public synchronized Optional<LoadedScript> validated(long untilMs) {
        return ghost.map(driven -> TrackMap.inputs(driven, untilMs));
    }

    @Override
    public GameMap find(String name) throws IOException {
        synchronized (this) {
            found = null; // what is loaded shows the personal best that is there now
        }
        try {
            return new Following(all.find(name));
        } catch (IOException e) {
            // Of other environments nobody knows the blocks, but the drive tells where the road is.
            GameMap road = followed(uidOf(name, e)).orElseThrow(() -> e);
            return new Following(road);
        }
    }

    private String uidOf(String name, IOException unknown) throws IOException {
        try {
            return GbxFiles.readChallenge(folder.challenge(name)).content().uid();
        } catch (IOException e) {
            throw unknown; // it says more
        }
    }

    private synchronized Optional<GameMap> followed(String challenge) {
        if (uid.isEmpty() || !uid.equals(challenge)) {
            return Optional.empty();
        }
        if (found == null) {
            try {
                // Looked up now and not before: personal bests may have been moved away since.
                found = own.find(NAME);
            } catch (IOException e) {
                throw new IllegalStateException("a map that was given is gone", e);
            }
        }
        return Optional.of(found);
    }

    /** A challenge that is replaced by the followed one, if it is the same, when a race begins. */
    private final class Following implements GameMap {

        private final GameMap plain;

        private Following(GameMap plain) {
            this.plain = plain;
        }

        @Override
        public GameMap suiting(Optional<LoadedScript> script) {
            return followed(plain.challenge().uid()).orElseGet(() -> plain.suiting(script));
        }

        @Override
        public ServerReply.Challenge challenge() {
            return plain.challenge();
        }

        @Override
        public boolean hasIntro() {
            return plain.hasIntro();
        }

        @Override
        public Race newRace() {
            return plain.newRace();
        }

        @Override
        public FramePainter newPainter() {
            return plain.newPainter();
        }
    }

    /** Built when the first replay is named. */
    private static final class BuiltIn {
        static final Set<String> UIDS = BuiltInTracks.names().stream()
                .map(name -> BuiltInTracks.challenge(name).uid()).collect(Collectors.toSet());
    }
}
