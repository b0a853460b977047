package tmnf.cli.doctor.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import tmnf.capture.dataset.jpeg.JpegBuffer;
import tmnf.capture.dataset.jpeg.JpegCodec;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegEncoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.JpegLimits;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.tminterface.launch.NativeCalls;
import tmnf.tminterface.sharedmemory.InMemoryMapping;
import tmnf.tminterface.sharedmemory.MappingOpener;
import tmnf.tminterface.sharedmemory.SharedMapping;

/** The step passes where native calls return what they should, and nowhere else. */
class NativeCheckTest {

    private static final long PID = ProcessHandle.current().pid();
    private static final MappingOpener NO_GAME = Optional::empty;

    @Test
    void saysWhatTheSystemReturned() throws Exception {
        assertThat(NativeCheck.ofThisMachine().run())
                .startsWith(NativeCalls.processIdCall() + " says " + PID + ", which this process is; ")
                .containsPattern("a picture through .+ is off by \\d at most");
    }

    @Test
    void anotherNumberIsAFailure() {
        assertThatThrownBy(check(() -> PID + 1, NO_GAME, JpegCodecs::imageIo)::run)
                .isInstanceOfSatisfying(StepFailed.class, e -> assertThat(e.isBearable()).isFalse())
                .hasMessageContaining("says " + (PID + 1) + ", but this is process " + PID);
    }

    @Test
    void aLibraryThatCannotBeCalledIsAFailureThatSaysWhatToDo() {
        LongSupplier none = () -> {
            throw new UnsatisfiedLinkError("libjnidispatch.so: failed to map segment");
        };

        assertThatThrownBy(check(none, NO_GAME, () -> {
            throw new AssertionError("looking for a codec loads libraries, too, and hides why that fails");
        })::run)
                .isInstanceOfSatisfying(StepFailed.class, e -> {
                    assertThat(e.isBearable()).isFalse();
                    assertThat(e.fix()).contains("-Djna.tmpdir=");
                }).hasMessageContaining("failed to map segment").hasCauseInstanceOf(LinkageError.class);
    }

    @Test
    void onWindowsAMappingIsAskedFor() throws Exception {
        assertThat(check(() -> PID, NO_GAME, JpegCodecs::imageIo).run())
                .contains("; Windows finds no mapping of a game of TMInterface 1; ");
        assertThat(check(() -> PID, MappingOpener.memory(InMemoryMapping.create(SharedMapping.DEFAULT_SIZE)),
                JpegCodecs::imageIo).run()).contains("; a game of TMInterface 1 runs; ");
        assertThatThrownBy(check(() -> PID, () -> {
            throw new IOException("Windows error 5");
        }, JpegCodecs::imageIo)::run).isInstanceOf(IOException.class).hasMessage("Windows error 5");
    }

    @Test
    void anotherPictureIsAFailure() {
        assertThatThrownBy(check(() -> PID, NO_GAME, UpsideDown::new)::run)
                .isInstanceOf(StepFailed.class)
                .hasMessageContaining("upside down gives back another picture");
    }

    private static NativeCheck check(LongSupplier processId, MappingOpener mapping,
            Supplier<JpegCodec> codecs) {
        return new NativeCheck(processId, true, mapping, codecs);
    }

    /** Java's own, but for the rows, which it writes from below. */
    private static final class UpsideDown implements JpegCodec {

        @Override
        public String name() {
            return "upside down";
        }

        @Override
        public JpegEncoder encoder() throws JpegException {
            JpegEncoder encoder = JpegCodecs.imageIo().encoder();
            return new JpegEncoder() {
                @Override
                public void encode(Picture picture, int quality, JpegBuffer target) throws JpegException {
                    byte[] turned = new byte[picture.size()];
                    int width = picture.width();
                    for (int y = 0; y < picture.height(); y++) {
                        System.arraycopy(picture.pixels(), y * width, turned,
                                (picture.height() - 1 - y) * width, width);
                    }
                    encoder.encode(new Picture(width, picture.height(), picture.format(), turned), quality,
                            target);
                }

                @Override
                public void close() {
                    encoder.close();
                }
            };
        }

        @Override
        public JpegDecoder decoder(JpegLimits limits) throws JpegException {
            return JpegCodecs.imageIo().decoder(limits);
        }
    }
}
