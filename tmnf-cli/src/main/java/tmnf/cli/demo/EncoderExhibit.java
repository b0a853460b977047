package tmnf.cli.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import tmnf.pretrain.run.Chart;
import tmnf.pretrain.run.ChartSeries;
import tmnf.pretrain.run.ReportPage;
import tmnf.pretrain.tensorboard.Event;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.tensorboard.EventValue;

/** A run of pretraining: its losses, and the last reconstructions that its event files have. */
final class EncoderExhibit implements Exhibit {

    private static final String TRAIN = "train_loss";
    private static final String VALIDATION = "val_loss";
    private static final int GAP = 4;
    /** A width that is large enough. */
    private static final int WIDE = 900;

    private final Path run;

    EncoderExhibit(Path run) {
        this.run = run;
    }

    @Override
    public String result() throws IOException {
        CsvTable metrics = metrics();
        double[] losses = metrics.numbers(VALIDATION);
        return String.format(Locale.ROOT, "loss on unseen frames %.4f after %s, %.4f after the first",
                losses[losses.length - 1], FileExhibits.count(losses.length, "epoch"), losses[0]);
    }

    private CsvTable metrics() throws IOException {
        return CsvTable.read(run.resolve("metrics.csv"));
    }

    @Override
    public void show(ReportPage page) throws IOException {
        BufferedImage input = last("input");
        BufferedImage output = last("recon");
        int scale = Math.max(1, WIDE / input.getWidth());
        int height = input.getHeight() * scale;
        BufferedImage both = new BufferedImage(input.getWidth() * scale, 2 * height + GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = both.createGraphics();
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, both.getWidth(), both.getHeight());
        paper.dispose();
        Pictures.place(both, input, 0, 0, scale);
        Pictures.place(both, output, 0, height + GAP, scale);
        page.picture("Frames above what the encoder's features let a decoder draw again", both);
        page.text("Above frames as they were captured, below what is drawn again from the encoder's "
                + "features alone.");
        CsvTable metrics = metrics();
        double[] epochs = metrics.numbers("epoch");
        Chart chart = new Chart("Losses over the epochs", "epoch", List.of(
                ChartSeries.brokenLine("a", TRAIN, epochs, metrics.numbers(TRAIN)),
                ChartSeries.brokenLine("b", VALIDATION, epochs, metrics.numbers(VALIDATION)))).counted();
        page.element("<div class=\"scroll\">" + chart.svg() + "</div>\n");
    }

    private BufferedImage last(String tag) throws IOException {
        Path folder = run.resolve("tensorboard");
        Optional<byte[]> found = Optional.empty();
        for (Path file : FileExhibits.files(folder, "")) {
            if (file.getFileName().toString().startsWith("events.out.tfevents.")) {
                for (Event event : EventFile.read(file).events()) {
                    for (EventValue value : event.values()) {
                        if (value instanceof EventValue.Image image && image.tag().equals(tag)) {
                            found = Optional.of(image.png());
                        }
                    }
                }
            }
        }
        return Pictures.decode(tag, found.orElseThrow(() -> new NoSuchFileException(folder.toString(), null,
                "there are no reconstructions in it")));
    }
}
