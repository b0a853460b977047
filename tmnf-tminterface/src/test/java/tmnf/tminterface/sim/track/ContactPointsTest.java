package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tmnf.gbx.model.Block;
import tmnf.gbx.model.BlockCoord;
import tmnf.gbx.model.Direction;
import tmnf.tminterface.sim.mesh.MeshBuilder;
import tmnf.tminterface.sim.mesh.SurfaceMesh;

/** Where the wheels of real ghosts touched blocks, our surfaces are. */
class ContactPointsTest {

    private static final double NEAR = 0.05;

    @Test
    void atLeastNinetyEightPercentOfRealContactsLieWithinFiveCentimetres() throws IOException {
        List<String> poor = new ArrayList<>();
        int near = 0;
        int all = 0;
        for (Map.Entry<String, JsonNode> block : contacts().properties()) {
            int nearHere = 0;
            for (JsonNode point : block.getValue()) {
                SurfaceMesh mesh = mesh(block.getKey(), point.path(7).asInt(), Direction.NORTH);
                double distance = Surfaces.distance(mesh, point.path(0).asDouble(),
                        point.path(1).asDouble(), point.path(2).asDouble());
                nearHere += distance <= NEAR ? 1 : 0;
            }
            near += nearHere;
            all += block.getValue().size();
            if (nearHere < 0.9 * block.getValue().size()) {
                poor.add(block.getKey() + " " + nearHere + " of " + block.getValue().size());
            }
        }

        assertThat(all).isEqualTo(1056);
        assertThat(near).isGreaterThanOrEqualTo((int) Math.ceil(0.98 * all));
        assertThat(poor).containsExactly("StadiumRoadDirtCheckpoint 3 of 7");
    }

    private static JsonNode contacts() throws IOException {
        try (InputStream in = ContactPointsTest.class.getResourceAsStream("contacts.json")) {
            return new ObjectMapper().readTree(in).path("points");
        }
    }

    private static SurfaceMesh mesh(String name, int flags, Direction direction) {
        BlockShape shape = BlockCatalogue.stadium().find(name).orElseThrow();
        Block block = new Block(name, direction, new BlockCoord(0, 0, 0), flags, "", null);
        MeshBuilder mesh = new MeshBuilder();
        for (Part part : shape.parts(flags)) {
            SurfaceGrid.of(part, Placement.of(block, shape.size())).addTo(mesh);
        }
        return mesh.build();
    }
}
