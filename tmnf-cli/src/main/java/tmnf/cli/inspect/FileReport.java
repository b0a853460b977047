package tmnf.cli.inspect;

import java.util.List;
import java.util.Map;

/**
 * What is shown of one file.
 *
 * @param facts its JSON object; one with the key {@code error} was refused
 * @param lines the same for people
 */
record FileReport(Map<String, Object> facts, List<String> lines) {}
