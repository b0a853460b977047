package tmnf.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.cli.env.Environment;

/**
 * The servers that a section of a document starts, and the lines that ask them. Ports that a document names
 * may be taken on the machine of the test, or hold a game: each server gets a free one instead, and who asks
 * at the port of the document gets the server that the section started there.
 */
final class DocumentedServers implements AutoCloseable {

    private static final String PORT = "--port";
    private static final String ADDRESS = "--base-url";
    private static final Pattern URL = Pattern.compile("http://[^ /]+");
    private static final Pattern URL_PORT = Pattern.compile("http://[^ /]+:(\\d+)/?");
    /** As if the user had pressed Ctrl+C. */
    private static final int INTERRUPTED = 130;

    private final BiFunction<OutputStream, OutputStream, Environment> place;
    private final String exchange;
    private final Map<DocumentedLine, ServingCommand> running = new LinkedHashMap<>();
    private final Map<String, String> urls = new HashMap<>(); // by the port that the document names

    /**
     * None at first.
     *
     * @param place what a server with these streams, stdout and stderr, finds around it
     * @param exchange address of the one that is asked where the section has none
     */
    DocumentedServers(BiFunction<OutputStream, OutputStream, Environment> place, String exchange) {
        this.place = place;
        this.exchange = exchange;
    }

    /** Starts one, and waits until it says that it serves. Returns what went wrong. */
    List<String> start(DocumentedLine line, List<String> words) throws InterruptedException {
        List<String> all = apart(words);
        int at = all.indexOf(PORT);
        String port = at < 0 ? "none" : all.remove(at + 1);
        if (at < 0) {
            all.add(PORT);
        }
        all.add(all.indexOf(PORT) + 1, "0");
        ServingCommand server = new ServingCommand(place, all);
        running.put(line, server);
        String said = server.awaitFirstLine();
        if (!said.contains("Ctrl+C stops")) {
            return List.of(line + "\n  did not serve: " + said + server.err());
        }
        Matcher url = URL.matcher(said);
        if (url.find()) {
            urls.put(port, url.group());
        }
        return List.of();
    }

    /** The words of a line that asks a server or looks for a game, at a port where that is safe. */
    List<String> asking(List<String> words) throws IOException {
        List<String> all = apart(words);
        int port = all.indexOf(PORT);
        if (port >= 0) {
            all.set(port + 1, CliTestBase.freePort());
        }
        int address = all.indexOf(ADDRESS);
        if (address >= 0) {
            Matcher named = URL_PORT.matcher(all.get(address + 1));
            all.set(address + 1, named.matches() ? urls.getOrDefault(named.group(1), exchange) : exchange);
        }
        return all;
    }

    /** The words with the values of the two options as words of their own. */
    private static List<String> apart(List<String> words) {
        List<String> all = new ArrayList<>();
        for (String word : words) {
            all.addAll(word.matches("(" + PORT + "|" + ADDRESS + ")=.*") ? List.of(word.split("=", 2))
                    : List.of(word));
        }
        return all;
    }

    /** Stops all. Returns which of them did not end as a server does that is stopped. */
    List<String> end() throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<DocumentedLine, ServingCommand> server : running.entrySet()) {
            int code = server.getValue().stop();
            if (code != INTERRUPTED) {
                wrong.add(server.getKey() + "\n  ended with " + code + ": " + server.getValue().err());
            }
        }
        close();
        return wrong;
    }

    @Override
    public void close() {
        for (ServingCommand server : running.values()) {
            server.close();
        }
        running.clear();
        urls.clear();
    }
}
