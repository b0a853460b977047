package tmnf.tminterface.observation;

import java.util.ArrayList;
import java.util.List;
import tmnf.tminterface.observation.Feature.Scale;

/**
 * Mean and deviation of the features, as the networks of the Python projects have them. Zone centres are the
 * result of their measurements on drives; behind the 40th they end.
 */
final class StandardScales {

    /** For each zone centre: mean of y, mean of z, deviation of x and y, deviation of z. */
    private static final float[][] ZONES = {
        {-2.1f, -0.2f, 7.7f, 2.9f}, {-2.2f, 9.5f, 7.8f, 3.3f}, {-2.2f, 19.1f, 8.3f, 4.1f},
        {-2.2f, 28.5f, 9.5f, 5.1f}, {-2.2f, 37.7f, 11.5f, 6.4f}, {-2.1f, 46.6f, 14.3f, 7.9f},
        {-2.0f, 55.2f, 17.8f, 9.7f}, {-1.8f, 63.5f, 21.9f, 11.7f}, {-1.5f, 71.4f, 26.3f, 14.2f},
        {-1.3f, 78.9f, 31.1f, 17.0f}, {-1.0f, 86.2f, 36.1f, 20.1f}, {-0.7f, 93.1f, 41.3f, 23.5f},
        {-0.4f, 99.8f, 46.6f, 27.2f}, {0.0f, 106, 52.0f, 31.1f}, {0.3f, 112, 57.4f, 35.2f},
        {0.7f, 118, 63.0f, 39.4f}, {1.1f, 124, 68.5f, 43.7f}, {1.6f, 129, 74.2f, 48.1f},
        {2.1f, 134, 79.9f, 52.5f}, {2.6f, 139, 85.6f, 57.0f}, {3.1f, 143, 91.4f, 61.4f},
        {3.7f, 148, 97.2f, 65.8f}, {4.2f, 152, 103, 70.2f}, {4.8f, 156, 109, 74.6f},
        {5.3f, 160, 115, 79.1f}, {5.8f, 164, 121, 83.5f}, {6.4f, 167, 127, 88.0f},
        {6.9f, 171, 132, 92.6f}, {7.4f, 174, 138, 97.2f}, {7.8f, 177, 144, 102},
        {8.3f, 180, 149, 107}, {8.7f, 182, 155, 112}, {9.1f, 185, 160, 117},
        {9.5f, 187, 166, 121}, {9.9f, 189, 171, 126}, {10.2f, 191, 176, 131},
        {10.6f, 193, 182, 136}, {10.9f, 194, 187, 141}, {11.2f, 196, 192, 146},
        {11.5f, 197, 198, 151}
    };

    private static final Scale BEYOND = new Scale(0, 50);

    private StandardScales() {}

    static List<Scale> previousActions(int count) {
        List<Scale> scales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scales.add(new Scale(0.8f, 0.5f));
            scales.add(new Scale(0.2f, 0.5f));
            scales.add(new Scale(0.3f, 0.5f));
            scales.add(new Scale(0.3f, 0.5f));
        }
        return scales;
    }

    static List<Scale> zoneCentres(int count) {
        List<Scale> scales = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i < ZONES.length) {
                scales.add(new Scale(0, ZONES[i][2]));
                scales.add(new Scale(ZONES[i][0], ZONES[i][2]));
                scales.add(new Scale(ZONES[i][1], ZONES[i][3]));
            } else {
                scales.addAll(List.of(BEYOND, BEYOND, BEYOND));
            }
        }
        return scales;
    }
}
