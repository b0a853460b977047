package tmnf.pretrain.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import tmnf.gbx.file.FileTrees;
import tmnf.gbx.file.TemporaryFolder;
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
record DecodedFrames(FrameCache cache, Optional<TemporaryFolder> temporary, EncoderProbe.Progress progress)
        implements AutoCloseable {

    /** Decodes those that are not in the cache of the settings. */
    static DecodedFrames of(FrameTree tree, StackedEncoder network, Optional<Path> cache,
            EncoderProbe.Progress progress, BooleanSupplier stopped) throws IOException, ProbeException {
        Optional<TemporaryFolder> temporary = cache.isPresent() ? Optional.empty()
                : Optional.of(TemporaryFolder.create("tmnf-probe"));
        try {
            FrameCache frames = new FrameCacheBuilder(network.height(), network.width(), 0, false,
                    FrameCacheBuilder.USUAL_PATIENCE).openOrBuild(tree,
                            cache.or(() -> temporary.map(TemporaryFolder::root)).orElseThrow(),
                            progress::decoded, stopped).orElseThrow(() ->
                                    new ProbeException(ProbeException.Kind.STOPPED, "stopped while frames "
                                            + "were being decoded; the same command begins again"));
            return new DecodedFrames(frames, temporary, progress);
        } catch (IOException | ProbeException | RuntimeException e) {
            if (temporary.isPresent()) {
                delete(temporary.get(), progress);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        cache.close();
        if (temporary.isPresent()) {
            delete(temporary.get(), progress);
        }
    }

    private static void delete(TemporaryFolder folder, EncoderProbe.Progress progress) throws IOException {
        if (!folder.delete()) {
            warnOfLeft(folder.root(), progress);
        }
    }

    /** What stays is no reason to lose what was probed, but is warned of. */
    static void warnOfLeft(Path folder, EncoderProbe.Progress progress) throws IOException {
        progress.warning("the decoded frames could not be deleted: " + FileTrees.bytes(folder)
                + " bytes are left in " + folder + ". Delete it, or leave it to the next probe; "
                + "--preprocess-cache-dir keeps frames for the next probe");
    }
}
