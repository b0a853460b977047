package tmnf.pretrain.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;

/**
 * {@code report.html}: a run as one page that needs no other file, no network and no script, in light and
 * dark; what the encoder is, the curves of the losses, frames beside their reconstructions, the figures of
 * all epochs, the configuration and the command that repeats it. It is also well-formed XML.
 */
public final class PretrainReport {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1e2430; --faint: #6b7482; --paper: #ffffff;
              --ground: #f3f5f8; --line: #d5dae2; --train: #1f77b4; --val: #d95f02; --best: #2a9d4a; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #9aa3b2;
              --paper: #14171c; --ground: #1e232b; --line: #38404c; --train: #62b0ec; --val: #ff9d4d;
              --best: #5fd081; } }
            body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: var(--ink);
              background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; vertical-align: top;
              border-bottom: 1px solid var(--line); }
            th { color: var(--faint); font-weight: 500; }
            .epochs td, .epochs th { text-align: right; white-space: nowrap; }
            tr.best td { color: var(--best); font-weight: 600; }
            pre { background: var(--ground); padding: 0.8rem; overflow-x: auto; font-size: 0.85rem; }
            img, svg { max-width: 100%; height: auto; }
            img { image-rendering: pixelated; }
            svg text { fill: var(--ink); font-size: 12px; }
            svg .number { text-anchor: end; } svg .middle { text-anchor: middle; }
            svg .grid { stroke: var(--line); } svg .axis { stroke: var(--faint); }
            svg .best { stroke: var(--best); stroke-dasharray: 4 3; }
            svg .train_loss { stroke: var(--train); } svg .val_loss { stroke: var(--val); }
            svg polyline, svg line { fill: none; stroke-width: 1.6; } svg .grid { stroke-width: 1; }
            svg circle.train_loss { fill: var(--train); } svg circle.val_loss { fill: var(--val); }
            """;

    private final PretrainMeta meta;
    private final StringBuilder page = new StringBuilder();

    private PretrainReport(PretrainMeta meta) {
        this.meta = meta;
    }

    /**
     * Writes or replaces the page.
     *
     * @param pictures frames and their reconstructions; empty for a task that makes none
     * @param command what repeats the run, as one types it
     */
    public static void write(Path file, PretrainMeta meta, Optional<Reconstructions> pictures,
            String command) throws IOException {
        String text = new PretrainReport(meta).page(file, pictures, command);
        AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private String page(Path file, Optional<Reconstructions> pictures, String command) throws IOException {
        Path run = file.toAbsolutePath().normalize().getParent();
        String title = "Pretraining " + (run.getFileName() == null ? "" : run.getFileName());
        page.append("""
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
                style-src 'unsafe-inline'"/>
                """);
        page.append("<title>").append(escaped(title)).append("</title>\n<style>\n").append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>").append(escaped(title)).append("</h1>\n");
        facts();
        heading("Losses");
        page.append(LossCurves.of(meta.rows(), meta.ending().exportedEpoch()));
        if (pictures.isPresent()) {
            pictures(pictures.get());
        }
        epochs();
        heading("Command");
        preformatted(command);
        heading("Configuration");
        preformatted(PythonJson.text(ConfigFile.plain(meta.effective())));
        page.append("</body>\n</html>\n");
        return page.toString();
    }

    private void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    private void preformatted(String text) {
        page.append("<pre>").append(escaped(text)).append("</pre>\n");
    }

    private void facts() {
        PretrainMeta.Encoder encoder = meta.encoder();
        PretrainMeta.Data data = meta.data();
        int exported = meta.ending().exportedEpoch();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Task", encoder.task());
        facts.put("Frames", encoder.width() + " x " + encoder.height() + " pixels, " + encoder.stack()
                + " in a sample (" + encoder.stackMode() + "), pixels as " + encoder.normalization());
        facts.put("Dataset", data.root());
        facts.put("Samples", data.trainSamples() + " to learn from, " + data.validationSamples()
                + " for validation");
        if (data.unreadable() > 0) {
            facts.put("Unreadable frames", data.unreadable() + ", such as "
                    + String.join("; ", data.unreadableNames()));
        }
        facts.put("Epochs", meta.rows().size() + ", " + meta.ending().reason());
        facts.put("Exported", exported == 0 ? "the weights as they were drawn" : "epoch " + exported + ", "
                + meta.ending().monitor() + " "
                + figure(meta.rows().get(exported - 1).values().get(meta.ending().monitor())));
        facts.put("Encoder", encoder.features() + " features from " + encoder.channels()
                + (encoder.channels() == 1 ? " channel" : " channels") + ", architecture "
                + encoder.archHash());
        facts.put("SHA-256 of encoder.pt", encoder.sha256());
        facts.put("Seed", Long.toString(data.seed()));
        facts.put("Made", meta.made() + " by tmnf " + meta.toolVersion());
        page.append("<table>\n");
        facts.forEach((name, value) -> page.append("<tr><th scope=\"row\">").append(escaped(name))
                .append("</th><td>").append(escaped(value)).append("</td></tr>\n"));
        page.append("</table>\n");
    }

    private void pictures(Reconstructions pictures) throws IOException {
        heading("Reconstructions");
        BufferedImage grid = pictures.grid();
        page.append("<p>Above the frames, below what is made of them.</p>\n<p class=\"scroll\"><img alt=\"")
                .append(pictures.count()).append(" frames above their reconstructions\" width=\"")
                .append(grid.getWidth()).append("\" height=\"").append(grid.getHeight())
                .append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png(grid))).append("\"/></p>\n");
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    private void epochs() {
        List<EpochRow> rows = meta.rows();
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.values().keySet()));
        heading("Epochs");
        page.append("<div class=\"scroll\"><table class=\"epochs\">\n<tr><th>epoch</th><th>step</th>");
        names.forEach(name -> page.append("<th>").append(escaped(name)).append("</th>"));
        page.append("</tr>\n");
        for (EpochRow row : rows) {
            boolean best = row.epoch() == meta.ending().exportedEpoch();
            page.append(best ? "<tr class=\"best\">" : "<tr>").append("<td>").append(row.epoch())
                    .append("</td><td>").append(row.step()).append("</td>");
            names.forEach(name -> page.append("<td>").append(figure(row.values().get(name)))
                    .append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    /** Six digits; empty where there is no figure. */
    private static String figure(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
    }

    /** Text for a page; what neither HTML nor XML can hold becomes a replacement character. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isText(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isText(int c) {
        return c == '\t' || c == '\n' || c >= ' ' && c < 0x7F || c >= 0xA0 && c < 0xD800
                || c >= 0xE000 && c < 0xFFFE || c >= 0x1_0000;
    }
}
