package tmnf.rl.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import tmnf.pretrain.tensorboard.Event;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.tensorboard.EventValue;

/** What is in TensorBoard's files of a folder. */
public final class WrittenTags {

    private WrittenTags() {
    }

    /** All values, file by file. */
    public static List<EventValue> values(Path folder) throws IOException {
        List<EventValue> values = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("events."))
                    .sorted().toList()) {
                for (Event event : EventFile.read(file).events()) {
                    values.addAll(event.values());
                }
            }
        }
        return values;
    }

    /** Names of the numbers. */
    public static Set<String> of(Path folder) throws IOException {
        Set<String> tags = new TreeSet<>();
        for (EventValue value : values(folder)) {
            if (value instanceof EventValue.Scalar) {
                tags.add(value.tag());
            }
        }
        return tags;
    }

    /** The family of the table that a tag is of. */
    public static String family(String tag) {
        return TrainTags.find(tag).orElseThrow(() -> new AssertionError(tag + " is in no table")).name();
    }
}
