package tmnf.capture.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.Replay;
import tmnf.gbx.script.InputScript;
import tmnf.gbx.script.ReplayScripts;
import tmnf.gbx.script.ScriptException;
import tmnf.gbx.script.ScriptOptions;
import tmnf.gbx.script.ScriptStyle;

/**
 * A replay as a capture sees it: the ghost that is driven again, its script, and what it was driven on.
 *
 * @param ghost the best one by the rule of the script's style
 * @param drivenUid of the challenge; empty when the replay does not say
 */
record CapturedDrive(String sha1, Replay replay, Ghost ghost, String drivenUid, InputScript script,
        String scriptText) {

    /** Goes up when the same replay gives another script. */
    private static final String CONVERTER = "tmnf script converter 1";

    /** A replay file that was read. */
    record Contents(String sha1, Replay replay, String headerUid) {
    }

    /** Reads a replay file once. */
    static Contents read(Path file) throws IOException {
        GbxReadOptions depth = new GbxReadOptions(
                GbxReadOptions.FULL.limits(), GbxReadOptions.Samples.ON_USE, false);
        byte[] bytes = GbxFiles.bytes(file, depth.limits());
        GbxFile<Replay> read = GbxFiles.readReplay(file.toString(), bytes, depth);
        return new Contents(Sha.hex(bytes), read.content(), read.header().mapUid());
    }

    /** The drive in a replay; throws if no script can be made of it. */
    static CapturedDrive of(String trackId, Contents contents, ScriptOptions options) throws ScriptException {
        Replay replay = contents.replay();
        boolean upstream = options.style() == ScriptStyle.UPSTREAM;
        Optional<Ghost> best = upstream ? replay.bestGhostUpstream() : replay.bestGhost();
        Ghost ghost = best.orElseThrow(() -> new ScriptException(
                ScriptException.Reason.NO_GHOST, "the replay holds no ghost"));
        InputScript script = ReplayScripts.of(ghost, options);
        String uid = contents.headerUid().isEmpty() ? ghost.validationMapUid() : contents.headerUid();
        String text = script.text(List.of(plain("track " + trackId), "replay sha1 " + contents.sha1(),
                CONVERTER + ", style " + options.style().label()));
        return new CapturedDrive(contents.sha1(), replay, ghost, uid, script, text);
    }

    /** The name of its script without worker and ending. */
    String scriptHash() {
        return Sha.hex12(scriptText);
    }

    ReplayTask task(String trackId, String name, Path file, String uid) {
        return new ReplayTask(
                trackId, name, file, sha1, ghost.raceTimeMs(), uid, ghost.checkpoints().size());
    }

    /** The game reads its scripts byte by byte. */
    private static String plain(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }
}
