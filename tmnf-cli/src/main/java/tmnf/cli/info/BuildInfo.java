package tmnf.cli.info;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the build wrote down about itself. A build outside a git checkout has the commit {@code unknown}.
 *
 * @param version version of the project
 * @param commit short hash, with {@code -dirty} when the checkout had changes
 * @param time time of the commit, else that of the sources; UTC in ISO-8601
 */
public record BuildInfo(String version, String commit, String time) {

    private static final String RESOURCE = "/META-INF/tmnf-build.properties";

    /** Reads the properties that the build filled in. */
    public static BuildInfo load() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = filled(properties, "commit");
        boolean dirty = Boolean.parseBoolean(properties.getProperty("dirty"));
        String time = filled(properties, "time");
        return new BuildInfo(filled(properties, "version"),
                dirty && !commit.equals("unknown") ? commit + "-dirty" : commit,
                time.equals("unknown") ? filled(properties, "sourceTime") : time);
    }

    /** Version and commit for one line of text. */
    public String line() {
        return version + " (" + commit + ")";
    }

    /** Everything about this program and the Java that runs it. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("commit", commit);
        facts.put("buildTime", time);
        facts.put("javaVersion", System.getProperty("java.version"));
        facts.put("javaVendor", System.getProperty("java.vendor"));
        facts.put("os", System.getProperty("os.name"));
        facts.put("osVersion", System.getProperty("os.version"));
        facts.put("arch", System.getProperty("os.arch"));
        return facts;
    }

    /** The lines of {@code --version}. */
    public String[] lines() {
        Map<String, String> facts = facts();
        return new String[] {
            "tmnf " + version,
            "commit: " + commit,
            "built: " + time,
            "java: " + facts.get("javaVersion") + " (" + facts.get("javaVendor") + ")",
            "os: " + facts.get("os") + " " + facts.get("osVersion") + " (" + facts.get("arch") + ")"};
    }

    private static String filled(Properties properties, String key) {
        String value = properties.getProperty(key, "unknown");
        return value.isBlank() || value.startsWith("${") ? "unknown" : value;
    }
}
