package tmnf.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;

import tmnf.cli.run.JsonText;
import tmnf.cli.run.Printable;
import tmnf.pretrain.inspect.EventTags;
import tmnf.pretrain.inspect.TensorFile;
import tmnf.pretrain.inspect.TensorStats;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.torch.TorchTensor;

/** Files of learning, by their names: tensors of PyTorch and safetensors, event files of TensorBoard. */
final class LearningFile {

    private static final List<String> TENSORS = List.of(".pt", ".pth", ".torch", ".ckpt", ".safetensors");
    private static final String EVENTS = ".tfevents.";
    private static final String KIND_OF_EVENTS = "TensorBoard events";
    private static final List<String> BESIDE = List.of("pretrain_meta.json", "init_iqn.json");
    private static final long MOST_BESIDE = 1 << 20;
    private static final int LONGEST_VALUE = 100;

    private LearningFile() {}

    /** Whether a file is named like one that holds tensors. */
    static boolean hasTensors(Path file) {
        String name = name(file);
        return TENSORS.stream().anyMatch(name::endsWith);
    }

    /** Whether a file is named like one of learning. */
    static boolean isOne(Path file) {
        return hasTensors(file) || name(file).contains(EVENTS);
    }

    private static String name(Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    /** The report on a file that {@link #isOne} takes for one; the limit is of lines of values. */
    static FileReport report(Path file, Path absolute, int limit) throws IOException {
        return hasTensors(file) ? tensors(file, absolute, limit) : events(file, absolute);
    }

    // --------------------------------------------------------------------------------------------- tensors

    private static FileReport tensors(Path file, Path absolute, int limit) throws IOException {
        TensorFile content = TensorFile.read(absolute);
        Map<String, Object> facts = start(file, absolute, content.kind().label());
        List<Map<String, Object>> tensors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        int width = content.tensors().keySet().stream().mapToInt(String::length).max().orElse(1);
        content.tensors().forEach((key, tensor) -> {
            TensorStats stats = TensorStats.of(tensor);
            tensors.add(facts(key, tensor, stats));
            rows.add(Printable.line(row(key, width, tensor, stats)));
            if (!stats.isFinite()) {
                warnings.add(key + ": " + stats.nan() + " NaN, " + stats.infinite() + " infinite of "
                        + stats.count());
            }
        });
        facts.put("elements", content.elements());
        facts.put("tensors", tensors);
        facts.put("values", content.values());
        facts.put("opaque", content.opaque());
        Optional<Beside> beside = Beside.of(absolute);
        beside.ifPresent(text -> facts.put(text.key(), text.content()));
        facts.put("warnings", warnings);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s: %s, %d tensors, %,d numbers", file, content.kind().label(),
                tensors.size(), content.elements()));
        lines.addAll(rows);
        values(content, limit, lines);
        beside.ifPresent(text -> {
            lines.add("  " + text.name() + ":");
            text.content().forEach((key, value) -> lines.add("    " + key + ": " + shortened(value)));
        });
        warnings.forEach(warning -> lines.add("  warning: " + Printable.line(warning)));
        return new FileReport(facts, lines);
    }

    private static Map<String, Object> start(Path file, Path absolute, String kind) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file.toString());
        facts.put("absolute", absolute.toString());
        facts.put("kind", kind);
        facts.put("bytes", Files.size(absolute));
        return facts;
    }

    private static Map<String, Object> facts(String key, TorchTensor tensor, TensorStats stats) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", key);
        facts.put("type", type(tensor));
        facts.put("shape", tensor.shape());
        facts.put("strides", tensor.isContiguous() ? null : tensor.strides());
        facts.put("norm", stats.norm());
        facts.put("min", stats.min());
        facts.put("max", stats.max());
        facts.put("mean", stats.mean());
        facts.put("nan", stats.nan());
        facts.put("infinite", stats.infinite());
        return facts;
    }

    static String type(TorchTensor tensor) {
        return tensor.type().toString();
    }

    private static String row(String key, int width, TorchTensor tensor, TensorStats stats) {
        return String.format(Locale.ROOT, "  %-" + width + "s  %-8s %-16s norm %-10s %s to %s, mean %s%s%s",
                key, type(tensor), tensor.shape(), number(stats.norm()), number(stats.min()),
                number(stats.max()), number(stats.mean()),
                tensor.isContiguous() ? "" : ", strides " + tensor.strides(),
                stats.isFinite() ? "" : ", NOT FINITE: " + (stats.nan() + stats.infinite()));
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    private static void values(TensorFile content, int limit, List<String> lines) {
        Stream.concat(content.values().entrySet().stream()
                        .map(entry -> "  " + entry.getKey() + " = " + shortened(entry.getValue())),
                content.opaque().entrySet().stream()
                        .map(entry -> "  " + entry.getKey() + ": opaque, left to " + entry.getValue()))
                .limit(limit).map(Printable::line).forEach(lines::add);
        int all = content.values().size() + content.opaque().size();
        if (all > limit) {
            lines.add("  ... and " + (all - limit) + " more values; --limit shows more");
        }
    }

    // ---------------------------------------------------------------------------------------------- events

    private static FileReport events(Path file, Path absolute) throws IOException {
        EventTags content = EventTags.of(EventFile.read(absolute));
        Map<String, Object> facts = start(file, absolute, KIND_OF_EVENTS);
        facts.put("events", content.events());
        facts.put("tags", content.tags());
        facts.put("warnings", content.cut() ? List.of("the file ends within a record: its program was ended,"
                + " or writes it still") : List.of());
        List<String> lines = new ArrayList<>();
        lines.add(file + ": " + KIND_OF_EVENTS + ", " + content.events() + " events, "
                + content.tags().size() + " tags" + (content.cut() ? ", cut" : ""));
        int width = content.tags().stream().mapToInt(tag -> tag.name().length()).max().orElse(1);
        content.tags().forEach(tag -> lines.add(String.format(Locale.ROOT,
                "  %-" + width + "s  %-9s %6d times, steps %d to %d, last %s", tag.name(), tag.kind(),
                tag.count(), tag.firstStep(), tag.lastStep(), tag.last())));
        return new FileReport(facts, lines);
    }

    /**
     * The text in the folder of a file that says how it was made.
     *
     * @param name of its file
     * @param content its keys and values
     */
    private record Beside(String name, Map<String, Object> content) {

        static Optional<Beside> of(Path file) throws IOException {
            for (String name : BESIDE) {
                Path text = file.resolveSibling(name);
                if (Files.isRegularFile(text) && Files.size(text) <= MOST_BESIDE) {
                    try {
                        Map<String, Object> content = new LinkedHashMap<>();
                        JsonText.shared().readTree(Files.readAllBytes(text)).properties().forEach(
                                field -> content.put(field.getKey(), field.getValue()));
                        return Optional.of(new Beside(name, content));
                    } catch (JsonProcessingException e) {
                        return Optional.empty(); // the tensors are what was asked for
                    }
                }
            }
            return Optional.empty();
        }

        /** The key of the facts. */
        String key() {
            return name.equals(BESIDE.get(0)) ? "pretrainMeta" : "origin";
        }
    }
}
