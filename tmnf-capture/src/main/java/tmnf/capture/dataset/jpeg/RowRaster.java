package tmnf.capture.dataset.jpeg;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * The pixels of a picture, without a copy, for a writer that takes one row after the other. The JDK's own
 * raster makes half a dozen objects for each row, which is a good part of the time that a small picture
 * takes; this one hands out the same raster with the next row in it. Confined to one thread.
 */
final class RowRaster extends WritableRaster {

    private final byte[] pixels;
    private final byte[] row;
    private final WritableRaster rowRaster;

    /** A raster over the picture's array; the offsets are those of the bands in a pixel. */
    RowRaster(Picture picture, int[] offsets) {
        super(new PixelInterleavedSampleModel(DataBuffer.TYPE_BYTE, picture.width(), picture.height(),
                offsets.length, picture.width() * offsets.length, offsets),
                new DataBufferByte(picture.pixels(), picture.size()), new Point());
        pixels = picture.pixels();
        row = new byte[picture.width() * offsets.length];
        rowRaster = Raster.createInterleavedRaster(new DataBufferByte(row, row.length), picture.width(), 1,
                row.length, offsets.length, offsets, null);
    }

    /** The row, valid until the next; everything that is no whole row is left to the JDK. */
    @Override
    public Raster createChild(int x, int y, int w, int h, int toX, int toY, int[] bands) {
        if (x != 0 || w != getWidth() || h != 1 || toX != 0 || toY != 0 || !isAll(bands)) {
            return super.createChild(x, y, w, h, toX, toY, bands);
        }
        System.arraycopy(pixels, y * row.length, row, 0, row.length);
        return rowRaster;
    }

    private boolean isAll(int[] bands) {
        if (bands == null) {
            return true;
        }
        for (int i = 0; i < bands.length; i++) {
            if (bands[i] != i) {
                return false;
            }
        }
        return bands.length == getNumBands();
    }
}
