package tmnf.exchange.download;

import tmnf.gbx.GbxHeaderFacts;

/** What a replay says otherwise than the list: worth a note, and still what the site has. */
final class Oddity {

    private Oddity() {}

    /** In words; empty when file and list agree, or one of them says nothing. */
    static String of(String uid, ReplayEntry listed, GbxHeaderFacts facts) {
        if (!uid.isEmpty() && !facts.mapUid().isEmpty() && !facts.mapUid().equals(uid)) {
            return "drives another challenge, uid " + PlanMerge.cut(facts.mapUid()) + " instead of " + uid;
        }
        if (listed.timeMs() > 0 && facts.bestTime().isPresent() && facts.bestTimeMs() != listed.timeMs()) {
            return "its time is " + facts.bestTimeMs() + " ms, not " + listed.timeMs() + " as listed";
        }
        return "";
    }
}
