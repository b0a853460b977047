package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import tmnf.capture.dataset.PythonJson;

/**
 * {@code report.html}: a run as one page that needs no other file, no network and no script, in light and
 * dark; what the encoder is, the curves of the losses, frames beside their reconstructions, the figures of
 * all epochs, the configuration and the command that repeats it. It is also well-formed XML.
 */
public final class PretrainReport {

    private final PretrainMeta meta;
    private final ReportPage page;

    private PretrainReport(PretrainMeta meta, String title) {
        this.meta = meta;
        page = new ReportPage(title);
    }

    /**
     * Writes or replaces the page.
     *
     * @param pictures frames and their reconstructions; empty for a task that makes none
     * @param command what repeats the run, as one types it
     */
    public static void write(Path file, PretrainMeta meta, Optional<Reconstructions> pictures,
            String command) throws IOException {
        Path run = file.toAbsolutePath().normalize().getParent();
        new PretrainReport(meta, "Pretraining " + (run.getFileName() == null ? "" : run.getFileName()))
                .make(pictures, command).write(file);
    }

    /**
     * The same of behavioural cloning.
     *
     * @param actions figures of each offset, {@link ActionFigures}; none if nothing was counted
     */
    public static void write(Path file, PretrainMeta meta, List<ActionFigures> actions, String command)
            throws IOException {
        Path run = file.toAbsolutePath().normalize().getParent();
        PretrainReport report = new PretrainReport(meta, "Behavioural cloning "
                + (run.getFileName() == null ? "" : run.getFileName()));
        report.begin();
        new ActionTables(report.page, meta).add(actions);
        report.end(command).write(file);
    }

    private ReportPage make(Optional<Reconstructions> pictures, String command) throws IOException {
        begin();
        if (pictures.isPresent()) {
            pictures(pictures.get());
        }
        return end(command);
    }

    private void begin() {
        facts();
        page.heading("Losses");
        page.element(EpochCurves.ofLosses(meta.rows(), meta.ending().exportedEpoch()));
    }

    private ReportPage end(String command) {
        epochs();
        page.heading("Command");
        page.command(command);
        page.heading("Configuration");
        page.preformatted(PythonJson.text(ConfigFile.plain(meta.effective())));
        return page;
    }

    private void facts() {
        PretrainMeta.Encoder encoder = meta.encoder();
        PretrainMeta.Data data = meta.data();
        int exported = meta.ending().exportedEpoch();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Task", encoder.task());
        meta.cloning().ifPresent(cloning -> facts.put("Actions", cloning.actions().size() + ", "
                + cloning.target() + ", of the last frame of a sample and "
                + cloning.offsetsMs().stream().map(Object::toString).collect(Collectors.joining(", "))
                + " ms behind it" + (cloning.leftOut() == 0 ? "" : "; " + cloning.leftOut()
                        + " samples without labels are left out")));
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
        if (exported > 0) {
            FeatureCollapse.of(meta.rows().get(exported - 1).values())
                    .ifPresent(text -> facts.put("Warning", text));
        }
        facts.put("Encoder", encoder.features() + " features from " + encoder.channels()
                + (encoder.channels() == 1 ? " channel" : " channels") + ", architecture "
                + encoder.archHash());
        facts.put("SHA-256 of encoder.pt", encoder.sha256());
        facts.put("Seed", Long.toString(data.seed()));
        facts.put("Made", meta.made() + " by tmnf " + meta.toolVersion());
        page.facts(facts);
    }

    private void pictures(Reconstructions pictures) throws IOException {
        page.heading("Reconstructions");
        page.text("Above the frames, below what is made of them.");
        page.picture(pictures.count() + " frames above their reconstructions", pictures.grid());
    }

    private void epochs() {
        List<EpochRow> rows = meta.rows();
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.values().keySet()));
        List<String> heads = new ArrayList<>(List.of("epoch", "step"));
        heads.addAll(names);
        List<List<String>> lines = new ArrayList<>();
        int marked = -1;
        for (EpochRow row : rows) {
            marked = row.epoch() == meta.ending().exportedEpoch() ? lines.size() : marked;
            List<String> line = new ArrayList<>(List.of(Integer.toString(row.epoch()),
                    Long.toString(row.step())));
            names.forEach(name -> line.add(figure(row.values().get(name))));
            lines.add(line);
        }
        page.heading("Epochs");
        page.table(heads, lines, marked, 0);
    }

    /** Six digits; empty where there is no figure. */
    private static String figure(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
