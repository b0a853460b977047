package tmnf.capture.dataset.jpeg;

import java.io.IOException;

import javax.imageio.stream.ImageOutputStreamImpl;

/** Lets ImageIO write into a buffer. It only appends, so nothing is cached in between. */
final class BufferStream extends ImageOutputStreamImpl {

    private final JpegBuffer target;

    BufferStream(JpegBuffer target) {
        this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
        requireEnd();
        target.append(value);
        streamPos++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireEnd();
        target.append(bytes, offset, length);
        streamPos += length;
    }

    private void requireEnd() throws IOException {
        if (streamPos != target.length()) {
            throw new IOException("a JPEG is written from its beginning to its end");
        }
    }

    @Override
    public int read() throws IOException {
        throw new IOException("only for writing");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        throw new IOException("only for writing");
    }
}
