package tmnf.capture.dataset.jpeg;

import java.util.Objects;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import tmnf.capture.dataset.jpeg.JpegException.Reason;

/** libturbojpeg. */
final class TurboCodec implements JpegCodec {

    private final TurboJpeg library;

    TurboCodec(TurboJpeg library) {
        this.library = library;
    }

    @Override
    public String name() {
        return "libturbojpeg";
    }

    @Override
    public JpegEncoder encoder() throws JpegException {
        return new Encoder(library);
    }

    @Override
    public JpegDecoder decoder(JpegLimits limits) throws JpegException {
        return new Decoder(library, limits);
    }

    private static Pointer handle(Pointer made) throws JpegException {
        if (made == null) {
            throw new JpegException(Reason.LIBRARY, "libturbojpeg makes no codec; memory may be short");
        }
        return made;
    }

    /** Owns a compressor and its memory. */
    private static final class Encoder implements JpegEncoder {

        private final TurboJpeg library;
        private final NativeBuffer pixels = new NativeBuffer();
        private final NativeBuffer file = new NativeBuffer();
        private final PointerByReference filePointer = new PointerByReference();
        private final NativeLongByReference fileSize = new NativeLongByReference();
        /** Null after closing. */
        private Pointer handle;

        Encoder(TurboJpeg library) throws JpegException {
            this.library = library;
            handle = handle(library.tjInitCompress());
        }

        @Override
        public void encode(Picture picture, int quality, JpegBuffer target) throws JpegException {
            requireOpen(handle);
            checkQuality(quality);
            boolean grey = picture.format() == PixelFormat.GREY;
            int sampling = grey ? TurboJpeg.SAMPLING_GREY : TurboJpeg.SAMPLING_420;
            Memory from = pixels.atLeast(picture.size());
            from.write(0, picture.pixels(), 0, picture.size());
            long most = library.tjBufSize(picture.width(), picture.height(), sampling).longValue();
            if (most <= 0 || most > Integer.MAX_VALUE) {
                throw new JpegException(Reason.TOO_LARGE, "libturbojpeg takes no picture of " + picture);
            }
            Memory to = file.atLeast(most);
            filePointer.setValue(to);
            fileSize.setValue(new NativeLong(to.size()));
            if (library.tjCompress2(handle, from, picture.width(), 0, picture.height(),
                    grey ? TurboJpeg.PIXELS_GREY : TurboJpeg.PIXELS_RGB, filePointer, fileSize, sampling,
                    quality, TurboJpeg.NO_REALLOC | TurboJpeg.ACCURATE_DCT) != 0) {
                throw failure(library, handle, "cannot encode " + picture, Reason.LIBRARY);
            }
            int size = Math.toIntExact(fileSize.getValue().longValue());
            Objects.checkFromIndexSize(0, size, (int) Math.min(to.size(), Integer.MAX_VALUE));
            target.clear();
            target.reserve(size);
            to.read(0, target.array(), 0, size);
            target.filled(size);
        }

        @Override
        public void close() {
            if (handle != null) {
                library.tjDestroy(handle);
                handle = null;
                pixels.close();
                file.close();
                ((Memory) filePointer.getPointer()).close();
                ((Memory) fileSize.getPointer()).close();
            }
        }
    }

    /** Owns a decompressor and its memory. */
    private static final class Decoder implements JpegDecoder {

        private final TurboJpeg library;
        private final JpegLimits limits;
        private final NativeBuffer file = new NativeBuffer();
        private final NativeBuffer pixels = new NativeBuffer();
        /** Null after closing. */
        private Pointer handle;

        Decoder(TurboJpeg library, JpegLimits limits) throws JpegException {
            this.library = library;
            this.limits = Objects.requireNonNull(limits);
            handle = handle(library.tjInitDecompress());
        }

        @Override
        public Picture decode(byte[] jpeg, int offset, int length, PixelFormat wanted) throws JpegException {
            requireOpen(handle);
            Objects.checkFromIndexSize(offset, length, jpeg.length);
            JpegHeader header = JpegHeader.read(jpeg, offset, length, limits);
            Memory from = file.atLeast(length);
            from.write(0, jpeg, offset, length);
            int size = header.width() * header.height() * wanted.bytes();
            Memory to = pixels.atLeast(size);
            if (library.tjDecompress2(handle, from, new NativeLong(length), to, header.width(), 0,
                    header.height(),
                    wanted == PixelFormat.GREY ? TurboJpeg.PIXELS_GREY : TurboJpeg.PIXELS_RGB,
                    TurboJpeg.ACCURATE_DCT | TurboJpeg.STOP_ON_WARNING | TurboJpeg.LIMIT_SCANS) != 0) {
                throw failure(library, handle, "cannot decode the file", Reason.NO_JPEG);
            }
            return new Picture(header.width(), header.height(), wanted, to.getByteArray(0, size));
        }

        @Override
        public void close() {
            if (handle != null) {
                library.tjDestroy(handle);
                handle = null;
                file.close();
                pixels.close();
            }
        }
    }

    private static void requireOpen(Pointer handle) {
        if (handle == null) {
            throw new IllegalStateException("this codec is closed");
        }
    }

    static void checkQuality(int quality) {
        if (quality < 1 || quality > 100) {
            throw new IllegalArgumentException("the JPEG quality is 1 to 100, not " + quality);
        }
    }

    private static JpegException failure(TurboJpeg library, Pointer handle, String what, Reason reason) {
        String said = String.valueOf(library.tjGetErrorStr2(handle)).strip();
        boolean early = said.contains("Premature end") || said.contains("prematurely");
        return new JpegException(early ? Reason.TRUNCATED : reason, "libturbojpeg " + what + ": " + said);
    }
}
