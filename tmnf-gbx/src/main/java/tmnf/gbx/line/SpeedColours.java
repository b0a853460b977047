package tmnf.gbx.line;

import java.awt.Color;

/** Colours for speeds, dark blue for slow over green to red for fast; readable on white. */
final class SpeedColours {

    private static final int[] STOPS = {
        0x30308C, 0x2878C8, 0x1EA0A0, 0x46AF3C, 0xE1B414, 0xF07814, 0xD21E1E, 0x8C0A46
    };
    private static final double STEP_KMH = 50;

    private final double lowest;
    private final double highest;

    /** A scale from one round speed to another that holds both. */
    SpeedColours(double slowestKmh, double fastestKmh) {
        double low = Math.floor(slowestKmh / STEP_KMH) * STEP_KMH;
        double high = Math.ceil(fastestKmh / STEP_KMH) * STEP_KMH;
        this.lowest = low;
        this.highest = Math.max(high, low + STEP_KMH);
    }

    double lowestKmh() {
        return lowest;
    }

    double highestKmh() {
        return highest;
    }

    /** Distance between two marks of the legend. */
    double stepKmh() {
        double step = STEP_KMH;
        while ((highest - lowest) / step > 12) {
            step *= 2;
        }
        return step;
    }

    Color of(double kmh) {
        double share = Math.max(0, Math.min(1, (kmh - lowest) / (highest - lowest)));
        double at = share * (STOPS.length - 1);
        int stop = (int) Math.min(at, STOPS.length - 2);
        return mix(STOPS[stop], STOPS[stop + 1], at - stop);
    }

    private static Color mix(int from, int to, double share) {
        return new Color(
                channel(from >> 16, to >> 16, share),
                channel(from >> 8, to >> 8, share),
                channel(from, to, share));
    }

    private static int channel(int from, int to, double share) {
        return (int) Math.round((from & 0xFF) + ((to & 0xFF) - (from & 0xFF)) * share);
    }
}
