package tmnf.gbx.filter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The record of renamed files: lines {@code old<TAB>new}, in UTF-8, both relative to the replays directory
 * with {@code /} between the parts. Runs append to it, one at a time. In names a tab, a line end, a backslash
 * or another control character stands as {@code \t}, {@code \n}, {@code \r}, {@code \\} or {@code \xHH}, and
 * so does a byte that is no UTF-8. A third column {@code dropped} says that the old file was deleted since
 * the new one has the same bytes. A line without a tab is a comment.
 */
public final class RenameLog {

    /** Name of the log in the replays directory. */
    public static final String FILE_NAME = ".fix_names.tsv";

    private static final String COMMENT = "# tmnf fix-names: old<TAB>new, undo with tmnf fix-names --undo\n";

    private static final String DROPPED = "dropped";
    private static final long LOCKED_AT = Long.MAX_VALUE - 1;

    /** One renamed file; every part of its names is one file or folder name. */
    record Entry(List<String> folders, String oldName, String newName, boolean dropped) {}

    private RenameLog() {}

    /** Where the log of a replays directory is. */
    public static Path in(Path replaysDir) {
        return replaysDir.resolve(FILE_NAME);
    }

    /**
     * The right to rename what a log tells of: for one program at a time, and in it for one thread.
     *
     * @throws RenamesBusyException when somebody else has it
     */
    static Held hold(Path log) throws IOException {
        FileChannel channel = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.READ);
        FileLock lock = null;
        try {
            // Far behind the text: Windows lets nobody read what is locked.
            lock = channel.tryLock(LOCKED_AT, 1, false);
        } catch (OverlappingFileLockException e) {
            // Another thread of this program: as if it were another program.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new RenamesBusyException(log);
        }
        return new Held(channel);
    }

    /** A log that is ours until it is closed. */
    static final class Held implements Closeable {

        private final FileChannel channel;

        private Held(FileChannel channel) {
            this.channel = channel;
        }

        /** Appends the mapping and flushes it to disk. */
        void append(List<RenameStep> steps) throws IOException {
            String lead = channel.size() == 0 ? COMMENT : endsInLine(channel) ? "" : "\n";
            channel.position(channel.size());
            ByteBuffer bytes = ByteBuffer.wrap((lead + text(steps)).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static String text(List<RenameStep> steps) {
        StringBuilder text = new StringBuilder();
        for (RenameStep step : steps) {
            if (step instanceof RenameStep.Rename || step instanceof RenameStep.Drop) {
                String folder = escaped(step.folder());
                text.append(folder).append('/').append(escaped(step.oldName())).append('\t')
                        .append(folder).append('/').append(escaped(step.newName()))
                        .append(step instanceof RenameStep.Drop ? "\t" + DROPPED : "").append('\n');
            }
        }
        return text.toString();
    }

    /**
     * The entries of a log in its order.
     *
     * @throws IOException when a line is no mapping within one folder below the replays directory
     */
    static List<Entry> read(Path log) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String text = Files.readString(log, StandardCharsets.UTF_8);
        boolean torn = !text.isEmpty() && !text.endsWith("\n");
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            // A last line without its end was cut off by a crash, before its run renamed anything.
            boolean last = i == lines.length - 1;
            if (lines[i].indexOf('\t') >= 0 && !(torn && last)) {
                entries.add(entry(log, i + 1, lines[i]));
            }
        }
        return entries;
    }

    private static boolean endsInLine(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) == '\n';
    }

    private static Entry entry(Path log, int number, String line) throws IOException {
        String[] sides = line.split("\t", -1);
        boolean dropped = sides.length == 3 && sides[2].equals(DROPPED);
        if (sides.length == 2 || dropped) {
            List<String> before = parts(sides[0]);
            List<String> after = parts(sides[1]);
            int depth = before.size() - 1;
            boolean valid = depth >= 1 && after.size() == depth + 1
                    && before.subList(0, depth).equals(after.subList(0, depth))
                    && before.stream().allMatch(RenameLog::isName)
                    && after.stream().allMatch(RenameLog::isName);
            if (valid) {
                return new Entry(before.subList(0, depth), before.get(depth), after.get(depth), dropped);
            }
        }
        throw new IOException(log + ", line " + number + ": not a mapping track/old<TAB>track/new");
    }

    private static List<String> parts(String side) {
        List<String> parts = new ArrayList<>();
        for (String part : side.split("/", -1)) {
            parts.add(unescaped(part));
        }
        return parts;
    }

    private static boolean isName(String part) {
        return !part.isEmpty() && !part.equals(".") && !part.equals("..")
                && part.indexOf('/') < 0 && part.indexOf('\0') < 0;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean rawByte = FileNames.isRawByte(c)
                    && !(i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
            switch (c) {
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> out.append(rawByte || c < 0x20 || c == 0x7F ? hex(c & 0xFF) : String.valueOf(c));
            }
        }
        return out.toString();
    }

    private static String hex(int value) {
        return "\\x" + Character.forDigit(value >> 4, 16) + Character.forDigit(value & 15, 16);
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char code = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (code == 'x' && i + 4 <= text.length() && hexValue(text, i + 2) >= 0) {
                out.append(FileNames.ofByte(hexValue(text, i + 2)));
                i += 4;
            } else if (code != 0 && "tnr\\".indexOf(code) >= 0) {
                out.append("\t\n\r\\".charAt("tnr\\".indexOf(code)));
                i += 2;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    private static int hexValue(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
