package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PretrainReportTest {

    @TempDir
    Path folder;

    private String write(List<EpochRow> rows, int exported, Optional<Reconstructions> pictures)
            throws IOException {
        Path file = Files.createDirectories(folder.resolve("run <1>")).resolve("report.html");
        PretrainReport.write(file, TestMeta.of(rows, exported), pictures,
                "tmnf pretrain --data-dir '<img> & \u0001more'");
        return Files.readString(file);
    }

    /** Fails where the page is not well-formed. */
    private static Document parse(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(page)));
    }

    private static List<Element> elements(Document page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static long curves(Document page, String kind, String name) {
        return elements(page, kind).stream().filter(each -> each.getAttribute("class").equals(name)).count();
    }

    @Test
    void thePageSaysWhatTheRunWasAndNeedsNothingElse() throws Exception {
        byte[] frames = new byte[2 * 34 * 40];
        frames[40] = 77;
        Reconstructions pictures = new Reconstructions(2, 34, 40, frames, new byte[frames.length]);

        String text = write(TestCheckpoints.rows(0.5, 0.25, 0.3), 2, Optional.of(pictures));

        Document page = parse(text);
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "link")).isEmpty();
        assertThat(text.replace("http://www.w3.org/", "")).doesNotContain("http:").doesNotContain("https:")
                .doesNotContain("url(");
        assertThat(elements(page, "h2")).extracting(Element::getTextContent).containsExactly("Losses",
                "Reconstructions", "Epochs", "Command", "Configuration");
        assertThat(elements(page, "td")).extracting(Element::getTextContent).contains("/data/img",
                "90 to learn from, 10 for validation", "3, early stopped", "epoch 2, val_loss 0.250000",
                "2, such as 1/a/<b>.png: cut", "1.00000e-05");
        assertThat(elements(page, "tr")).filteredOn(row -> row.getAttribute("class").equals("best"))
                .singleElement().satisfies(row -> assertThat(row.getTextContent()).startsWith("220"));
        assertThat(elements(page, "pre")).extracting(Element::getTextContent)
                .anyMatch(each -> each.equals("tmnf pretrain --data-dir '<img> & \uFFFDmore'"))
                .anyMatch(each -> each.contains("\"data_dir\": \"/data/<img> & \\\"more\\\"\""));
        BufferedImage grid = picture(page);
        assertThat(grid.getWidth()).isEqualTo(2 * 40 * 3 + 2);
        assertThat(grid.getHeight()).isEqualTo(2 * 34 * 3 + 2);
        // The second pixel row of the first frame begins with the one that is not black, three times as
        // large.
        assertThat(grid.getRaster().getSamples(0, 3, 4, 3, 0, (int[]) null))
                .containsExactly(77, 77, 77, 0, 77, 77, 77, 0, 77, 77, 77, 0);
        assertThat(grid.getRaster().getSample(5, 102, 0)).isEqualTo(255);
        assertThat(grid.getRaster().getSample(5, 104, 0)).isZero();
    }

    private static BufferedImage picture(Document page) throws IOException {
        String source = elements(page, "img").get(0).getAttribute("src");
        assertThat(source).startsWith("data:image/png;base64,");
        byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private String cloning(int validationSamples, List<ActionFigures> figures) throws IOException {
        PretrainMeta some = TestMeta.of(TestCheckpoints.rows(0.5, 0.25), 2);
        PretrainMeta meta = new PretrainMeta(some.encoder(), new PretrainMeta.Data("/data/img", 90,
                validationSamples, 42, "feed", 0, List.of()), some.ending(), some.rows(), "0.1.0",
                some.effective(), some.made(), Optional.of(new CloningFacts("backbone", "current_tick",
                        List.of(0), new PolicyFacts(List.of("left", "right"), OptionalInt.of(50), Map.of(),
                                Optional.empty()), Optional.empty(), Map.of(), 0)));
        Path file = folder.resolve("report.html");
        PretrainReport.write(file, meta, figures, "tmnf pretrain bc");
        return Files.readString(file);
    }

    @Test
    void whatIsCountedOfSamplesThatWereLearnedFromIsCalledThat() throws Exception {
        List<ActionFigures> figures = List.of(new ActionFigures(0, OptionalDouble.of(0.5),
                OptionalDouble.of(0.75), OptionalDouble.empty(), OptionalDouble.empty(),
                new long[][] {{1, 2}, {0, 1}}));

        assertThat(cloning(10, figures)).contains("Confusion at 0 ms")
                .doesNotContain("learned from, counted");
        String learned = cloning(0, figures);
        assertThat(learned).contains("Confusion at 0 ms", "of the samples that were learned from, counted "
                + "while epoch 2 learned them");
        parse(learned);
        assertThat(cloning(10, List.of())).contains("were not counted: the run had to stop.");
        assertThat(cloning(0, List.of())).contains("a version of tmnf trained it that did not keep that");
    }

    @Test
    void curvesBreakWhereAFigureIsMissing() throws Exception {
        List<EpochRow> rows = new ArrayList<>();
        double[] losses = {1, 0.9, Double.NaN, 0.7, Double.POSITIVE_INFINITY, 0.6, 0.5, 0.4};
        for (double loss : losses) {
            rows.add(new EpochRow(rows.size() + 1, rows.size() + 1, Map.of("train_loss", loss)));
        }

        Document page = parse(write(rows, 8, Optional.empty()));

        assertThat(curves(page, "polyline", "a")).isEqualTo(2);
        // The one between two gaps, and the best one.
        assertThat(curves(page, "circle", "a")).isEqualTo(2);
        assertThat(curves(page, "polyline", "b")).isZero();
        assertThat(elements(page, "img")).isEmpty();
        for (Element line : elements(page, "polyline")) {
            assertThat(line.getAttribute("points")).matches("(\\d+\\.\\d,\\d+\\.\\d ?)+");
        }
    }

    @Test
    void lossesOfManySizesAreOnALogarithmicScale() throws Exception {
        assertThat(write(TestCheckpoints.rows(1, 0.1, 0.01), 3, Optional.empty()))
                .contains("logarithmic").contains(">0.1<").contains(">0.01<");
        assertThat(write(TestCheckpoints.rows(1, 0.9, 0.8), 3, Optional.empty()))
                .doesNotContain("logarithmic").contains(">0.9<");
        assertThat(write(List.of(new EpochRow(1, 1, Map.of("train_loss", -1.0)),
                new EpochRow(2, 2, Map.of("train_loss", 50.0))), 1, Optional.empty()))
                .doesNotContain("logarithmic");
    }

    @Test
    void runsWithoutOrWithOneEpochHavePagesToo() throws Exception {
        parse(write(List.of(), 0, Optional.empty()));
        assertThat(write(List.of(), 0, Optional.empty())).contains("No epoch with a loss was finished")
                .contains("the weights as they were drawn");

        Document one = parse(write(TestCheckpoints.rows(0.5), 1, Optional.empty()));
        assertThat(curves(one, "circle", "b")).isEqualTo(2);

        for (double same : new double[] {0, 0.5, 1e-300, 1e300}) {
            String text = write(List.of(new EpochRow(1, 1, Map.of("train_loss", same)),
                    new EpochRow(2, 2, Map.of("train_loss", same))), 1, Optional.empty());
            parse(text);
            assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }
}
