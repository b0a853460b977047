package tmnf.pretrain.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tmnf.gbx.file.AtomicFile;
import tmnf.pretrain.torch.TorchFormatException.Reason;

/**
 * A safetensors file: a state dict and some texts about it.
 *
 * <pre>
 * offset  type   meaning
 *      0  u64    length of the header, little-endian
 *      8  JSON   {"__metadata__": {text: text}, name: {"dtype": "F32", "shape": [..],
 *                "data_offsets": [begin, end]}, ...}, blanks
 *      .  bytes  the tensors in row order, little-endian, without gaps; offsets count from here
 * </pre>
 *
 * @param tensors in the order of the header
 * @param metadata texts by name
 */
public record SafetensorsFile(StateDict tensors, Map<String, String> metadata) {

    private static final String METADATA = "__metadata__";
    private static final String TYPE = "dtype";
    private static final String SHAPE = "shape";
    private static final String OFFSETS = "data_offsets";
    private static final String HEADER = "header";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A tensor of the header. */
    private record Entry(String name, TorchType type, List<Long> shape, long begin, long end) {}

    public SafetensorsFile {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Reads a file within {@link TorchLimits#DEFAULT}. */
    public static SafetensorsFile read(Path path) throws IOException {
        return read(path, TorchLimits.DEFAULT);
    }

    /**
     * Reads a file.
     *
     * @throws TorchFormatException if it is damaged or goes beyond a limit
     * @throws IOException if it cannot be read
     */
    public static SafetensorsFile read(Path path, TorchLimits limits) throws IOException {
        String file = path.toString();
        long fileBytes = Files.size(path);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] prefix = in.readNBytes(Long.BYTES);
            long length = prefix.length < Long.BYTES ? -1
                    : ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > fileBytes - Long.BYTES) {
                throw new TorchFormatException(
                        Reason.NOT_TORCH, file, "does not begin with the length of a header");
            }
            if (length > limits.structureBytes() || fileBytes > limits.bytes()) {
                throw new TorchFormatException(Reason.LIMIT, file, "a header of " + length + " bytes in "
                        + fileBytes + ", the limits are " + limits.structureBytes() + " in "
                        + limits.bytes());
            }
            JsonNode header = header(file, in.readNBytes((int) length));
            List<Entry> entries = entries(file, header, limits, fileBytes - Long.BYTES - length);
            return new SafetensorsFile(tensors(file, entries, in), metadata(file, header));
        }
    }

    /** Whether a file claims to be one: behind the length of its header that header begins, as JSON. */
    public static boolean isOne(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(Long.BYTES + 1);
            boolean zip = start.length > 1 && start[0] == 'P' && start[1] == 'K';
            return !zip && start.length > Long.BYTES && start[Long.BYTES] == '{';
        }
    }

    private static JsonNode header(String file, byte[] json) throws IOException {
        try {
            JsonNode header = JSON.readTree(json);
            if (!header.isObject()) {
                throw damaged(file, "is no JSON object");
            }
            return header;
        } catch (JsonProcessingException e) {
            TorchFormatException fault = damaged(file, "is no valid JSON (" + e.getOriginalMessage() + ")");
            fault.initCause(e);
            throw fault;
        }
    }

    private static Map<String, String> metadata(String file, JsonNode header) throws TorchFormatException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> text : header.path(METADATA).properties()) {
            if (!text.getValue().isTextual()) {
                throw damaged(file, "has metadata that is no text: " + text.getKey());
            }
            texts.put(text.getKey(), text.getValue().textValue());
        }
        return texts;
    }

    /** In the order of the header; checked to fill the data without gaps. */
    private static List<Entry> entries(String file, JsonNode header, TorchLimits limits, long dataBytes)
            throws TorchFormatException {
        if (header.size() > limits.entries()) {
            throw new TorchFormatException(Reason.LIMIT, file,
                    header.size() + " tensors, the limit is " + limits.entries());
        }
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> described : header.properties()) {
            if (!described.getKey().equals(METADATA)) {
                entries.add(entry(file, described.getKey(), described.getValue()));
            }
        }
        long position = 0;
        for (Entry entry : inOrderOfData(entries)) {
            if (entry.begin() != position) {
                throw damaged(file, "leaves a gap or an overlap before " + entry.name());
            }
            position = entry.end();
        }
        if (position != dataBytes) {
            throw damaged(file, "describes " + position + " bytes of tensors, there are " + dataBytes);
        }
        return entries;
    }

    private static List<Entry> inOrderOfData(List<Entry> entries) {
        return entries.stream().sorted(Comparator.comparingLong(Entry::begin).thenComparing(Entry::end))
                .toList();
    }

    private static Entry entry(String file, String name, JsonNode described) throws TorchFormatException {
        String typeName = described.path(TYPE).asText();
        TorchType type = TorchType.ofSafetensorsName(typeName).orElseThrow(() -> new TorchFormatException(
                Reason.UNSUPPORTED, file, HEADER, -1, name + " is of type '" + typeName + "'"));
        List<Long> shape = longs(file, name, described.path(SHAPE));
        List<Long> offsets = longs(file, name, described.path(OFFSETS));
        long count = TorchTensor.count(shape);
        if (offsets.size() != 2 || shape.size() > TorchTensor.MAX_DIMENSIONS
                || count > (Integer.MAX_VALUE - 8L) / type.bytes()
                || offsets.get(1) - offsets.get(0) != count * type.bytes()) {
            throw damaged(file, name + " " + shape + " of " + type + " does not lie at " + offsets);
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static List<Long> longs(String file, String name, JsonNode array) throws TorchFormatException {
        List<Long> longs = new ArrayList<>();
        for (JsonNode number : array) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw damaged(file, name + " has a length or offset that is none: " + number);
            }
            longs.add(number.longValue());
        }
        if (!array.isArray()) {
            throw damaged(file, name + " has no shape or no offsets");
        }
        return longs;
    }

    private static StateDict tensors(String file, List<Entry> entries, InputStream in) throws IOException {
        Map<String, TorchTensor> read = new LinkedHashMap<>();
        entries.forEach(entry -> read.put(entry.name(), null)); // the order of the header
        for (Entry entry : inOrderOfData(entries)) {
            int length = (int) (entry.end() - entry.begin());
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw damaged(file, "describes more than there is: the file was cut while it was read");
            }
            read.put(entry.name(), TorchTensor.of(entry.type(), entry.shape(), bytes));
        }
        return StateDict.of(read);
    }

    private static TorchFormatException damaged(String file, String detail) {
        return new TorchFormatException(Reason.DAMAGED, file, HEADER, -1, detail);
    }

    /**
     * Writes or replaces a file, whole or not at all. The widest types lie first, so that all are aligned;
     * the same content gives the same bytes.
     */
    public void write(Path path) throws IOException {
        List<Map.Entry<String, TorchTensor>> inData = new ArrayList<>(tensors.tensors().entrySet());
        inData.sort(Comparator.comparingInt(entry -> -entry.getValue().type().bytes()));
        byte[] json = JSON.writeValueAsBytes(headerOf(inData));
        int padded = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        try (AtomicFile out = new AtomicFile(path)) {
            out.stream().write(start.array());
            for (Map.Entry<String, TorchTensor> entry : inData) {
                out.stream().write(entry.getValue().bytes());
            }
            out.commit();
        }
    }

    private ObjectNode headerOf(List<Map.Entry<String, TorchTensor>> inData) {
        if (tensors.names().contains(METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named " + METADATA);
        }
        Map<String, Long> begins = new LinkedHashMap<>();
        long position = 0;
        for (Map.Entry<String, TorchTensor> entry : inData) {
            begins.put(entry.getKey(), position);
            position += (long) entry.getValue().elements() * entry.getValue().type().bytes();
        }
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            metadata.forEach(header.putObject(METADATA)::put);
        }
        tensors.tensors().forEach((name, tensor) -> {
            long begin = begins.get(name);
            ObjectNode described = header.putObject(name);
            described.put(TYPE, tensor.type().safetensorsName());
            tensor.shape().forEach(described.putArray(SHAPE)::add);
            described.putArray(OFFSETS).add(begin)
                    .add(begin + (long) tensor.elements() * tensor.type().bytes());
        });
        return header;
    }
}
