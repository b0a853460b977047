package tmnf.rl.inject;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import tmnf.pretrain.cloning.ActionColumns;
import tmnf.pretrain.run.EncoderFacts;
import tmnf.pretrain.torch.SafetensorsFile;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchFile;
import tmnf.pretrain.torch.TorchOpaque;
import tmnf.rl.inject.InjectionException.Reason;

/**
 * The head of the actions that the driver needs, of several for different times: that of offset 0, as {@code
 * pretrain_meta.json} beside the file tells the offsets of all. Upstream writes the first one alone, whatever
 * its offset, and tells no hash of its encoder, by which its files are known from ours.
 *
 * @param driver the head, under names such as {@code 0.weight}
 * @param note what was found, for people
 * @param warning what the user should know
 */
record ClonedHeads(StateDict driver, Optional<String> note, Optional<String> warning) {

    /** Before the index of a head beside {@code A_head.} in a whole network. */
    static final String OTHERS = "A_head_offset_";
    private static final String OF_NETWORK = "A_head.";
    private static final String OF_FILE = "offset_";

    /** The heads of a file that has several by name; none of any other file. */
    static Map<String, StateDict> several(Path file) throws IOException {
        Map<String, StateDict> heads = new LinkedHashMap<>();
        if (!SafetensorsFile.isOne(file)) {
            TorchFile read = TorchFile.read(file);
            if (read.root() instanceof Map<?, ?> root) {
                for (Object key : root.keySet()) {
                    if (key instanceof String name && name.startsWith(OF_FILE)
                            && (root.get(key) instanceof Map || root.get(key) instanceof TorchOpaque)) {
                        heads.put(name, read.stateDict(name));
                    }
                }
            }
        }
        return heads;
    }

    /** Of a file with one head. */
    static ClonedHeads single(StateDict head, Optional<EncoderFacts> facts) {
        List<Integer> offsets = offsets(facts);
        if (offsets.isEmpty()) {
            return new ClonedHeads(head, Optional.empty(), Optional.empty());
        }
        boolean ours = facts.flatMap(EncoderFacts::sha256).isPresent();
        int offset = offsets.get(ours ? new ActionColumns(offsets).driver() : 0);
        return new ClonedHeads(head, Optional.empty(), offset == 0 ? Optional.empty()
                : Optional.of("its head is that of " + offset + " ms, not of the moment itself"));
    }

    /**
     * Of a whole network, with others beside its head or none.
     *
     * @throws InjectionException if one of several is missing
     */
    static ClonedHeads of(Path file, StateDict network, Optional<EncoderFacts> facts)
            throws InjectionException {
        SortedMap<Integer, StateDict> heads = new TreeMap<>();
        for (int index : indices(network.names().stream().filter(name -> name.startsWith(OTHERS))
                .map(name -> name.substring(OTHERS.length())).toList())) {
            heads.put(index, network.under(OTHERS + index + "."));
        }
        StateDict head = network.under(OF_NETWORK);
        if (heads.isEmpty()) {
            return single(head, facts);
        }
        int free = 0; // the only index that is not there is its own
        while (heads.containsKey(free)) {
            free++;
        }
        heads.put(free, head);
        return chosen(file, heads, free, facts);
    }

    /**
     * Of a file with several heads by name.
     *
     * @throws InjectionException if one of them is missing
     */
    static ClonedHeads of(Path file, Map<String, StateDict> named, Optional<EncoderFacts> facts)
            throws InjectionException {
        SortedMap<Integer, StateDict> heads = new TreeMap<>();
        for (int index : indices(named.keySet().stream().filter(name -> name.startsWith(OF_FILE))
                .map(name -> name.substring(OF_FILE.length())).toList())) {
            heads.put(index, named.get(OF_FILE + index));
        }
        return heads.isEmpty() ? new ClonedHeads(StateDict.of(Map.of()), Optional.empty(), Optional.empty())
                : chosen(file, heads, 0, facts);
    }

    private static ClonedHeads chosen(Path file, SortedMap<Integer, StateDict> heads, int usual,
            Optional<EncoderFacts> facts) throws InjectionException {
        List<Integer> offsets = offsets(facts);
        requireWhole(file, heads.keySet(), heads.lastKey(), offsets);
        if (offsets.isEmpty()) {
            return new ClonedHeads(heads.get(usual), Optional.of("head " + usual + " of " + heads.size()),
                    Optional.of("of which times its " + heads.size() + " heads are is not known, there is no"
                    + " pretrain_meta.json beside it that tells: head " + usual + " is taken"));
        }
        int index = new ActionColumns(offsets).driver();
        int offset = offsets.get(index);
        return new ClonedHeads(heads.get(index),
                Optional.of("head " + index + " of " + heads.size() + ", that of " + offset + " ms"),
                offset == 0 ? Optional.empty() : Optional.of("none of its heads is of the moment itself: that"
                + " of " + offset + " ms is taken"));
    }

    private static void requireWhole(Path file, Set<Integer> there, int last, List<Integer> offsets)
            throws InjectionException {
        if (last != there.size() - 1) {
            List<Integer> missing = IntStream.range(0, last).boxed().filter(i -> !there.contains(i))
                    .toList();
            throw new InjectionException(Reason.MISMATCH, file + ": of its " + (last + 1) + " heads those"
                    + " with the numbers " + missing + " are missing, so nobody knows which is the driver's",
                    "name a file that is whole, or one with a single head");
        }
        if (!offsets.isEmpty() && offsets.size() != there.size()) {
            throw new InjectionException(Reason.MISMATCH, file + ": has " + there.size() + " heads, and the"
                    + " pretrain_meta.json beside it tells of those for " + offsets + " ms", "take away what"
                    + " is not of this file");
        }
    }

    private static List<Integer> offsets(Optional<EncoderFacts> facts) {
        return facts.map(EncoderFacts::offsetsMs).orElse(List.of());
    }

    /** Numbers before the first point, or alone; each once. */
    private static List<Integer> indices(List<String> names) {
        Set<Integer> indices = new LinkedHashSet<>();
        for (String name : names) {
            String digits = name.replaceFirst("\\..*", "");
            if (digits.matches("\\d{1,4}")) {
                indices.add(Integer.parseInt(digits));
            }
        }
        return List.copyOf(indices);
    }
}
