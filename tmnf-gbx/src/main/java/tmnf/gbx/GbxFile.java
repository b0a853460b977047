package tmnf.gbx;

import java.util.List;
import tmnf.gbx.model.GbxContent;

/**
 * A file that was read.
 *
 * @param label how the caller named the file
 * @param header what the header says
 * @param content what the body says
 * @param warnings oddities met on the way, in file order
 */
public record GbxFile<T extends GbxContent>(
        String label, GbxHeaderFacts header, T content, List<GbxWarning> warnings) {

    public GbxFile {
        warnings = List.copyOf(warnings);
    }
}
