package tmnf.pretrain.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import tmnf.gbx.file.AtomicFile;

/**
 * One page that needs no other file, no network and no script, in light and dark, and that is well-formed XML
 * too. Whoever makes it adds parts from top to bottom; text is escaped here, elements are taken as they are.
 * Colours of series: {@code a} to {@code h}; {@code grid}, {@code axis}, {@code number} and {@code middle}
 * are for what charts have around them.
 */
public final class ReportPage {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1e2430; --faint: #6b7482; --paper: #ffffff;
              --ground: #f3f5f8; --line: #d5dae2; --a: #1f77b4; --b: #d95f02; --c: #2a9d4a; --d: #9aa3b2;
              --e: #8e44ad; --f: #b8860b; --g: #c2185b; --h: #00838f; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #9aa3b2;
              --paper: #14171c; --ground: #1e232b; --line: #38404c; --a: #62b0ec; --b: #ff9d4d;
              --c: #5fd081; --d: #6b7482; --e: #c58be0; --f: #e0b94a; --g: #f06fa4; --h: #4fc3d0; } }
            body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; color: var(--ink);
              background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
            h3 { font-size: 1rem; margin: 1.4rem 0 0.4rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.15rem 0.9rem 0.15rem 0; text-align: left; vertical-align: top;
              border-bottom: 1px solid var(--line); }
            th { color: var(--faint); font-weight: 500; }
            .figures td, .figures th { text-align: right; white-space: nowrap; }
            .figures .name { text-align: left; }
            tr.best td { color: var(--c); font-weight: 600; }
            pre { background: var(--ground); padding: 0.8rem; overflow-x: auto; font-size: 0.85rem; }
            img, svg { max-width: 100%; height: auto; }
            img { image-rendering: pixelated; }
            svg text { fill: var(--ink); font-size: 12px; }
            svg .number { text-anchor: end; } svg .middle { text-anchor: middle; }
            svg polyline, svg line { fill: none; stroke-width: 1.6; }
            svg .grid { stroke: var(--line); stroke-width: 1; } svg .axis { stroke: var(--faint); }
            svg .marked { stroke: var(--c); stroke-dasharray: 4 3; }
            svg .broad { stroke: var(--d); stroke-width: 5; stroke-opacity: 0.5; }
            svg polygon { fill-opacity: 0.18; } svg .bar { stroke-width: 14; }
            .command { white-space: pre-wrap; overflow-wrap: anywhere; } details { margin: 0.8rem 0; }
            summary { color: var(--faint); cursor: pointer; } a { color: var(--a); }
            @media (max-width: 40rem) { body { padding: 1rem; }
              .scroll svg { width: auto; min-width: 34rem; } .figures .name { white-space: normal; }
              pre { white-space: pre-wrap; overflow-wrap: anywhere; } }
            """;
    private static final String COLOURS = "abcefghd"; // the grey one last

    private final StringBuilder page = new StringBuilder();

    /** A page that has its title only. */
    public ReportPage(String title) {
        String shown = escaped(title);
        page.append("""
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
                style-src 'unsafe-inline'"/>
                """);
        page.append("<title>").append(shown).append("</title>\n<style>\n").append(STYLE);
        for (char c : COLOURS.toCharArray()) {
            page.append("svg .").append(c).append(" { stroke: var(--").append(c).append("); } svg circle.")
                    .append(c).append(", svg polygon.").append(c).append(" { stroke: none; fill: var(--")
                    .append(c).append("); }\n");
        }
        page.append("</style>\n</head>\n<body>\n<h1>").append(shown).append("</h1>\n");
    }

    /** The class of the n-th series, from 0 on; they begin again after eight. */
    public static String colour(int n) {
        return COLOURS.substring(n % COLOURS.length(), n % COLOURS.length() + 1);
    }

    /** The heading of a part. */
    public void heading(String text) {
        page.append("<h2>").append(escaped(text)).append("</h2>\n");
    }

    /** The heading of a part of a part. */
    public void subheading(String text) {
        page.append("<h3>").append(escaped(text)).append("</h3>\n");
    }

    /** A paragraph. */
    public void text(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
    }

    /** Text whose lines stay as they are. */
    public void preformatted(String text) {
        page.append("<pre>").append(escaped(text)).append("</pre>\n");
    }

    /** A command line as one types it, however long. */
    public void command(String line) {
        page.append("<pre class=\"command\">").append(escaped(line)).append("</pre>\n");
    }

    /**
     * Text whose lines stay as they are, folded up below a title; browsers do that without a script.
     *
     * @param open whether it is unfolded at first
     */
    public void folded(String title, String text, boolean open) {
        page.append(open ? "<details open=\"open\"><summary>" : "<details><summary>")
                .append(escaped(title)).append("</summary>");
        preformatted(text);
        page.append("</details>\n");
    }

    /** Names and what they are, in order. */
    public void facts(Map<String, String> facts) {
        page.append("<table>\n");
        facts.forEach((name, value) -> page.append("<tr><th scope=\"row\">").append(escaped(name))
                .append("</th><td>").append(escaped(value)).append("</td></tr>\n"));
        page.append("</table>\n");
    }

    /**
     * A table of figures.
     *
     * @param rows each as long as the names
     * @param marked row that stands out, from 0 on; -1 for none
     * @param left columns of words, which come first and are not set like figures
     */
    public void table(List<String> names, List<List<String>> rows, int marked, int left) {
        page.append("<div class=\"scroll\"><table class=\"figures\">\n<tr>");
        cells("th", names, left);
        page.append("</tr>\n");
        for (int i = 0; i < rows.size(); i++) {
            page.append(i == marked ? "<tr class=\"best\">" : "<tr>");
            cells("td", rows.get(i), left);
            page.append("</tr>\n");
        }
        page.append("</table></div>\n");
    }

    private void cells(String tag, List<String> cells, int left) {
        for (int i = 0; i < cells.size(); i++) {
            page.append('<').append(tag).append(i < left ? " class=\"name\">" : ">")
                    .append(escaped(cells.get(i))).append("</").append(tag).append('>');
        }
    }

    /**
     * A picture in the page itself.
     *
     * @param what it shows, for who does not see it
     * @param type such as {@code image/png}
     * @param width pixels of the page, and so {@code height}
     */
    public void picture(String what, String type, byte[] file, int width, int height) {
        page.append("<p class=\"scroll\"><img alt=\"").append(escaped(what)).append("\" width=\"")
                .append(width).append("\" height=\"").append(height).append("\" src=\"data:").append(type)
                .append(";base64,").append(Base64.getEncoder().encodeToString(file)).append("\"/></p>\n");
    }

    /** The same of a picture that is no file yet. */
    public void picture(String what, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        picture(what, "image/png", bytes.toByteArray(), image.getWidth(), image.getHeight());
    }

    /** Something that is HTML already. */
    public void element(String html) {
        page.append(html);
    }

    /** The page as the bytes of a file. */
    public byte[] bytes() {
        return (page + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the page, or replaces one that is there, as a whole. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, bytes());
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
