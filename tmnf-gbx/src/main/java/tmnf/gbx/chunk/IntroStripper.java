package tmnf.gbx.chunk;

import java.util.Optional;
import tmnf.gbx.GbxFormatException;
import tmnf.gbx.GbxFormatException.Reason;
import tmnf.gbx.GbxReadOptions;
import tmnf.gbx.GbxWarning;
import tmnf.gbx.container.BodyReader;
import tmnf.gbx.container.BodyWriter;
import tmnf.gbx.container.ClassIds;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxHeader;
import tmnf.gbx.container.NodeCopier;
import tmnf.gbx.model.NodeImage.NodeLink;

/**
 * Takes the intro clip out of a challenge file and leaves everything else as it is: the header byte for byte,
 * the body's chunks in their order, unknown ones included, the map's UID. What followed the clip gets new
 * numbers for strings and nodes where it referred to it.
 */
public final class IntroStripper {

    private IntroStripper() {}

    /**
     * The file without its intro; empty when it has none. The body must be readable to its end, since
     * everything after the clip has to be renumbered.
     */
    public static Optional<byte[]> strip(String label, byte[] file) throws GbxFormatException {
        GbxHeader header = ContainerReader.header(label, file, file.length);
        if (ClassIds.normalise(header.classId()) != ClassIds.CGameCtnChallenge) {
            throw new GbxFormatException(
                    Reason.UNSUPPORTED_CLASS, label,
                    "class " + ClassIds.format(header.classId())
                            + " is no challenge; only challenges have intros");
        }
        if (header.externalCount() != 0) {
            throw new GbxFormatException(
                    Reason.UNSUPPORTED_CONTAINER, label,
                    "the file refers to " + header.externalCount() + " files outside; it is left alone");
        }
        byte[] body = ContainerReader.body(label, file, header, GbxReadOptions.FULL.limits());
        BodyReader in = NodeReaders.open(label, body, header.nodeCount(), GbxReadOptions.FULL);
        in.record();
        in.chunks(new ChallengeReader());
        for (GbxWarning warning : in.warnings()) {
            if (warning.code() == GbxWarning.Code.CHUNK_SKIPPED) {
                // What is inside could refer to the clip, and nobody could put that right.
                throw new GbxFormatException(
                        Reason.MALFORMED, label,
                        "the file has a damaged chunk; it is left alone: " + warning.message());
            }
        }
        if (in.introLink() < 0
                || !(in.links().get(in.introLink()) instanceof NodeLink intro)
                || intro.index() == -1) {
            return Optional.empty();
        }
        BodyWriter out = new BodyWriter();
        NodeCopier.copyWithout(body, in.links(), intro, out);
        byte[] stripped = out.toByteArray();
        return Optional.of(ContainerWriter.file(header, out.nodeCount(), stripped));
    }
}
