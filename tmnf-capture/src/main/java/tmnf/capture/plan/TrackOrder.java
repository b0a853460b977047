package tmnf.capture.plan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import tmnf.gbx.filter.FileNames;
import tmnf.gbx.filter.FilterStyle;
import tmnf.gbx.filter.TrackList;
import tmnf.gbx.filter.TrackListException;

/** Which tracks are looked at, in the order of work. Says what is left out, and why. */
final class TrackOrder {

    private static final int NAMED = 5;

    private final CapturePlaces places;
    private final ReplaySelection selection;
    private final Consumer<String> notices;

    TrackOrder(CaptureSettings settings, Consumer<String> notices) {
        this.places = settings.places();
        this.selection = settings.selection();
        this.notices = notices;
    }

    List<String> ids() throws IOException {
        if (!Files.isDirectory(places.replaysDir())) {
            throw new PlanException(PlanException.Reason.NO_REPLAYS_DIR, "no folder " + places.replaysDir()
                    + ": replays are taken from <folder>/<track>/. Give the right one with --replays-dir,"
                    + " or get replays with tmnf download.");
        }
        List<String> ids = withoutEnterMaps(usable(wanted()));
        if (selection.shard().count() == 1) {
            return ids;
        }
        List<String> ours = ids.stream().filter(selection.shard()::has).toList();
        notices.accept("shard " + selection.shard() + ": " + ours.size() + " of " + ids.size() + " tracks");
        return ours;
    }

    private List<String> wanted() throws IOException {
        if (!selection.trackIds().isEmpty()) {
            return selection.trackIds();
        }
        Path file = selection.trackList();
        try {
            TrackList list = TrackList.read(file, FilterStyle.DEFAULT);
            if (!list.duplicates().isEmpty()) {
                notices.accept(file + ": ids that stand there more than once, "
                        + list.duplicates().size() + ", are taken at their first place: "
                        + named(list.duplicates()));
            }
            return list.ids();
        } catch (NoSuchFileException e) {
            List<String> folders = folders();
            notices.accept("no list " + file + ": taking all folders of " + places.replaysDir() + ", "
                    + folders.size() + ", in natural order");
            return folders;
        } catch (TrackListException e) {
            throw new PlanException(PlanException.Reason.BAD_LIST, e.getMessage(), e);
        }
    }

    private List<String> folders() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(places.replaysDir())) {
            for (Path entry : entries) {
                String name = FileNames.text(entry);
                if (Files.isDirectory(entry) && !name.startsWith(".")) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(NaturalOrder.INSTANCE);
        return names;
    }

    /** Each id once, and none that would lead out of the folders. */
    private List<String> usable(List<String> ids) {
        List<String> bad = new ArrayList<>();
        Set<String> good = new LinkedHashSet<>();
        for (String id : ids) {
            (isFolderName(id) ? good : bad).add(id);
        }
        if (!bad.isEmpty()) {
            notices.accept("ids that are no names of folders, " + bad.size() + ", are left out: "
                    + named(bad));
        }
        return List.copyOf(good);
    }

    static boolean isFolderName(String id) {
        boolean slash = id.indexOf('/') >= 0 || id.indexOf('\\') >= 0 || id.indexOf('\0') >= 0;
        return !id.isEmpty() && !id.startsWith(".") && !slash;
    }

    private List<String> withoutEnterMaps(List<String> ids) throws IOException {
        if (selection.excludeEnterMaps().isEmpty()) {
            return ids;
        }
        Path file = selection.excludeEnterMaps().get();
        Set<String> excluded;
        try {
            excluded = new HashSet<>(TrackList.read(file, FilterStyle.DEFAULT).ids());
        } catch (NoSuchFileException e) {
            notices.accept("no list " + file + " of tracks that wait for Enter: none is left out");
            return ids;
        } catch (TrackListException e) {
            throw new PlanException(PlanException.Reason.BAD_LIST, e.getMessage(), e);
        }
        List<String> left = ids.stream().filter(id -> !excluded.contains(id)).toList();
        if (left.size() < ids.size()) {
            notices.accept(ids.size() - left.size() + " tracks are left out because they are in " + file);
        }
        return left;
    }

    /** The first few of a list. */
    static String named(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())));
        return ids.size() > NAMED ? first + ", ..." : first;
    }
}
