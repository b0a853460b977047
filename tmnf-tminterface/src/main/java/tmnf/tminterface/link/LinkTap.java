package tmnf.tminterface.link;

import java.nio.ByteBuffer;

/**
 * Sees every byte of a link, in order, after it was sent or received. Called on the thread of the link; the
 * buffers are views that are valid during the call.
 */
public interface LinkTap {

    /** Looks away. */
    LinkTap NONE = new LinkTap() {
        @Override
        public void connected() {
        }

        @Override
        public void sent(ByteBuffer bytes) {
        }

        @Override
        public void received(ByteBuffer bytes) {
        }
    };

    /** A new connection begins. */
    void connected();

    /** These bytes went to the game. */
    void sent(ByteBuffer bytes);

    /** These bytes came from the game. */
    void received(ByteBuffer bytes);
}
