package tmnf.gbx.line;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Writes on a picture: with Java's sans-serif font, or with {@link StrokeFont} where Java finds no fonts, as
 * on servers without any.
 */
public final class PictureText {

    private static final double CAP_HEIGHT = 0.72;

    private final Graphics2D graphics;
    private final boolean fonts;

    /** Writes with whatever fonts there are. */
    public PictureText(Graphics2D graphics) {
        this(graphics, hasFonts(graphics));
    }

    PictureText(Graphics2D graphics, boolean fonts) {
        this.graphics = graphics;
        this.fonts = fonts;
    }

    private static boolean hasFonts(Graphics2D graphics) {
        try {
            return graphics.getFontMetrics(font(12, false)).stringWidth("0") > 0;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return false; // that is how Java says that the system has no font configuration
        }
    }

    private static Font font(int size, boolean bold) {
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size);
    }

    /** Pixels from left to right. */
    public double width(String text, int size, boolean bold) {
        return fonts
                ? graphics.getFontMetrics(font(size, bold)).stringWidth(text)
                : StrokeFont.width(text, size * CAP_HEIGHT);
    }

    /** The space a text takes whose lower left corner stands at (x, y). */
    public Rectangle2D bounds(String text, double x, double y, int size, boolean bold) {
        return new Rectangle2D.Double(x, y - size * CAP_HEIGHT, width(text, size, bold), size * CAP_HEIGHT);
    }

    /** Draws with the lower left corner at (x, y). */
    public void draw(String text, double x, double y, int size, boolean bold, Color color) {
        graphics.setColor(color);
        if (fonts) {
            graphics.setFont(font(size, bold));
            graphics.drawString(text, (float) x, (float) y);
        } else {
            Path2D outline = StrokeFont.outline(text, x, y, size * CAP_HEIGHT);
            graphics.setStroke(
                    new BasicStroke(bold ? 2f : 1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(outline);
        }
    }

    /** Draws with the middle of the lower edge at (x, y). */
    public void drawCentred(String text, double x, double y, int size, boolean bold, Color color) {
        draw(text, x - width(text, size, bold) / 2, y, size, bold, color);
    }

    /** The text, cut with dots where it is wider than {@code room}. */
    public String fitting(String text, double room, int size, boolean bold) {
        if (width(text, size, bold) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end) + "...", size, bold) > room) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "...";
    }
}
