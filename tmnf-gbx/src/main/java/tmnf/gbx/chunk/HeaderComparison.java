package tmnf.gbx.chunk;

import java.util.List;
import tmnf.gbx.GbxHeaderFacts;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.GbxWarning.Code;
import tmnf.gbx.model.Challenge;
import tmnf.gbx.model.Ghost;
import tmnf.gbx.model.MapType;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Replay;
import tmnf.gbx.model.TmText;

/** Warns where a file's header and its body say different things; the body is believed. */
final class HeaderComparison {

    private HeaderComparison() {}

    static void replay(GbxHeaderFacts header, Replay replay, List<GbxWarning> warnings) {
        replay.bestGhost().ifPresent(ghost -> ghost(header, ghost, warnings));
        replay.challenge().ifPresent(
                challenge -> compare("map UID", header.mapUid(), challenge.uid(), warnings));
    }

    private static void ghost(GbxHeaderFacts header, Ghost ghost, List<GbxWarning> warnings) {
        if (header.bestTimeMs() != RaceTimes.NONE) {
            compare("race time", header.bestTimeMs(), ghost.raceTimeMs(), warnings);
        }
        if (header.respawns() >= 0 && ghost.respawns() != Ghost.UNKNOWN) {
            compare("respawns", header.respawns(), ghost.respawns(), warnings);
        }
        compare("login", header.login(), ghost.login(), warnings);
    }

    static void challenge(GbxHeaderFacts header, Challenge challenge, List<GbxWarning> warnings) {
        compare("map UID", header.mapUid(), challenge.uid(), warnings);
        compare("map name",
                TmText.withoutBom(header.mapName()), TmText.withoutBom(challenge.name()), warnings);
        compare("environment", header.environment(), challenge.environment(), warnings);
        compare("author", header.author(), challenge.author(), warnings);
        compare("map type", header.mapType(), challenge.mapType().map(MapType::label).orElse(""), warnings);
        if (header.authorTimeMs() != RaceTimes.NONE) {
            compare("author time", header.authorTimeMs(), challenge.medals().authorMs(), warnings);
        }
    }

    /** An empty value says nothing and differs from nothing. */
    private static void compare(String what, String inHeader, String inBody, List<GbxWarning> warnings) {
        if (!inHeader.isEmpty() && !inBody.isEmpty() && !inHeader.equals(inBody)) {
            warnings.add(new GbxWarning(
                    Code.HEADER_DIFFERS,
                    what + " is '" + inHeader + "' in the header, '" + inBody + "' in the body"));
        }
    }

    private static void compare(String what, int inHeader, int inBody, List<GbxWarning> warnings) {
        if (inHeader != inBody) {
            compare(what, Integer.toString(inHeader), Integer.toString(inBody), warnings);
        }
    }
}
