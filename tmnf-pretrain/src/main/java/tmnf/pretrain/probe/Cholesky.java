package tmnf.pretrain.probe;

/**
 * Symmetric matrices with positive eigenvalues as a product of a triangle and its mirror image. Works through
 * the rows in panels that stay in a processor's cache while all rows below them are brought up to date, and
 * along rows, which Java's compiler makes vector instructions of.
 */
final class Cholesky {

    /** Rows of a panel, a multiple of 4: with some thousand columns about a processor's second cache. */
    private static final int PANEL = 64;

    private Cholesky() {
    }

    /**
     * Replaces a matrix by its triangle, whose mirror image times itself it is.
     *
     * @param matrix row i has its elements from i on, at their columns; what is before is not looked at
     * @throws ArithmeticException if an eigenvalue is not positive
     */
    static void factor(double[][] matrix) {
        int size = matrix.length;
        for (int from = 0; from < size; from += PANEL) {
            int until = Math.min(size, from + PANEL);
            for (int i = from; i < until; i++) {
                double[] row = matrix[i];
                for (int above = from; above < i; above++) {
                    take(row, matrix[above], matrix[above][i], i);
                }
                if (!(row[i] > 0)) {
                    throw new ArithmeticException("row " + i + " of the matrix leaves " + row[i]);
                }
                double root = Math.sqrt(row[i]);
                for (int j = i; j < size; j++) {
                    row[j] /= root;
                }
            }
            for (int i = until; i < size; i++) { // none below the last panel, which may be smaller
                take(matrix[i], matrix, from, i);
            }
        }
    }

    private static void take(double[] row, double[] other, double factor, int from) {
        for (int j = from; j < row.length; j++) {
            row[j] -= factor * other[j];
        }
    }

    /** A whole panel, four rows at a time, so that the row is read and written less often. */
    private static void take(double[] row, double[][] matrix, int first, int from) {
        for (int at = first; at < first + PANEL; at += 4) {
            double[] p = matrix[at];
            double[] q = matrix[at + 1];
            double[] r = matrix[at + 2];
            double[] s = matrix[at + 3];
            double a = p[from];
            double b = q[from];
            double c = r[from];
            double d = s[from];
            for (int j = from; j < row.length; j++) {
                row[j] -= a * p[j] + b * q[j] + c * r[j] + d * s[j];
            }
        }
    }

    /** Solves the equations of a matrix whose triangle is known. */
    static double[] solve(double[][] factor, double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            double[] row = factor[i];
            x[i] /= row[i];
            for (int j = i + 1; j < x.length; j++) {
                x[j] -= row[j] * x[i];
            }
        }
        for (int i = x.length - 1; i >= 0; i--) {
            double[] row = factor[i];
            for (int j = i + 1; j < x.length; j++) {
                x[i] -= row[j] * x[j];
            }
            x[i] /= row[i];
        }
        return x;
    }
}
