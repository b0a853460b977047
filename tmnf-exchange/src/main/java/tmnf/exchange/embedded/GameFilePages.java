package tmnf.exchange.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import tmnf.gbx.GbxFiles;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxLimits;
import tmnf.gbx.GbxReadOptions;

/** Answers with the content of files: {@code /recordgbx/<replay id>} and {@code /trackgbx/<track id>}. */
final class GameFilePages {

    static final Answer NOT_FOUND = Answer.page(404,
            "<!DOCTYPE html><html><head><title>Not found</title></head><body><h1>404</h1></body></html>");

    private static final Pattern UNSAFE = Pattern.compile("[^\\x20-\\x7E]|[\"\\\\]");

    private final ExchangeData data;

    GameFilePages(ExchangeData data) {
        this.data = data;
    }

    Answer replay(long id) throws IOException {
        Optional<Path> file = data.replay(id).flatMap(ServedReplay::file);
        return file.isPresent() ? file(file.get()) : NOT_FOUND;
    }

    /** The challenge file; of a track without one, the challenge inside one of its replays. */
    Answer challenge(long id) throws IOException {
        Optional<ServedTrack> track = data.track(id);
        Optional<Path> file = track.flatMap(ServedTrack::challengeFile);
        if (file.isPresent()) {
            return file(file.get());
        }
        return track.isPresent() ? embedded(track.get()) : NOT_FOUND;
    }

    private static Answer file(Path file) throws IOException {
        try {
            return gameFile(file.getFileName().toString(), GbxFiles.bytes(file, GbxLimits.DEFAULT));
        } catch (NoSuchFileException e) {
            return NOT_FOUND; // removed since the index was made
        }
    }

    private static Answer embedded(ServedTrack track) throws IOException {
        for (ServedReplay replay : track.replays()) {
            if (replay.file().isPresent()) {
                try {
                    byte[] challenge = GbxFiles.readReplay(replay.file().get(), GbxReadOptions.INPUTS)
                            .content().challengeBytes();
                    if (challenge.length > 0) {
                        return gameFile(track.id() + ".Challenge.Gbx", challenge);
                    }
                } catch (GbxFormatException | NoSuchFileException e) {
                    continue; // the next replay may be better
                }
            }
        }
        return NOT_FOUND;
    }

    private static Answer gameFile(String name, byte[] content) {
        String plain = UNSAFE.matcher(name).replaceAll("_");
        String exact = plain.equals(name) ? "" : "; filename*=UTF-8''" + percentEncoded(name);
        return Answer.of(200, Answer.GAME_FILE, content)
                .with("Content-Disposition", "attachment; filename=\"" + plain + '"' + exact);
    }

    private static String percentEncoded(String name) {
        return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
