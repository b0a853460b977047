package tmnf.gbx;

import java.util.List;
import tmnf.gbx.model.GbxContent;

/**
 * A file that was read.
 *
 * @param label how the caller named the file
 * @param header what the header says
 * @param content what the body says
 * @param unknownChunks skippable chunks of the body that nobody knows, in file order
 * @param warnings oddities met on the way, in file order
 */
public record GbxFile<T extends GbxContent>(
        String label,
        GbxHeaderFacts header,
        T content,
        List<UnknownChunk> unknownChunks,
        List<GbxWarning> warnings) {

    public GbxFile {
        unknownChunks = List.copyOf(unknownChunks);
        warnings = List.copyOf(warnings);
    }

    /** The same file with its content under a narrower type. */
    public <S extends GbxContent> GbxFile<S> withContent(S narrowed) {
        return new GbxFile<>(label, header, narrowed, unknownChunks, warnings);
    }
}
