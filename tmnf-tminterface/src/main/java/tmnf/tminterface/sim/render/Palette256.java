package tmnf.tminterface.sim.render;

import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The colours of some pictures as 255 and a transparent one: colours are cut to 5 bits a channel, and boxes
 * of them halved where most pixels are spread widest until there are enough (median cut).
 */
final class Palette256 {

    /** Index of the transparent colour. */
    static final int TRANSPARENT = 255;

    private static final int BITS = 5;
    private static final int LEVELS = 1 << BITS;
    private static final int CELLS = LEVELS * LEVELS * LEVELS;
    private static final int CHANNELS = 3;
    private static final int BYTE = 0xFF;
    private static final int DROPPED = 8 - BITS;

    private final int[] colours; // 0xRRGGBB by index
    private final byte[] indices; // by cell

    private Palette256(int[] colours, byte[] indices) {
        this.colours = colours;
        this.indices = indices;
    }

    /** A box of cells that become one colour. */
    private record Box(int[] cells, long pixels) {

        static Box of(int[] cells, long[] counts) {
            return new Box(cells, Arrays.stream(cells).mapToLong(cell -> counts[cell]).sum());
        }

        int spread(int channel) {
            int[] levels = Arrays.stream(cells).map(cell -> level(cell, channel)).sorted().toArray();
            return levels[levels.length - 1] - levels[0];
        }

        int widest() {
            int widest = 0;
            for (int channel = 1; channel < CHANNELS; channel++) {
                widest = spread(channel) > spread(widest) ? channel : widest;
            }
            return widest;
        }

        double weight() {
            return cells.length == 1 ? 0 : Math.sqrt(pixels) * spread(widest());
        }
    }

    /** The palette of these pictures, pixels 0xRRGGBB. */
    static Palette256 of(List<int[]> pictures) {
        long[] counts = new long[CELLS];
        for (int[] picture : pictures) {
            for (int pixel : picture) {
                counts[cell(pixel)]++;
            }
        }
        int[] used = IntStream.range(0, CELLS).filter(cell -> counts[cell] > 0).toArray();
        List<Box> boxes = new ArrayList<>(List.of(Box.of(used, counts)));
        List<Double> weights = new ArrayList<>(List.of(boxes.get(0).weight()));
        while (boxes.size() < TRANSPARENT) {
            int heaviest = 0;
            for (int i = 1; i < boxes.size(); i++) {
                heaviest = weights.get(i) > weights.get(heaviest) ? i : heaviest;
            }
            if (weights.get(heaviest) == 0) {
                break; // fewer colours than there is room for
            }
            weights.remove(heaviest);
            for (Box half : halves(boxes.remove(heaviest), counts)) {
                boxes.add(half);
                weights.add(half.weight());
            }
        }
        int[] colours = new int[TRANSPARENT + 1];
        byte[] indices = new byte[CELLS];
        for (int i = 0; i < boxes.size(); i++) {
            colours[i] = mean(boxes.get(i), counts);
            for (int cell : boxes.get(i).cells()) {
                indices[cell] = (byte) i;
            }
        }
        return new Palette256(colours, indices);
    }

    private static List<Box> halves(Box box, long[] counts) {
        int channel = box.widest();
        Integer[] sorted = Arrays.stream(box.cells()).boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, Comparator.comparingInt((Integer cell) -> level(cell, channel)));
        int[] cells = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
        long before = counts[cells[0]];
        int at = 1;
        while (at < cells.length - 1 && before + counts[cells[at]] <= box.pixels() / 2) {
            before += counts[cells[at++]];
        }
        return List.of(Box.of(Arrays.copyOf(cells, at), counts),
                Box.of(Arrays.copyOfRange(cells, at, cells.length), counts));
    }

    private static int mean(Box box, long[] counts) {
        int colour = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double sum = 0;
            for (int cell : box.cells()) {
                sum += counts[cell] * (double) level(cell, channel);
            }
            int value = (int) Math.round(sum / box.pixels() * BYTE / (LEVELS - 1));
            colour = colour << Byte.SIZE | value;
        }
        return colour;
    }

    private static int cell(int pixel) {
        return (pixel >> 16 & BYTE) >> DROPPED << 2 * BITS | (pixel >> 8 & BYTE) >> DROPPED << BITS
                | (pixel & BYTE) >> DROPPED;
    }

    /** Of red, green and blue: 0, 1 and 2. */
    private static int level(int cell, int channel) {
        return cell >> (CHANNELS - 1 - channel) * BITS & LEVELS - 1;
    }

    /** The index of each pixel's colour; the pixels are some of those that the palette is of. */
    byte[] indices(int[] picture) {
        byte[] result = new byte[picture.length];
        for (int i = 0; i < picture.length; i++) {
            result[i] = indices[cell(picture[i])];
        }
        return result;
    }

    /** For pictures of bytes. */
    IndexColorModel model() {
        byte[][] channels = new byte[CHANNELS][colours.length];
        for (int i = 0; i < colours.length; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                channels[channel][i] = (byte) (colours[i] >> (CHANNELS - 1 - channel) * Byte.SIZE);
            }
        }
        return new IndexColorModel(Byte.SIZE, colours.length, channels[0], channels[1], channels[2],
                TRANSPARENT);
    }
}
