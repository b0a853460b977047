package tmnf.capture.dataset.care;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.imageio.ImageIO;

import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.DatasetCursor;
import tmnf.capture.dataset.DatasetException;
import tmnf.capture.dataset.FrameStore;
import tmnf.capture.dataset.ManifestEntry;
import tmnf.capture.dataset.jpeg.JpegCodecs;
import tmnf.capture.dataset.jpeg.JpegDecoder;
import tmnf.capture.dataset.jpeg.JpegException;
import tmnf.capture.dataset.jpeg.JpegSettings;
import tmnf.capture.dataset.jpeg.Picture;
import tmnf.capture.dataset.jpeg.PixelFormat;
import tmnf.gbx.line.MapProjection;
import tmnf.gbx.line.PictureText;
import tmnf.gbx.model.RaceTimes;
import tmnf.gbx.model.Vec3;

/**
 * A picture of some frames of captures, evenly spaced, each with its time; of a single capture also the way
 * of the car from above, with the places of those frames. Needs no screen and no fonts. Stateless.
 */
public final class ContactSheet {

    /** Most frames of a sheet. */
    public static final int MOST_FRAMES = 40;

    private static final int COLUMNS = 8;
    private static final int CELL = 160;
    private static final int GAP = 8;
    private static final int LABEL = 20;
    private static final int NAME = 16;
    private static final int HEADING = 64;
    private static final int MAP_HEIGHT = 640;
    private static final double MAP_MARGIN = 40;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x1E2430);
    private static final Color FAINT = new Color(0x6B7482);
    private static final Color GROUND = new Color(0xF3F5F8);
    private static final Color LINE = new Color(0x1F77B4);
    private static final Color MARK = new Color(0xC01C1C);

    /** A frame on the sheet; null for a picture that cannot be decoded. */
    private record Shown(String name, int timeMs, BufferedImage picture, Optional<Vec3> position) { }

    private final String title;
    private final List<Shown> shown = new ArrayList<>();
    private final List<Vec3> way = new ArrayList<>();
    private final boolean single;
    private long frames;

    private ContactSheet(String title, boolean single) {
        this.title = title;
        this.single = single;
    }

    /**
     * The PNG file of a sheet.
     *
     * @param title stands above it
     * @param replays at least one; of many, evenly spaced ones are shown
     * @throws DatasetException when there is no frame to show, or a manifest breaks the format
     */
    public static byte[] png(String title, List<CapturedReplay> replays) throws IOException {
        ContactSheet sheet = new ContactSheet(title, replays.size() == 1);
        int chosen = Math.min(MOST_FRAMES, replays.size());
        for (int i = 0; i < chosen; i++) {
            CapturedReplay replay = replays.get((int) ((long) i * replays.size() / chosen));
            sheet.add(replay, MOST_FRAMES / chosen);
        }
        if (sheet.shown.isEmpty()) {
            throw new DatasetException(replays.isEmpty() ? title : replays.get(0).folder(), "",
                    "has no frame to show", "Name a capture with frames.");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
        ImageIO.write(sheet.draw(), "png", out);
        return out.toByteArray();
    }

    private void add(CapturedReplay replay, int most) throws IOException {
        int count = 0;
        try (DatasetCursor<Map<String, Object>> entries = replay.storedEntries()) {
            while (entries.next().isPresent()) {
                count++;
            }
        }
        frames += count;
        int pictures = Math.min(most, count);
        int next = 0;
        try (FrameStore store = replay.frames(); DatasetCursor<ManifestEntry> entries = replay.entries();
                JpegDecoder decoder = JpegCodecs.of(JpegSettings.DEFAULT).decoder()) {
            for (int index = 0; index < count; index++) {
                ManifestEntry entry = entries.next().orElseThrow();
                Optional<Vec3> position = entry.state().map(state -> state.position());
                if (single) {
                    position.ifPresent(way::add);
                }
                // The first, the last, and evenly between them; the middle one when there is room for one.
                int wanted = pictures == 1 ? count / 2 : (int) ((long) next * (count - 1) / (pictures - 1));
                if (next < pictures && index == wanted) {
                    next++;
                    shown.add(new Shown(replay.trackId() + "/" + replay.name(), entry.timeMs(),
                            decoded(decoder, store, entry.file()), position));
                }
            }
        }
        if (single && way.isEmpty()) {
            wayOfSnapshots(replay);
        }
    }

    /** Captures of other tools say only in their snapshots where the car was. */
    private void wayOfSnapshots(CapturedReplay replay) throws IOException {
        List<double[]> timed = new ArrayList<>();
        try (DatasetCursor<Map<String, Object>> snapshots = replay.snapshots()) {
            for (Optional<Map<String, Object>> next = snapshots.next(); next.isPresent();
                    next = snapshots.next()) {
                if (next.get().get("position") instanceof List<?> p && p.size() == 3
                        && p.stream().allMatch(Number.class::isInstance)
                        && next.get().get("time_ms") instanceof Number time) {
                    double[] at = p.stream().mapToDouble(each -> ((Number) each).doubleValue()).toArray();
                    way.add(new Vec3((float) at[0], (float) at[1], (float) at[2]));
                    timed.add(new double[] {time.doubleValue()});
                }
            }
        }
        for (int i = 0; i < shown.size() && !way.isEmpty(); i++) {
            Shown frame = shown.get(i);
            int nearest = 0;
            for (int k = 1; k < timed.size(); k++) {
                nearest = Math.abs(timed.get(k)[0] - frame.timeMs)
                        < Math.abs(timed.get(nearest)[0] - frame.timeMs) ? k : nearest;
            }
            shown.set(i, new Shown(frame.name, frame.timeMs, frame.picture, Optional.of(way.get(nearest))));
        }
    }

    private static BufferedImage decoded(JpegDecoder decoder, FrameStore store,
            String file) throws IOException {
        try {
            if (!store.has(file)) {
                return null;
            }
            Picture picture = decoder.decode(store.read(file), PixelFormat.RGB);
            BufferedImage image = new BufferedImage(picture.width(), picture.height(),
                    BufferedImage.TYPE_INT_RGB);
            byte[] pixels = picture.pixels();
            for (int i = 0; i < picture.width() * picture.height(); i++) {
                image.setRGB(i % picture.width(), i / picture.width(), (pixels[3 * i] & 0xFF) << 16
                        | (pixels[3 * i + 1] & 0xFF) << 8 | pixels[3 * i + 2] & 0xFF);
            }
            return image;
        } catch (JpegException | DatasetException e) {
            return null; // the sheet shows that it cannot be decoded
        }
    }

    private BufferedImage draw() {
        int columns = Math.min(COLUMNS, shown.size());
        int rows = (shown.size() + columns - 1) / columns;
        int cell = CELL + LABEL + (single ? 0 : NAME) + GAP;
        int width = Math.max(COLUMNS / 2, columns) * (CELL + GAP) + GAP;
        boolean map = single && way.size() > 1;
        int height = HEADING + rows * cell + GAP + (map ? MAP_HEIGHT : 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING,
                    RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, width, height);
            PictureText text = new PictureText(graphics);
            double room = width - 2 * GAP;
            text.draw(text.fitting(title, room, 20, true), GAP, 28, 20, true, INK);
            text.draw(shown.size() + " of " + frames + " frames", GAP, 50, 14, false, FAINT);
            for (int i = 0; i < shown.size(); i++) {
                int x = GAP + i % columns * (CELL + GAP);
                cell(graphics, text, i, x, HEADING + i / columns * cell);
            }
            if (map) {
                map(graphics, text, new Rectangle2D.Double(GAP, HEADING + rows * cell, width - 2 * GAP,
                        MAP_HEIGHT));
            }
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void cell(Graphics2D graphics, PictureText text, int number, int x, int y) {
        Shown frame = shown.get(number);
        graphics.setColor(GROUND);
        graphics.fillRect(x, y, CELL, CELL);
        if (frame.picture == null) {
            text.drawCentred("not readable", x + CELL / 2.0, y + CELL / 2.0, 14, true, MARK);
        } else {
            int longest = Math.max(frame.picture.getWidth(), frame.picture.getHeight());
            int wide = Math.max(1, frame.picture.getWidth() * CELL / longest);
            int high = Math.max(1, frame.picture.getHeight() * CELL / longest);
            // Small frames are shown with their pixels, large ones are smoothed.
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, longest < CELL
                    ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                    : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(frame.picture, x + (CELL - wide) / 2, y + (CELL - high) / 2, wide, high, null);
        }
        String number1 = single ? (number + 1) + "   " : "";
        text.draw(number1 + RaceTimes.format(frame.timeMs), x, y + CELL + 15, 13, false, INK);
        if (!single) {
            text.draw(text.fitting(frame.name, CELL, 11, false), x, y + CELL + LABEL + 11, 11, false, FAINT);
        }
    }

    private void map(Graphics2D graphics, PictureText text, Rectangle2D area) {
        graphics.setColor(GROUND);
        graphics.fill(area);
        Rectangle2D ground = new Rectangle2D.Double(way.get(0).x(), way.get(0).z(), 0, 0);
        way.forEach(at -> ground.add(at.x(), at.z()));
        MapProjection projection = new MapProjection(ground, new Rectangle2D.Double(
                area.getX() + MAP_MARGIN, area.getY() + MAP_MARGIN, area.getWidth() - 2 * MAP_MARGIN,
                area.getHeight() - 2 * MAP_MARGIN));
        graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.setColor(LINE);
        for (int i = 1; i < way.size(); i++) {
            graphics.draw(new Line2D.Double(projection.at(way.get(i - 1).x(), way.get(i - 1).z()),
                    projection.at(way.get(i).x(), way.get(i).z())));
        }
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).position.isPresent()) {
                Vec3 position = shown.get(i).position.get();
                mark(graphics, text, projection.at(position.x(), position.z()), i + 1);
            }
        }
        text.draw("the way of the car from above: x to the right, z downwards", area.getX() + GAP,
                area.getMaxY() - GAP, 13, false, FAINT);
    }

    private static void mark(Graphics2D graphics, PictureText text, Point2D at, int number) {
        graphics.setColor(PAPER);
        graphics.fill(new Ellipse2D.Double(at.getX() - 9, at.getY() - 9, 18, 18));
        graphics.setColor(MARK);
        graphics.setStroke(new BasicStroke(1.5f));
        graphics.draw(new Ellipse2D.Double(at.getX() - 9, at.getY() - 9, 18, 18));
        text.drawCentred(Integer.toString(number), at.getX(), at.getY() + 4, 11, true, INK);
    }
}
