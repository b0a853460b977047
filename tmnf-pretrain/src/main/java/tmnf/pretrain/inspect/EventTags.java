package tmnf.pretrain.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.tensorboard.Event;
import tmnf.pretrain.tensorboard.EventFile;
import tmnf.pretrain.tensorboard.EventValue;

/**
 * What an event file recorded, tag by tag.
 *
 * @param tags in the order of their names
 * @param events how many records there are
 * @param cut whether the file ends within a record
 */
public record EventTags(List<Tag> tags, int events, boolean cut) {

    /**
     * One tag.
     *
     * @param name of the tag
     * @param kind {@code scalar}, {@code image}, {@code histogram} or {@code text}
     * @param count how often it was recorded
     * @param firstStep of the first time
     * @param lastStep of the last time
     * @param last what was recorded then, in short
     */
    public record Tag(String name, String kind, int count, long firstStep, long lastStep, String last) {
    }

    private static final int LONGEST_TEXT = 60;

    /** Copies the list. */
    public EventTags {
        tags = List.copyOf(tags);
    }

    /** Of all records of a file. */
    public static EventTags of(EventFile file) {
        Map<String, Tag> tags = new TreeMap<>();
        for (Event event : file.events()) {
            for (EventValue value : event.values()) {
                tags.merge(value.tag(), new Tag(value.tag(), kind(value), 1, event.step(), event.step(),
                        shortly(value)), (before, now) -> new Tag(now.name(), now.kind(), before.count() + 1,
                        before.firstStep(), now.lastStep(), now.last()));
            }
        }
        return new EventTags(new ArrayList<>(tags.values()), file.events().size(), file.cut());
    }

    private static String kind(EventValue value) {
        return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String shortly(EventValue value) {
        if (value instanceof EventValue.Scalar scalar) {
            return Float.toString(scalar.value());
        }
        if (value instanceof EventValue.Image image) {
            return image.width() + "x" + image.height() + ", " + image.png().length + " bytes";
        }
        if (value instanceof EventValue.Histogram histogram) {
            return String.format(Locale.ROOT, "%.0f numbers from %s to %s", histogram.count(),
                    (float) histogram.min(), (float) histogram.max());
        }
        if (value instanceof EventValue.Layout layout) {
            return layout.categories().stream().mapToInt(each -> each.charts().size()).sum() + " charts";
        }
        String text = ((EventValue.Text) value).text().replaceAll("\\s+", " ").strip();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }
}
