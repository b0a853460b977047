package tmnf.pretrain.torch;

/**
 * What a file may demand of its reader. A file beyond a limit is refused before the memory is taken.
 *
 * @param entries records of the archive, tensors of a safetensors file
 * @param bytes all tensors together, unpacked and with their strides spread out
 * @param expansion how many times its own size a file may unpack to (beyond 16 MiB, which are always allowed)
 * @param structureBytes the record {@code data.pkl}, the header of a safetensors file
 * @param depth containers within containers
 * @param operations steps of the pickle program
 * @param memo values that the pickle program keeps for later
 * @param values values of the tree, each counted as often as it is referred to
 */
public record TorchLimits(int entries, long bytes, int expansion, int structureBytes, int depth,
        int operations, int memo, int values) {

    /** For files of networks and optimisers of any customary size. */
    public static final TorchLimits DEFAULT =
            new TorchLimits(100_000, 16L << 30, 20, 64 << 20, 64, 20_000_000, 2_000_000, 2_000_000);

    public TorchLimits {
        if (entries < 1 || bytes < 1 || expansion < 1 || structureBytes < 1 || depth < 1 || operations < 1
                || memo < 1 || values < 1) {
            throw new IllegalArgumentException("a limit is not positive: entries " + entries + ", bytes "
                    + bytes + ", expansion " + expansion + ", structureBytes " + structureBytes + ", depth "
                    + depth + ", operations " + operations + ", memo " + memo + ", values " + values);
        }
    }
}
