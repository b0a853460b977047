package tmnf.pretrain.run;

import java.awt.image.BufferedImage;

/**
 * Some grey frames beside what the decoder makes of them.
 *
 * @param count of frames, at least 1
 * @param height of a frame, pixels
 * @param width of a frame, pixels
 * @param input frame after frame, row after row, a byte for each pixel; not to be modified
 * @param reconstruction the same frames as they are given back; not to be modified
 */
public record Reconstructions(int count, int height, int width, byte[] input, byte[] reconstruction) {

    private static final int GAP = 2;
    private static final int PAPER = 0xFF;
    /** A side that a frame has at least when it is enlarged. */
    private static final int SEEN = 96;

    /** Checks the sizes. */
    public Reconstructions {
        long pixels = (long) count * height * width;
        if (count < 1 || height < 1 || width < 1 || pixels != input.length
                || pixels != reconstruction.length) {
            throw new IllegalArgumentException(count + " frames of " + width + "x" + height + " pixels, "
                    + input.length + " bytes of input and " + reconstruction.length + " of reconstruction");
        }
    }

    /** The input frames in a row, as they are. */
    BufferedImage inputs() {
        return rows(1, input);
    }

    /** The reconstructed frames in a row, as they are. */
    BufferedImage outputs() {
        return rows(1, reconstruction);
    }

    /** A row of input frames above a row of reconstructions, enlarged by a whole number. */
    BufferedImage grid() {
        return rows(scale(), input, reconstruction);
    }

    private int scale() {
        return Math.max(1, (SEEN + Math.max(height, width) - 1) / Math.max(height, width));
    }

    private BufferedImage rows(int scale, byte[]... rows) {
        int wide = count * (width * scale + GAP) - GAP;
        int high = rows.length * (height * scale + GAP) - GAP;
        BufferedImage image = new BufferedImage(wide, high, BufferedImage.TYPE_BYTE_GRAY);
        byte[] line = new byte[wide];
        for (int y = 0; y < high; y++) {
            int row = y / (height * scale + GAP);
            int inRow = y % (height * scale + GAP);
            for (int x = 0; x < wide; x++) {
                int frame = x / (width * scale + GAP);
                int inFrame = x % (width * scale + GAP);
                line[x] = inRow < height * scale && inFrame < width * scale
                        ? rows[row][(frame * height + inRow / scale) * width + inFrame / scale]
                        : (byte) PAPER;
            }
            image.getRaster().setDataElements(0, y, wide, 1, line);
        }
        return image;
    }
}
