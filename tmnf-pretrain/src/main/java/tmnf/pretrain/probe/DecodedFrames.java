package tmnf.pretrain.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.data.FrameCacheBuilder;
import tmnf.pretrain.data.FrameTree;
import tmnf.pretrain.net.StackedEncoder;

/**
 * Frames of a dataset as an encoder sees them.
 *
 * @param cache that has them
 * @param temporary folder that they lie in, if any; goes with {@link #close}
 * @param progress hears where it does not
 */
record DecodedFrames(FrameCache cache, Optional<ProbeFolder> temporary, EncoderProbe.Progress progress)
        implements AutoCloseable {

    /** Decodes those that are not in the cache of the settings. */
    static DecodedFrames of(FrameTree tree, StackedEncoder network, Optional<Path> cache,
            EncoderProbe.Progress progress, BooleanSupplier stopped) throws IOException, ProbeException {
        Optional<ProbeFolder> temporary = cache.isPresent() ? Optional.empty()
                : Optional.of(ProbeFolder.create(Path.of(System.getProperty("java.io.tmpdir")),
                        Instant.now()));
        try {
            FrameCache frames = new FrameCacheBuilder(network.height(), network.width(), 0, false,
                    FrameCacheBuilder.USUAL_PATIENCE).openOrBuild(tree,
                            cache.or(() -> temporary.map(ProbeFolder::path)).orElseThrow(),
                            progress::decoded, stopped).orElseThrow(() ->
                                    new ProbeException(ProbeException.Kind.STOPPED, "stopped while frames "
                                            + "were being decoded; the same command begins again"));
            return new DecodedFrames(frames, temporary, progress);
        } catch (IOException | ProbeException | RuntimeException e) {
            if (temporary.isPresent()) {
                temporary.get().delete(progress);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        cache.close();
        if (temporary.isPresent()) {
            temporary.get().delete(progress);
        }
    }
}
