package tmnf.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the tests do with a command line of a document. */
enum DocumentedUse {

    /** It runs as it stands there. */
    RUN("run"),
    /** The same until its section ends: it serves until it is stopped. */
    SERVED("run until stopped"),
    /** It runs with {@code --dry-run}: all that can be refused is looked at. It would take minutes. */
    REHEARSED_TIME("dry run: minutes"),
    /** The same. It would need the game. */
    REHEARSED_GAME("dry run: game"),
    /** Its options are parsed. It needs a game, and has no dry run. */
    PARSED_GAME("parsed: game"),
    /** The same. It takes half a minute or more, and a test of its own runs it. */
    PARSED_TIME("parsed: takes long"),
    /** The same, without what it leaves open. */
    PARSED_OPEN("parsed: leaves words open"),
    /** No line to type, but the name of a command, which must exist. */
    NAMED("names of commands");

    private static final Set<String> GAMES = Set.of("capture", "validate", "train", "eval");

    private final String title;

    DocumentedUse(String title) {
        this.title = title;
    }

    /** As a column of the table. */
    String title() {
        return title;
    }

    /** Whether it runs in some way. */
    boolean runs() {
        return this == RUN || this == SERVED || isRehearsed();
    }

    /** Whether it runs with {@code --dry-run}. */
    boolean isRehearsed() {
        return this == REHEARSED_TIME || this == REHEARSED_GAME;
    }

    /** What is to be done with a line. */
    static DocumentedUse of(DocumentedLine line, CommandLine tree) {
        List<String> words = line.words();
        CommandSpec command = command(words, tree);
        boolean dry = command.findOption("--dry-run") != null;
        String name = command.qualifiedName(" ").replaceFirst("^tmnf ?", "");
        if (line.inText() && words.size() == name.split(" ").length) {
            return NAMED;
        }
        if (words.stream().anyMatch(DocumentedUse::isOpen)) {
            return PARSED_OPEN;
        }
        if (words.contains("--help") || words.contains("--dry-run") || words.contains("plan")) {
            return RUN;
        }
        if (GAMES.contains(name) && !words.contains("--sim") && !words.contains("--clean")
                && !words.contains("--prepare-only")) {
            return dry ? REHEARSED_GAME : PARSED_GAME;
        }
        return switch (name) {
            case "pretrain", "pretrain bc", "train", "eval", "pipeline" -> REHEARSED_TIME;
            case "demo" -> PARSED_TIME;
            case "doctor" -> words.contains("--selftest") ? PARSED_TIME : RUN;
            case "sim exchange", "sim game" -> SERVED;
            case "record-session" -> PARSED_GAME;
            default -> RUN;
        };
    }

    /** A word that stands for another one. */
    static boolean isOpen(String word) {
        return word.contains("…") || word.contains("...")
                || word.matches(".*<\\w+>.*|(.*/)?[A-Z]+(\\.[a-z.]+)?");
    }

    /** The words without those that are open and stand for more words. */
    static List<String> parsed(List<String> words) {
        return words.stream().filter(word -> !word.equals("...") && !word.equals("…")).toList();
    }

    /** The command that the words name; the root where there is none. */
    static CommandSpec command(List<String> words, CommandLine tree) {
        CommandLine found = tree;
        for (String word : words) {
            Optional<CommandLine> sub = Optional.ofNullable(found.getSubcommands().get(word));
            if (sub.isEmpty()) {
                break;
            }
            found = sub.get();
        }
        return found.getCommandSpec();
    }
}
