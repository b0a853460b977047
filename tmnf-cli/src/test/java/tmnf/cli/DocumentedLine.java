package tmnf.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import tmnf.cli.pipeline.CommandWords;

/**
 * A command line of ours that a document shows.
 *
 * @param page path of the document below the project's folder, with slashes
 * @param line its number in the document
 * @param words what stands behind the name of the program
 * @param inText whether it stands between backticks in a sentence or a table, and not in a block
 * @param section heading that it stands under
 */
record DocumentedLine(String page, int line, List<String> words, boolean inText, String section) {

    private static final Pattern COMMAND = Pattern.compile("(?:\\./|\\.\\\\)?tmnf(?:\\.cmd)?\\s+(\\S.*)");
    private static final Pattern SUBSTITUTED = Pattern.compile("<\\((?:\\./)?tmnf (.*?)\\)");
    private static final Pattern FENCE = Pattern.compile(" {0,3}```+\\s*(\\w*)\\s*");
    private static final Pattern SPAN = Pattern.compile("(?<!`)`([^`]+)`(?!`)");
    /** Files of which a shell knows nothing, and remarks behind a command. */
    private static final Pattern TAIL = Pattern.compile("\\s+(?:#|\\||>>?|2>).*|\\s{2,}(?!-).*");
    /** Variables, or times of cron, before a command. */
    private static final Pattern BEFORE = Pattern.compile(
            "^(?:(?:[A-Z_]+=(?:'[^']*'|\\S*)|[*\\d/,-]+) +)+(?=(?:\\./)?tmnf)");

    /** Where it is, and what. */
    @Override
    public String toString() {
        return page + ":" + line + ": tmnf " + String.join(" ", words);
    }

    /** All of a document, in their order. */
    static List<DocumentedLine> of(String page, String text) {
        List<DocumentedLine> found = new ArrayList<>();
        List<String> block = new ArrayList<>(); // the fenced block that is open
        StringBuilder prose = new StringBuilder(); // what stands outside of blocks, blocks as empty lines
        List<String> sections = new ArrayList<>(); // of each line
        String section = "";
        String language = null; // of the open block; null outside
        int number = 0;
        boolean blankBefore = true;
        boolean indented = false;
        for (String line : text.lines().toList()) {
            number++;
            MatchResult fence = FENCE.matcher(line).results().findFirst()
                    .filter(match -> match.group().length() == line.length()).orElse(null);
            indented = language == null && line.startsWith("    ") && (indented || blankBefore);
            blankBefore = line.isBlank();
            if (fence != null && language == null) {
                language = fence.group(1);
                block.clear();
            } else if (fence != null) {
                if (List.of("", "sh", "console", "powershell").contains(language)) {
                    ofBlock(found, page, number - block.size(), block, section);
                }
                language = null;
            } else if (language != null) {
                block.add(line);
            } else if (indented) {
                ofBlock(found, page, number, List.of(joined(text, number)), section);
            } else {
                section = line.startsWith("#") ? line.replaceFirst("#+\\s*", "") : section;
                prose.append(line);
            }
            prose.append('\n');
            sections.add(section);
        }
        ofProse(found, page, prose.toString(), sections);
        found.sort(Comparator.comparingInt(DocumentedLine::line));
        return found;
    }

    /** The line with those that continue it. */
    private static String joined(String text, int number) {
        List<String> lines = text.lines().toList();
        StringBuilder joined = new StringBuilder(lines.get(number - 1));
        for (int next = number; joined.charAt(joined.length() - 1) == '\\'; next++) {
            joined.setLength(joined.length() - 1);
            joined.append(lines.get(next).strip());
        }
        return joined.toString();
    }

    private static void ofBlock(List<DocumentedLine> found, String page, int first, List<String> block,
            String section) {
        boolean session = block.stream().anyMatch(line -> line.startsWith("$ "));
        for (int i = 0; i < block.size(); i++) {
            String line = block.get(i).strip();
            boolean typed = !session || line.startsWith("$ ");
            if (typed && !line.contains("[OPTIONS]")) { // those of a synopsis, which is generated
                add(found, page, first + i, line.replaceFirst("^\\$ ", ""), false, section);
            }
        }
    }

    private static void ofProse(List<DocumentedLine> found, String page, String prose,
            List<String> sections) {
        SPAN.matcher(prose).results().forEach(span -> {
            int line = 1 + (int) prose.substring(0, span.start()).chars().filter(c -> c == '\n').count();
            add(found, page, line, span.group(1).replace("\n", " ").replace("\\|", "|"), true,
                    sections.get(line - 1));
        });
    }

    private static void add(List<DocumentedLine> found, String page, int line, String text, boolean inText,
            String section) {
        SUBSTITUTED.matcher(text).results().forEach(match -> found.add(
                new DocumentedLine(page, line, CommandWords.of(match.group(1)), inText, section)));
        MatchResult command = COMMAND.matcher(BEFORE.matcher(text).replaceFirst("")).results().findFirst()
                .filter(match -> match.start() == 0).orElse(null);
        if (command != null) {
            String words = TAIL.matcher(command.group(1)).replaceFirst("");
            found.add(new DocumentedLine(page, line, CommandWords.of(words), inText, section));
        }
    }
}
