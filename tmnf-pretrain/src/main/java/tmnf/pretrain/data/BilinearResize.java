package tmnf.pretrain.data;

/**
 * Brings pictures of any size to one size: bilinear between the four nearest pixels, centres at halves,
 * without smoothing before a reduction, without keeping the aspect; PyTorch's {@code interpolate} with {@code
 * mode="bilinear", align_corners=False}. Source: pretraining note, section 3, image preprocessing, 4.
 * Confined to one thread: the tables of the last size are kept.
 *
 * <p>As bytes, a pixel between two grey levels becomes the nearer one, halves the upper: at most half a
 * level, 1/510 of the range, is lost where a picture has another size than the target or is made of floats;
 * nothing else is.
 */
public final class BilinearResize {

    private static final int MASK = 0xFF;
    private static final float WHITE = 255;

    private final int height;
    private final int width;
    private Axis rows;
    private Axis columns;
    private final float[] values;

    /** To this size, in pixels. */
    public BilinearResize(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("no picture has " + height + " rows of " + width + " pixels");
        }
        this.height = height;
        this.width = width;
        values = new float[Math.multiplyExact(height, width)];
        rows = new Axis(height, height);
        columns = new Axis(width, width);
    }

    /** Where the pixels of an axis come from. */
    private static final class Axis {

        private final int from;
        private final int to;
        private final int[] lower;
        private final int[] upper;
        private final float[] weight;

        Axis(int from, int to) {
            this.from = from;
            this.to = to;
            lower = new int[to];
            upper = new int[to];
            weight = new float[to];
            float scale = (float) from / to;
            for (int i = 0; i < to; i++) {
                float source = Math.max(0, scale * (i + 0.5f) - 0.5f);
                lower[i] = Math.min((int) source, from - 1);
                upper[i] = Math.min(lower[i] + 1, from - 1);
                weight[i] = Math.min(1, source - lower[i]);
            }
        }

        Axis of(int length) {
            return length == from ? this : new Axis(length, to);
        }
    }

    /** Pixels of 0 to 1 into {@code to}, from {@code at} on. */
    public void toFloats(GreyPicture picture, float[] to, int at) {
        resize(picture);
        for (int i = 0; i < values.length; i++) {
            to[at + i] = values[i] / WHITE;
        }
    }

    /** Pixels as bytes into {@code to}, from {@code at} on. */
    public void toBytes(GreyPicture picture, byte[] to, int at) {
        if (picture.bytes() != null && picture.height() == height && picture.width() == width) {
            System.arraycopy(picture.bytes(), 0, to, at, values.length);
            return;
        }
        resize(picture);
        for (int i = 0; i < values.length; i++) {
            to[at + i] = (byte) (values[i] + 0.5f);
        }
    }

    private void resize(GreyPicture picture) {
        rows = rows.of(picture.height());
        columns = columns.of(picture.width());
        for (int y = 0; y < height; y++) {
            int upperRow = rows.lower[y] * picture.width();
            int lowerRow = rows.upper[y] * picture.width();
            if (picture.bytes() != null) {
                row(picture.bytes(), upperRow, lowerRow, rows.weight[y], y * width);
            } else {
                row(picture.floats(), upperRow, lowerRow, rows.weight[y], y * width);
            }
        }
    }

    private void row(byte[] pixels, int above, int below, float down, int at) {
        float up = 1 - down;
        for (int x = 0; x < width; x++) {
            int left = columns.lower[x];
            int right = columns.upper[x];
            float rightPart = columns.weight[x];
            float leftPart = 1 - rightPart;
            values[at + x] = up * (leftPart * (pixels[above + left] & MASK)
                    + rightPart * (pixels[above + right] & MASK))
                    + down * (leftPart * (pixels[below + left] & MASK)
                    + rightPart * (pixels[below + right] & MASK));
        }
    }

    private void row(float[] pixels, int above, int below, float down, int at) {
        float up = 1 - down;
        for (int x = 0; x < width; x++) {
            int left = columns.lower[x];
            int right = columns.upper[x];
            float rightPart = columns.weight[x];
            float leftPart = 1 - rightPart;
            values[at + x] = up * (leftPart * pixels[above + left] + rightPart * pixels[above + right])
                    + down * (leftPart * pixels[below + left] + rightPart * pixels[below + right]);
        }
    }
}
