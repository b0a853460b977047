package tmnf.pretrain.probe;

/** Symmetric matrices with positive eigenvalues as a product of a triangle and its mirror image. */
final class Cholesky {

    private Cholesky() {
    }

    /**
     * Replaces a matrix by its triangle.
     *
     * @param matrix row i has its elements 0 to i
     * @throws ArithmeticException if an eigenvalue is not positive
     */
    static void factor(double[][] matrix) {
        for (int i = 0; i < matrix.length; i++) {
            double[] row = matrix[i];
            for (int j = 0; j < i; j++) {
                row[j] = (row[j] - dot(row, matrix[j], j)) / matrix[j][j];
            }
            double square = row[i] - dot(row, row, i);
            if (!(square > 0)) {
                throw new ArithmeticException("row " + i + " of the matrix leaves " + square);
            }
            row[i] = Math.sqrt(square);
        }
    }

    /** Solves the equations of a matrix whose triangle is known. */
    static double[] solve(double[][] factor, double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - dot(factor[i], x, i)) / factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                x[j] -= factor[i][j] * x[i];
            }
        }
        return x;
    }

    /** In four sums, which a processor works on at once. */
    private static double dot(double[] a, double[] b, int count) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < count; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }
}
