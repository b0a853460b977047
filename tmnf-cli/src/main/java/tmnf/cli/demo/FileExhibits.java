package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import tmnf.gbx.line.NpyFiles;
import tmnf.gbx.line.ReferenceLine;
import tmnf.pretrain.run.ReportPage;

/** What is shown of lists, names, scripts, lines and pictures. */
final class FileExhibits {

    private FileExhibits() {
    }

    /** A list of tracks that became shorter. */
    static Exhibit kept(Path before, Path after) {
        return ofResult(() -> "kept " + lines(after).size() + " of " + count(lines(before).size(), "track"));
    }

    /** A list of tracks. */
    static Exhibit listed(Path list) {
        return ofResult(() -> count(lines(list).size(), "track") + ": " + String.join(", ", lines(list)));
    }

    /** How many files of this ending a folder holds, in it and below. */
    static Exhibit counted(Path folder, String ending, String what) {
        return ofResult(() -> count(files(folder, ending).size(), what));
    }

    /** How large a file became. */
    static Exhibit shorter(Path before, Path after) {
        return ofResult(() -> String.format(Locale.ROOT, "%,d bytes became %,d", Files.size(before),
                Files.size(after)));
    }

    /** A picture that the step drew. */
    static Exhibit picture(Path file, String what) {
        return new Exhibit() {
            @Override
            public String result() throws IOException {
                return String.format(Locale.ROOT, "%s, %,d KB", file.getFileName(), Files.size(file) / 1024);
            }

            @Override
            public void show(ReportPage page) throws IOException {
                Pictures.add(page, what, file);
            }
        };
    }

    /** Names that were changed, as the log of {@code fix-names} has them. */
    static Exhibit renamed(Path log) {
        return new Exhibit() {
            private List<List<String>> names() throws IOException {
                List<List<String>> names = new ArrayList<>();
                for (String line : lines(log)) {
                    String[] cells = line.split("\t", -1);
                    if (!line.startsWith("#") && cells.length >= 2) {
                        names.add(List.of(cells[0], cells[1]));
                    }
                }
                return names;
            }

            @Override
            public String result() throws IOException {
                return count(names().size(), "file") + " renamed";
            }

            @Override
            public void show(ReportPage page) throws IOException {
                page.table(List.of("before", "after"), names(), -1, 2);
            }
        };
    }

    /** Reference lines. */
    static Exhibit referenceLines(Path folder) {
        return new Exhibit() {
            @Override
            public String result() throws IOException {
                return count(files(folder, ".npy").size(), "reference line");
            }

            @Override
            public void show(ReportPage page) throws IOException {
                List<List<String>> rows = new ArrayList<>();
                for (Path file : files(folder, ".npy")) {
                    ReferenceLine line = NpyFiles.read(file);
                    rows.add(List.of(file.getFileName().toString(), Integer.toString(line.size()),
                            String.format(Locale.ROOT, "%.0f", line.lengthMetres())));
                }
                page.table(List.of("file", "points", "metres"), rows, -1, 1);
            }
        };
    }

    /** Of another exhibit only what it says. */
    static Exhibit resultOf(Exhibit other) {
        return ofResult(other::result);
    }

    /** What a step's result says. */
    private interface Result {
        String get() throws IOException;
    }

    private static Exhibit ofResult(Result result) {
        return new Exhibit() {
            @Override
            public String result() throws IOException {
                return result.get();
            }

            @Override
            public void show(ReportPage page) {
                // the result is all there is to see
            }
        };
    }

    /** The lines of a list that say something. */
    static List<String> lines(Path list) throws IOException {
        return Files.readAllLines(list).stream().filter(line -> !line.isBlank()).toList();
    }

    /** Sorted; in the folder and below. */
    static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
        }
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? what : what + "s");
    }
}
