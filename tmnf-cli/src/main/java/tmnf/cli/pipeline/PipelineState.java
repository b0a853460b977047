package tmnf.cli.pipeline;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import tmnf.cli.command.CliException;
import tmnf.cli.command.ExitStatus;
import tmnf.gbx.file.AtomicFile;

/**
 * Which steps of a pipeline are done in the folder that its paths count from. One file, beside the pipeline,
 * says it of every folder that it was used from. Confined to one thread.
 */
final class PipelineState {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;
    private static final long MOST_BYTES = 1 << 22;
    private static final String FOLDER = "folder";

    private final Path file;
    private final String folder;
    private final List<Done> done = new ArrayList<>();
    private final List<JsonNode> elsewhere = new ArrayList<>(); // done in other folders, as it was read

    /** A step that ended as it may. */
    private record Done(String name, List<String> words, int exitCode, Instant ended, double seconds) {
    }

    private PipelineState(Path file, Path base) {
        this.file = file;
        this.folder = between(file.toAbsolutePath().normalize().getParent(), base.toAbsolutePath()
                .normalize());
    }

    /** Relative, so that it is true of a folder that is moved with its pipeline in it. */
    private static String between(Path from, Path to) {
        boolean related = from.getRoot().equals(to.getRoot()); // not on two drives
        String place = (related ? from.relativize(to) : to).toString().replace(File.separatorChar, '/');
        return place.isEmpty() ? "." : place;
    }

    /**
     * Reads what is done; nothing where there is no file.
     *
     * @param base the folder that paths of the steps count from
     * @param label the file as messages name it
     * @throws CliException if the file is damaged
     */
    static PipelineState read(Path file, Path base, String label) throws IOException {
        PipelineState state = new PipelineState(file, base);
        if (Files.exists(file)) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    throw new IllegalArgumentException("larger than 4 MiB");
                }
                state.parse(JSON.readTree(file.toFile()));
            } catch (JsonProcessingException | RuntimeException e) {
                throw new CliException(ExitStatus.NO_INPUT, "STATE_DAMAGED", label + " is damaged",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                        "give --again to begin with the first step", e);
            }
        }
        return state;
    }

    /** Nothing is done in this folder; what is done in others is lost only where the file is damaged. */
    static PipelineState again(Path file, Path base, String label) throws IOException {
        try {
            PipelineState state = read(file, base, label);
            state.keep(0);
            return state;
        } catch (CliException e) {
            return new PipelineState(file, base);
        }
    }

    private void parse(JsonNode root) {
        if (root.path("version").asInt() != VERSION) {
            throw new IllegalArgumentException("it is of version " + root.path("version") + ", not "
                    + VERSION);
        }
        for (JsonNode step : root.path("done")) {
            if (!step.path(FOLDER).asText(folder).equals(folder)) {
                elsewhere.add(step);
                continue;
            }
            List<String> words = new ArrayList<>();
            step.path("command").forEach(word -> words.add(word.asText()));
            done.add(new Done(step.path("name").asText(), words, step.path("exitCode").asInt(),
                    Instant.parse(step.path("ended").asText()), step.path("seconds").asDouble()));
        }
    }

    /**
     * How many steps from the first one on are done as they are now: a step that is called otherwise, has
     * another command, or ended with a code that does not count any more, is not, and none behind it.
     */
    int count(List<PipelineStep> steps) {
        int count = 0;
        while (count < done.size() && count < steps.size()
                && done.get(count).name().equals(steps.get(count).name())
                && done.get(count).words().equals(steps.get(count).words())
                && steps.get(count).accepted().contains(done.get(count).exitCode())) {
            count++;
        }
        return count;
    }

    /** The first steps alone are done, in memory. */
    void keep(int count) {
        done.subList(count, done.size()).clear();
    }

    /**
     * What is done in memory is so on the disk when this returns; nothing is written where nothing ever was.
     */
    void save() throws IOException {
        if (!done.isEmpty() || Files.exists(file)) {
            write();
        }
    }

    /** One more step is done; on the disk when this returns. */
    void add(PipelineStep step, int exitCode, Instant ended, double seconds) throws IOException {
        done.add(new Done(step.name(), step.words(), exitCode, ended, seconds));
        write();
    }

    private void write() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        ArrayNode list = root.putArray("done").addAll(elsewhere);
        for (Done step : done) {
            ObjectNode node = list.addObject();
            node.put("name", step.name());
            node.put(FOLDER, folder);
            step.words().forEach(node.putArray("command")::add);
            node.put("exitCode", step.exitCode());
            node.put("ended", step.ended().toString());
            node.put("seconds", step.seconds());
        }
        AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
