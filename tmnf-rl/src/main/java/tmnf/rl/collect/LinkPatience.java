package tmnf.rl.collect;

import tmnf.tminterface.link.LinkSettings;

/** Links that give up waiting several times a second; who uses them waits again. */
final class LinkPatience {

    private LinkPatience() {
    }

    static LinkSettings of(int port) {
        return LinkSettings.of(port).withPatience(RaceTurns.SLICE, RaceTurns.SLICE);
    }
}
