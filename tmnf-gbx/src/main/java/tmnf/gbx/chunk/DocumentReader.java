package tmnf.gbx.chunk;

import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GameVersion;
import tmnf.gbx.GbxFile;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.GbxWarning.Code;
import tmnf.gbx.UnknownChunk;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.container.HeaderFactsReader;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.GbxContent;
import tmnf.gbx.model.Replay;

/**
 * Reads one complete file: container, header, body, and a replay's embedded challenge. Decides which trouble
 * refuses a file and which is a warning: whatever loses neither the blocks of a challenge nor the ghosts of a
 * replay is one.
 */
public final class DocumentReader {

    private final String label;
    private final byte[] bytes;
    private final GbxReadOptions options;
    private final List<GbxWarning> warnings = new ArrayList<>();
    private List<UnknownChunk> unknownChunks = List.of();
    private GbxHeader header;
    private GbxHeaderFacts facts;

    private DocumentReader(String label, byte[] bytes, GbxReadOptions options) {
        this.label = label;
        this.bytes = bytes;
        this.options = options;
    }

    public static GbxFile<GbxContent> read(String label, byte[] bytes, GbxReadOptions options)
            throws GbxFormatException {
        DocumentReader reader = new DocumentReader(label, bytes, options);
        return reader.read();
    }

    private GbxFile<GbxContent> read() throws GbxFormatException {
        header = ContainerReader.header(label, bytes, bytes.length);
        facts = HeaderFactsReader.read(label, header, warnings);
        try {
            checkReadable();
            GbxContent content = content();
            int trailing = ContainerReader.trailingBytes(bytes, header);
            if (trailing > 0) {
                warnings.add(
                        new GbxWarning(Code.TRAILING_BYTES, trailing + " bytes after the end of the body"));
            }
            return new GbxFile<>(label, facts, content, unknownChunks, warnings);
        } catch (GbxFormatException e) {
            throw e.withHeader(facts);
        }
    }

    private void checkReadable() throws GbxFormatException {
        if (!facts.game().readable()) {
            throw new GbxFormatException(
                    Reason.OTHER_GAME, label,
                    "written by " + facts.game().title() + "; only its header can be read, use a file of "
                            + GameVersion.FOREVER.title());
        }
    }

    private GbxContent content() throws GbxFormatException {
        byte[] body = ContainerReader.body(label, bytes, header, options.limits());
        BodyReader in = NodeReaders.open(label, body, header.nodeCount(), options)
                .withExternalNodes(header.externalNodes());
        try {
            GbxContent content = switch (ClassIds.normalise(header.classId())) {
                case ClassIds.CGameCtnReplayRecord -> replay(in);
                case ClassIds.CGameCtnChallenge -> challenge(in);
                case ClassIds.CGameCtnGhost -> GhostReader.read(in);
                case ClassIds.CGameCtnMediaClip -> MediaReader.clip(in);
                default -> throw new GbxFormatException(
                        Reason.UNSUPPORTED_CLASS, label,
                        "class " + ClassIds.format(header.classId())
                                + " is no replay, challenge, ghost or clip; choose another file");
            };
            if (in.remaining() > 0 && in.warnings().stream().noneMatch(w -> w.code() == Code.REST_SKIPPED)) {
                in.warn(Code.TRAILING_BYTES, in.remaining() + " bytes after the last chunk of the body");
            }
            return content;
        } catch (GbxFormatException e) {
            throw otherGame(e);
        } finally {
            warnings.addAll(in.warnings());
            unknownChunks = in.unknownChunks();
        }
    }

    /** Files of later games often have no telling header; then their unknown chunks tell. */
    private GbxFormatException otherGame(GbxFormatException e) {
        boolean telling = e.reason() == Reason.UNKNOWN_CHUNK || e.reason() == Reason.OTHER_GAME;
        if (!telling || facts.game() != GameVersion.UNKNOWN) {
            return e;
        }
        return e.as(
                Reason.OTHER_GAME,
                "probably written by " + GameVersion.MANIAPLANET.title() + " (" + e.detail()
                        + "); use a file of " + GameVersion.FOREVER.title());
    }

    private Replay replay(BodyReader in) throws GbxFormatException {
        ReplayReader reader = new ReplayReader();
        try {
            in.chunks(reader);
        } catch (GbxFormatException e) {
            if (reader.ghosts().isEmpty() || !partial(e)) {
                throw e;
            }
            ChallengeReader.warnUnread(in, e);
        }
        Challenge challenge = options.embeddedChallenge() ? embedded(reader.challengeBytes()) : null;
        Replay replay = new Replay(reader.challengeBytes(), challenge, reader.ghosts(), reader.clip());
        HeaderComparison.replay(facts, replay, warnings);
        return replay;
    }

    private Challenge challenge(BodyReader in) throws GbxFormatException {
        ChallengeReader reader = new ChallengeReader();
        try {
            in.chunks(reader);
        } catch (GbxFormatException e) {
            if (!reader.blocksRead() || !partial(e)) {
                throw e;
            }
            ChallengeReader.warnUnread(in, e);
        }
        Challenge challenge = reader.challenge()
                .thumbnail(HeaderFactsReader.thumbnail(header))
                .cost(facts.cost())
                .build();
        HeaderComparison.challenge(facts, challenge, warnings);
        return challenge;
    }

    /**
     * Whether the file may still be whole, and just holds something that is read wrongly: a packed body that
     * unpacks to its size is, one that is not packed may have lost its end.
     */
    private boolean partial(GbxFormatException e) {
        return header.bodyCompressed()
                || e.reason() == Reason.UNKNOWN_CHUNK || e.reason() == Reason.MALFORMED;
    }

    /** The challenge inside a replay, or null with a warning when it cannot be read. */
    private Challenge embedded(byte[] challengeBytes) {
        if (challengeBytes.length == 0) {
            return null;
        }
        // A challenge embeds nothing; a replay in its place must not lead to the one inside it, and so on.
        GbxReadOptions flat = new GbxReadOptions(options.limits(), options.samples(), false);
        try {
            GbxFile<GbxContent> file = read(label + " (embedded challenge)", challengeBytes, flat);
            if (file.content() instanceof Challenge challenge) {
                for (GbxWarning warning : file.warnings()) {
                    warnings.add(new GbxWarning(warning.code(), "embedded challenge: " + warning.message()));
                }
                return challenge;
            }
            warnings.add(new GbxWarning(Code.EMBEDDED_UNREADABLE, "the embedded file is no challenge"));
        } catch (GbxFormatException e) {
            warnings.add(new GbxWarning(
                    Code.EMBEDDED_UNREADABLE, "the embedded challenge cannot be read: " + e.detail()));
        }
        return null;
    }
}
