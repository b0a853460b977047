package tmnf.capture.dataset.jpeg;

import javax.imageio.stream.ImageInputStreamImpl;

/** Lets ImageIO read from an array, without a copy. */
final class ArrayStream extends ImageInputStreamImpl {

    private final byte[] bytes;
    private final int offset;
    private final int size;

    ArrayStream(byte[] bytes, int offset, int size) {
        this.bytes = bytes;
        this.offset = offset;
        this.size = size;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos >= size ? -1 : bytes[offset + (int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int count) {
        bitOffset = 0;
        if (streamPos >= size) {
            return count == 0 ? 0 : -1;
        }
        int length = (int) Math.min(count, size - streamPos);
        System.arraycopy(bytes, offset + (int) streamPos, target, from, length);
        streamPos += length;
        return length;
    }

    @Override
    public long length() {
        return size;
    }
}
