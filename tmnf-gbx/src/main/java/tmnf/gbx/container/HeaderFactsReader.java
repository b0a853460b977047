package tmnf.gbx.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tmnf.gbx.GameVersion;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxHeaderFacts.Kind;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.model.Ident;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.RaceTimes;

/**
 * Reads what the header chunks of replays and challenges say, for all games of the series. A damaged header
 * chunk is a warning: the others are still read. Layouts: gbx-format note, sections 4 and 7.
 */
public final class HeaderFactsReader {

    private final String label;
    private final List<GbxWarning> warnings = new ArrayList<>();
    private String uid = "";
    private String mapName = "";
    private String environment = "";
    private String author = "";
    private String mood = "";
    private String mapType = "";
    private String login = "";
    private String nickname = "";
    private int bestTimeMs = RaceTimes.NONE;
    private int authorTimeMs = RaceTimes.NONE;
    private int cost;
    private int storedMapType = -1;
    private XmlAttributes xml = XmlAttributes.parse("");

    private HeaderFactsReader(String label) {
        this.label = label;
    }

    /** The facts of a header, and the oddities met in {@code warnings}. */
    public static GbxHeaderFacts read(String label, GbxHeader header, List<GbxWarning> warnings) {
        HeaderFactsReader reader = new HeaderFactsReader(label);
        for (HeaderChunk chunk : header.chunks()) {
            reader.chunk(chunk);
        }
        warnings.addAll(reader.warnings);
        return reader.facts(header.classId());
    }

    /** The thumbnail and comments of a challenge header, raw; empty when there is no such chunk. */
    public static byte[] thumbnail(GbxHeader header) {
        for (HeaderChunk chunk : header.chunks()) {
            if (ClassIds.normalise(chunk.id()) == (ClassIds.CGameCtnChallenge | 0x007)) {
                return ThumbnailChunk.read(chunk.data());
            }
        }
        return new byte[0];
    }

    private void chunk(HeaderChunk chunk) {
        IdReader in = new IdReader(label, chunk.data(), 0, chunk.data().length);
        try {
            switch (ClassIds.normalise(chunk.id())) {
                case ClassIds.CGameCtnReplayRecord -> replay(in);
                case ClassIds.CGameCtnReplayRecord | 0x001, ClassIds.CGameCtnChallenge | 0x005 ->
                    xml = XmlAttributes.parse(in.str());
                case ClassIds.CGameCtnChallenge | 0x002 -> challengeTimes(in);
                case ClassIds.CGameCtnChallenge | 0x003 -> challengeIdent(in);
                default -> { }
            }
        } catch (GbxFormatException e) {
            warnings.add(new GbxWarning(
                    GbxWarning.Code.CHUNK_SKIPPED,
                    "header chunk " + ClassIds.format(chunk.id()) + " is damaged and was skipped: "
                            + e.detail()));
        }
    }

    /**
     * Chunk 0x03093000: u32 version (all ones in files of development builds); from 3 on ident, time, str
     * nickname; from 6 on str login.
     */
    private void replay(IdReader in) throws GbxFormatException {
        long version = in.u32();
        if (version >= 3) {
            ident(in.ident());
            bestTimeMs = in.i32();
            nickname = in.str();
        }
        if (version >= 6) {
            login = in.str();
        }
    }

    /**
     * Chunk 0x03043002: u8 version; up to 2 ident, str name; bool locked; from 1 on four medal times; 2: u8;
     * from 4 on u32 cost; from 5 on bool lap race; 6: bool; from 7 on u32 play mode.
     */
    private void challengeTimes(IdReader in) throws GbxFormatException {
        int version = in.u8();
        if (version <= 2) {
            ident(in.ident());
            mapName = in.str();
        }
        in.bool();
        if (version >= 1) {
            in.skip(12);
            authorTimeMs = in.i32();
        }
        if (version == 2) {
            in.u8();
        }
        if (version >= 4) {
            cost = in.i32();
        }
        if (version >= 5) {
            in.skip(4);
        }
        if (version == 6) {
            in.skip(4);
        }
        if (version >= 7) {
            storedMapType = in.i32();
        }
    }

