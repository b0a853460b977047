package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.tminterface.launch.NativeCalls;
import tmnf.tminterface.sharedmemory.MappingOpener;
import tmnf.tminterface.sharedmemory.SharedMapping;

/**
 * Calls native libraries as the program does, and compares what they return with what is known otherwise:
 * the number of this process, a picture; on Windows the mapping of a game, too.
 */
final class NativeCheck {

    private static final int SIDE = 64;
    private static final int QUALITY = 95;
    /** Far beyond what is lost at that quality, far below another picture. */
    private static final int MOST_LOSS = 16;

    private final LongSupplier processId;
    private final boolean windows;
    private final MappingOpener mapping;
    private final Supplier<JpegCodec> codecs;

    /**
     * A test gives calls of its own.
     *
     * @param codecs asked last: where no native call can be made it is the first one that has to fail, for
     *     only then is it said why
     */
    NativeCheck(LongSupplier processId, boolean windows, MappingOpener mapping,
            Supplier<JpegCodec> codecs) {
        this.processId = Objects.requireNonNull(processId, "processId");
        this.windows = windows;
        this.mapping = Objects.requireNonNull(mapping, "mapping");
        this.codecs = Objects.requireNonNull(codecs, "codecs");
    }

    /** With what this machine has. */
    static NativeCheck ofThisMachine() {
        return new NativeCheck(NativeCalls::processId, System.getProperty("os.name").startsWith("Windows"),
                MappingOpener.named("TMInterface0", SharedMapping.DEFAULT_SIZE),
                () -> JpegCodecs.turbo().orElseGet(JpegCodecs::imageIo));
    }

    /** Says what was returned. */
    String run() throws IOException, StepFailed {
        return number() + (windows ? "; " + mapping() : "") + "; " + picture();
    }

    private String number() throws StepFailed {
        long known = ProcessHandle.current().pid();
        long returned;
        try {
            returned = processId.getAsLong();
        } catch (LinkageError e) {
            throw new StepFailed(false, "the system's own calls cannot be made: " + e.getMessage(),
                    "let programs run from Java's folder for temporary files, or name another one with"
                    + " TMNF_JAVA_OPTS=-Djna.tmpdir=FOLDER", "", e);
        }
        String said = NativeCalls.processIdCall() + " says " + returned;
        if (returned != known) {
            throw StepFailed.broken(said + ", but this is process " + known, "attach the report to an issue");
        }
        return said + ", which this process is";
    }

    private String mapping() throws IOException {
        return mapping.tryOpen().map(opened -> {
            opened.close();
            return "a game of TMInterface 1 runs";
        }).orElse("Windows finds no mapping of a game of TMInterface 1");
    }

    private String picture() throws JpegException, StepFailed {
        byte[] pixels = new byte[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (2 * (i % SIDE) + 2 * (i / SIDE)); // from black to white
        }
        JpegCodec codec = codecs.get();
        byte[] back = thereAndBack(codec, new Picture(SIDE, SIDE, PixelFormat.GREY, pixels.clone()));
        int loss = 0;
        for (int i = 0; i < pixels.length; i++) {
            loss = Math.max(loss, Math.abs((pixels[i] & 0xff) - (back[i] & 0xff)));
        }
        if (loss > MOST_LOSS) {
            throw StepFailed.broken(codec.name() + " gives back another picture: pixels are off by up to "
                    + loss, "install another libturbojpeg, or remove it: Java's own takes its place");
        }
        return "a picture through " + codec.name() + " is off by " + loss + " at most";
    }

    private static byte[] thereAndBack(JpegCodec codec, Picture picture) throws JpegException {
        JpegBuffer file = new JpegBuffer();
        try (JpegEncoder encoder = codec.encoder(); JpegDecoder decoder = codec.decoder()) {
            encoder.encode(picture, QUALITY, file);
            return Arrays.copyOf(decoder.decode(file.toBytes(), PixelFormat.GREY).pixels(), SIDE * SIDE);
        }
    }
}
