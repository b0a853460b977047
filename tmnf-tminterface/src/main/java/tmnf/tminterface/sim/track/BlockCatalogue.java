package tmnf.tminterface.sim.track;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the Stadium's blocks: surfaces, gates, respawns, and how far each is to be trusted.
 * Immutable. Source: stadium-blocks note.
 */
public final class BlockCatalogue {

    private static final String RESOURCE = "stadium-blocks.txt";

    private final Map<String, Profile> profiles;
    private final Map<String, BlockShape> blocks;

    BlockCatalogue(Map<String, Profile> profiles, Map<String, BlockShape> blocks) {
        this.profiles = new LinkedHashMap<>(profiles);
        this.blocks = new LinkedHashMap<>(blocks);
    }

    /** The one that comes with the library; read once. */
    public static BlockCatalogue stadium() {
        return Stadium.CATALOGUE;
    }

    /**
     * Reads another one.
     *
     * @param label names it in messages
     * @throws CatalogueFormatException when a line is wrong
     */
    public static BlockCatalogue read(String label, Reader text) throws IOException {
        return new CatalogueReader(label).read(new BufferedReader(text));
    }

    /** What is known of a block of this name; empty: not even the name. */
    Optional<BlockShape> find(String name) {
        return Optional.ofNullable(blocks.get(name));
    }

    /** How much is known of a block; {@link Evidence#NONE} of one that the catalogue does not have. */
    public Evidence evidence(String name) {
        return find(name).map(BlockShape::evidence).orElse(Evidence.NONE);
    }

    Collection<BlockShape> blocks() {
        return blocks.values();
    }

    Optional<Profile> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /** Read when first needed. */
    private static final class Stadium {
        static final BlockCatalogue CATALOGUE = load();

        private static BlockCatalogue load() {
            try (InputStream in = BlockCatalogue.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from the library; build it anew");
                }
                return read(RESOURCE, new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
