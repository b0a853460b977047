package tmnf.tminterface.sim.render;

/**
 * The race interface at the lower edge, where no camera shows the road ahead: checkpoints on the left, race
 * time in the middle, speed in km/h on the right. Confined to one thread.
 */
final class HudPainter {

    /** A window as large as this has dots of one pixel. */
    private static final int DOT_WINDOW_WIDTH = 160;
    private static final int DOT_WINDOW_HEIGHT = 120;
    private static final int LIGHT = 0xFFFFFF;
    private static final int SHADOW = 0x101010;
    private static final int MOST_SPEED = 9999;
    private static final float KMH = 3.6f;

    private final StringBuilder text = new StringBuilder(16);

    void draw(RaceView view, byte[] bgra, int width, int height) {
        int dotWidth = Math.max(1, (width + DOT_WINDOW_WIDTH / 2) / DOT_WINDOW_WIDTH);
        int dotHeight = Math.max(1, (height + DOT_WINDOW_HEIGHT / 2) / DOT_WINDOW_HEIGHT);
        int margin = 2 * dotWidth;
        int top = height - (PixelFont.ROWS + 2) * dotHeight;
        if (view.checkpointTarget() > 0) {
            text.setLength(0);
            text.append(view.checkpoints()).append('/').append(view.checkpointTarget());
            write(bgra, width, height, margin, top, dotWidth, dotHeight);
        }
        time(view.raceTimeMs());
        int middle = (width - PixelFont.columns(text) * dotWidth) / 2;
        write(bgra, width, height, middle, top, dotWidth, dotHeight);
        text.setLength(0);
        text.append((int) Math.min(MOST_SPEED, Math.abs(view.speedMetresPerSecond()) * KMH));
        int right = width - margin - PixelFont.columns(text) * dotWidth;
        // A row higher: in narrow pictures speed and time would run into each other.
        int speedTop = top - (PixelFont.ROWS + 1) * dotHeight;
        write(bgra, width, height, right, speedTop, dotWidth, dotHeight);
    }

    private void write(byte[] bgra, int width, int height, int left, int top, int dotWidth,
            int dotHeight) {
        PixelFont.draw(bgra, width, height, text, left + (dotWidth + 1) / 2, top + (dotHeight + 1) / 2,
                dotWidth, dotHeight, SHADOW);
        PixelFont.draw(bgra, width, height, text, left, top, dotWidth, dotHeight, LIGHT);
    }

    /** Minutes, seconds and hundredths, as the game shows them. */
    private void time(int raceTimeMs) {
        text.setLength(0);
        if (raceTimeMs < 0) {
            text.append('-');
        }
        long hundredths = Math.abs((long) raceTimeMs) / 10;
        text.append(hundredths / 6000).append(':');
        twoDigits(hundredths / 100 % 60);
        text.append('.');
        twoDigits(hundredths % 100);
    }

    private void twoDigits(long number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
