package tmnf.tminterface.link;

import tmnf.tminterface.protocol.Capability;
import tmnf.tminterface.protocol.FrameSize;
import tmnf.tminterface.protocol.ServerMessage;

/**
 * What can open the next turn, as far as this side asked for it on one connection: run steps unless the speed
 * is 0, a frame, a heartbeat, a poll. Without any of them the game would stand still for ever. Knows also the
 * size of the frame that was asked for, which an original plugin does not send.
 */
final class NextTurn {

    private FrameSize requested = FrameSize.NONE;
    private boolean sizedFrameComes;
    private boolean stopped; // we set the speed to 0 on this connection
    private boolean heartbeat;

    void speed(float speed) {
        stopped = speed == 0;
    }

    void frameRequested(FrameSize size) {
        requested = size;
        sizedFrameComes = false;
    }

    /** The next frame says its size; a request of the other kind is replaced. */
    void sizedFrameRequested() {
        requested = FrameSize.NONE;
        sizedFrameComes = true;
    }

    void frameTakenBack() {
        requested = FrameSize.NONE;
        sizedFrameComes = false;
    }

    /** Turns come by themselves, or come no more. */
    void heartbeat(boolean on) {
        heartbeat = on;
    }

    void turnBegan(ServerMessage turn) {
        if (turn instanceof ServerMessage.FrameEx) {
            sizedFrameComes = false;
        }
    }

    /** Only now the request for a frame is forgotten, as the plugin does it. */
    void turnEnded(ServerMessage turn) {
        if (turn instanceof ServerMessage.Frame) {
            requested = FrameSize.NONE;
        }
    }

    /** Of a frame that does not say it; {@link FrameSize#NONE} if none comes. */
    FrameSize frameSize() {
        return requested;
    }

    /** Refuses the end of a turn when nothing could ever open another one. */
    void require(ServerMessage turn, Capabilities capabilities) {
        boolean frameComes = requested.isReadable() && !(turn instanceof ServerMessage.Frame)
                || sizedFrameComes;
        boolean beats = heartbeat && capabilities.enabled().contains(Capability.HEARTBEAT);
        boolean comes = !stopped || frameComes || beats
                || capabilities.enabled().contains(Capability.POLLING);
        if (!comes) {
            throw new IllegalStateException("acknowledge() at speed 0 without a frame that comes would stop"
                    + " the game for ever: there are no run steps, and the plugin reads nothing outside"
                    + " turns. Call requestFrame() or setSpeed() first");
        }
    }
}