    /**
     * Chunk 0x03043003: u8 version; ident, str name; u8 kind; from 1 on u32, str password; from 2 on ident.
     */
    private void challengeIdent(IdReader in) throws GbxFormatException {
        int version = in.u8();
        ident(in.ident());
        mapName = in.str();
        if (version >= 2) {
            in.u8();
            in.i32();
            in.str();
            mood = in.id();
        }
    }

    private void ident(Ident ident) {
        uid = ident.id();
        environment = ident.collection();
        author = ident.author();
    }

    private GbxHeaderFacts facts(int classId) {
        Kind kind = kind(classId);
        String exeVersion = xml.get("header", "exever");
        return new GbxHeaderFacts(
                classId,
                kind,
                game(classId, exeVersion),
                exeVersion,
                uid.isEmpty() ? firstOf(xml.get("ident", "uid"), xml.get("challenge", "uid")) : uid,
                mapName,
                environment.isEmpty() ? xml.get("desc", "envir") : environment,
                author.isEmpty() ? xml.get("ident", "author") : author,
                mood.isEmpty() ? xml.get("desc", "mood") : mood,
                MapType.ofStored(storedMapType).map(MapType::label).orElse(xml.get("desc", "type")),
                xml.number("desc", "nblaps", 0),
                bestTimeMs == RaceTimes.NONE ? xml.number("times", "best", RaceTimes.NONE) : bestTimeMs,
                authorTimeMs == RaceTimes.NONE
                        ? xml.number("times", "authortime", RaceTimes.NONE)
                        : authorTimeMs,
                cost,
                login,
                nickname,
                xml.number("times", "respawns", -1),
                xml.number("times", "stuntscore", -1));
    }

    private static String firstOf(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static Kind kind(int classId) {
        return switch (ClassIds.normalise(classId)) {
            case ClassIds.CGameCtnReplayRecord -> Kind.REPLAY;
            case ClassIds.CGameCtnChallenge -> Kind.CHALLENGE;
            case ClassIds.CGameCtnGhost -> Kind.GHOST;
            case ClassIds.CGameCtnMediaClip -> Kind.CLIP;
            default -> Kind.UNKNOWN;
        };
    }

    /**
     * The XML's layout version and program version tell the era; the oldest files have no XML. TMc.6 and
     * TMr.6 are the first layouts that this library reads. Source: gbx-format note, section 2.3.
     */
    private GameVersion game(int classId, String exeVersion) {
        if (exeVersion.startsWith("2.")) {
            return GameVersion.FOREVER;
        }
        if (exeVersion.startsWith("3.")) {
            return GameVersion.MANIAPLANET;
        }
        String layout = xml.get("header", "version");
        if (layout.equals("TMc.6") || layout.equals("TMr.6") || layout.equals("TMr.7")) {
            return GameVersion.UNITED;
        }
        if (layout.startsWith("TM")) {
            return GameVersion.SUNRISE_ESWC;
        }
        // The ids of the oldest games; 0x2407E000 is none of them, TMF writes it too.
        boolean oldest = classId == 0x24003000 || classId == 0x2403F000;
        return oldest && xml.isEmpty() ? GameVersion.TM_ORIGINAL : GameVersion.UNKNOWN;
    }

    /** Chunk 0x03043007: u32 version; from 1 on u32 n, tag, n bytes of JPEG, closing tag, comments. */
    private static final class ThumbnailChunk {
        private static final byte[] OPEN = "<Thumbnail.jpg>".getBytes(StandardCharsets.US_ASCII);

        private ThumbnailChunk() {}

        static byte[] read(byte[] chunk) {
            GbxReader in = new GbxReader("", chunk, 0, chunk.length);
            try {
                if (in.i32() < 1) {
                    return new byte[0];
                }
                int n = in.i32();
                in.skip(OPEN.length);
                return in.bytes(n);
            } catch (GbxFormatException e) {
                return new byte[0];
            }
        }
    }
}
