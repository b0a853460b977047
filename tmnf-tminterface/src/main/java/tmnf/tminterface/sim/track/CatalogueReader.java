package tmnf.tminterface.sim.track;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Vec3;
import tmnf.tminterface.sim.track.BlockShape.LocalGate;
import tmnf.tminterface.sim.track.BlockShape.Variant;

/**
 * Reads the text of a catalogue. Blank lines and lines that begin with # mean nothing.
 *
 * <pre>
 * profile NAME
 *   strip OFFSET HEIGHT MATERIAL                     from right to left
 * block NAME W H D EVIDENCE                          V, G, none, decoration
 *   cells X,Y,Z ...                                  without: all of the box
 *   note TEXT
 *   part VARIANT PROFILE PATH | height ... | ...     all, straight, corner, open; see PartReader
 *   gate KIND x=A:B y=A:B z=A:B EVIDENCE             checkpoint, finish
 *   spawn X Y Z EVIDENCE
 *   respawn X Y Z EVIDENCE
 * </pre>
 */
final class CatalogueReader {

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 20_000;

    private final String label;
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<String, BlockShape> blocks = new LinkedHashMap<>();
    private String profile; // null: none is open
    private List<Profile.Strip> strips = new ArrayList<>();
    private Draft block; // null: none is open

    /** A block whose lines are still being read. */
    private static final class Draft {
        String name;
        BlockCoord size;
        List<BlockCoord> cells;
        Evidence evidence;
        final Map<Variant, List<Part>> parts = new EnumMap<>(Variant.class);
        LocalGate gate;
        Vec3 spawn;
        Vec3 respawn;
        String note = "";
    }

    CatalogueReader(String label) {
        this.label = label;
    }

    BlockCatalogue read(BufferedReader text) throws IOException {
        int number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (line.length() > LONGEST_LINE || number > MOST_LINES) {
                throw new CatalogueFormatException(label, number, "longer than any catalogue");
            }
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            try {
                take(content);
            } catch (IllegalArgumentException e) {
                throw new CatalogueFormatException(label, number, e.getMessage());
            }
        }
        try {
            close();
        } catch (IllegalArgumentException e) {
            throw new CatalogueFormatException(label, number, e.getMessage());
        }
        return new BlockCatalogue(profiles, blocks);
    }

    private void take(String line) {
        Words words = new Words(line);
        String keyword = words.next();
        switch (keyword) {
            case "profile" -> {
                close();
                profile = words.next();
            }
            case "strip" -> {
                require(profile != null, "a strip belongs to a profile");
                strips.add(new Profile.Strip(words.number(), words.number(), words.material()));
            }
            case "block" -> {
                close();
                block = opened(words);
            }
            default -> {
                require(block != null, "'" + keyword + "' belongs to a block");
                takeOfBlock(keyword, words);
            }
        }
        words.end();
    }

    private Draft opened(Words words) {
        Draft draft = new Draft();
        draft.name = words.next();
        draft.size = new BlockCoord(words.whole(), words.whole(), words.whole());
        require(Math.min(draft.size.x(), Math.min(draft.size.y(), draft.size.z())) > 0, "a size below 1");
        draft.evidence = words.evidence();
        return draft;
    }

    private void takeOfBlock(String keyword, Words words) {
        switch (keyword) {
            case "cells" -> {
                block.cells = new ArrayList<>();
                while (words.more()) {
                    double[] cell = words.numbers(",", 3);
                    block.cells.add(new BlockCoord((int) cell[0], (int) cell[1], (int) cell[2]));
                }
            }
            case "note" -> block.note = words.rest();
            case "part" -> {
                Variant variant = words.choice(Variant.class);
                block.parts.computeIfAbsent(variant, v -> new ArrayList<>())
                        .add(PartReader.read(words, profiles));
            }
            case "gate" -> {
                Gate.Kind kind = words.choice(Gate.Kind.class);
                block.gate = new LocalGate(kind, words.range("x"), words.range("y"), words.range("z"),
                        words.evidence());
            }
            case "spawn" -> block.spawn = place(words);
            case "respawn" -> block.respawn = place(words);
            default -> throw new IllegalArgumentException("'" + keyword + "' is no keyword");
        }
    }

    private static Vec3 place(Words words) {
        Vec3 place = new Vec3((float) words.number(), (float) words.number(), (float) words.number());
        words.evidence();
        return place;
    }

    private void close() {
        if (profile != null) {
            require(strips.size() >= 2, "profile " + profile + " has fewer than two strips");
            require(profiles.put(profile, new Profile(profile, strips)) == null,
                    "profile " + profile + " is there twice");
        }
        if (block != null) {
            List<BlockCoord> cells = block.cells == null ? box(block.size) : block.cells;
            BlockShape shape = new BlockShape(block.name, block.size, cells, block.evidence, block.parts,
                    block.gate, block.spawn, block.respawn, block.note);
            require(blocks.put(block.name, shape) == null, "block " + block.name + " is there twice");
        }
        profile = null;
        strips = new ArrayList<>();
        block = null;
    }

    private static List<BlockCoord> box(BlockCoord size) {
        List<BlockCoord> cells = new ArrayList<>();
        for (int x = 0; x < size.x(); x++) {
            for (int y = 0; y < size.y(); y++) {
                for (int z = 0; z < size.z(); z++) {
                    cells.add(new BlockCoord(x, y, z));
                }
            }
        }
        return cells;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
