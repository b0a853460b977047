package tmnf.cli.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import tmnf.capture.dataset.CaptureDataset;
import tmnf.capture.dataset.CapturedReplay;
import tmnf.capture.dataset.FrameStore;
import tmnf.pretrain.run.ReportPage;

/** A dataset of frames as a contact sheet: a row for each captured replay, from its start to its finish. */
final class FramesExhibit implements Exhibit {

    private static final int COLUMNS = 6;
    private static final int MOST_ROWS = 6;
    private static final int GAP = 4;
    /** A side that a frame has at least when it is enlarged. */
    private static final int SEEN = 112;

    private final Path images;

    FramesExhibit(Path images) {
        this.images = images;
    }

    @Override
    public String result() throws IOException {
        List<CapturedReplay> replays = CaptureDataset.open(images).replays();
        long frames = 0;
        for (CapturedReplay replay : replays) {
            try (FrameStore store = replay.frames()) {
                frames += store.names().size();
            }
        }
        return FileExhibits.count(frames, "frame") + " of " + FileExhibits.count(replays.size(), "replay");
    }

    @Override
    public void show(ReportPage page) throws IOException {
        List<CapturedReplay> replays = CaptureDataset.open(images).replays();
        List<List<BufferedImage>> rows = new ArrayList<>();
        for (CapturedReplay replay : replays.subList(0, Math.min(MOST_ROWS, replays.size()))) {
            rows.add(row(replay));
        }
        int width = rows.stream().flatMap(List::stream).mapToInt(BufferedImage::getWidth).max().orElse(0);
        int height = rows.stream().flatMap(List::stream).mapToInt(BufferedImage::getHeight).max().orElse(0);
        if (width == 0) {
            throw new IOException("no frame is in " + images);
        }
        int scale = (SEEN + Math.max(width, height) - 1) / Math.max(width, height);
        BufferedImage sheet = new BufferedImage(COLUMNS * (width * scale + GAP) - GAP,
                rows.size() * (height * scale + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = sheet.createGraphics();
        paper.setColor(Color.LIGHT_GRAY);
        paper.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        paper.dispose();
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < rows.get(y).size(); x++) {
                Pictures.place(sheet, rows.get(y).get(x), x * (width * scale + GAP),
                        y * (height * scale + GAP), scale);
            }
        }
        page.picture("Frames from the start of each replay to its finish, a row for each", sheet);
        page.text("From the start on the left to the finish on the right: " + replays.stream()
                .limit(MOST_ROWS).map(replay -> replay.trackId() + " " + replay.name())
                .collect(Collectors.joining("; ")) + ".");
    }

    private static List<BufferedImage> row(CapturedReplay replay) throws IOException {
        List<BufferedImage> row = new ArrayList<>();
        try (FrameStore store = replay.frames()) {
            List<String> names = store.names();
            int count = Math.min(COLUMNS, names.size());
            for (int i = 0; i < count; i++) {
                String name = names.get(count == 1 ? 0 : i * (names.size() - 1) / (count - 1));
                row.add(Pictures.decode(replay.folder().resolve(name), store.read(name)));
            }
        }
        return row;
    }
}
