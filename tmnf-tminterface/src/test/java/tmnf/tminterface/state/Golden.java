package tmnf.tminterface.state;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The golden data of this package; its README says where the numbers come from. */
final class Golden {

    static final double TOLERANCE = 1e-12;

    static final List<String> STATES = List.of(
            "state_flags0", "state_flags_dyna_only", "state_full", "state_laps_sim", "state_negative_time",
            "state_nocp");
    static final List<String> CHECKPOINTS =
            List.of("cp_3x3", "cp_5x1", "cp_empty", "cp_finish_prevented", "cp_reserved");

    private Golden() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no golden file " + name);
            }
            return in.readAllBytes();
        }
    }

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(bytes(name));
    }

    static SimStateData state(String name) throws IOException {
        return SimStateData.wrap(bytes("simstate/" + name + ".bin"));
    }
}
