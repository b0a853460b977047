package tmnf.pretrain.net;

import java.util.SplittableRandom;

/** Draws a matrix with orthogonal rows or columns, evenly over all such matrices. */
final class OrthogonalMatrix {

    private OrthogonalMatrix() {
    }

    /** Fills {@code to}, row by row; Gram-Schmidt on normal numbers, each vector twice for its exactness. */
    static void draw(SplittableRandom random, int rows, int columns, double gain, float[] to) {
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            double[] vector = vectors[i];
            for (int k = 0; k < length; k++) {
                vector[k] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    subtract(vector, vectors[j]);
                }
            }
            scale(vector, 1 / Math.sqrt(product(vector, vector)));
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double value = rows <= columns ? vectors[row][column] : vectors[column][row];
                to[row * columns + column] = (float) (gain * value);
            }
        }
    }

    private static void subtract(double[] vector, double[] unit) {
        double share = product(vector, unit);
        for (int k = 0; k < vector.length; k++) {
            vector[k] -= share * unit[k];
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void scale(double[] vector, double factor) {
        for (int k = 0; k < vector.length; k++) {
            vector[k] *= factor;
        }
    }
}
