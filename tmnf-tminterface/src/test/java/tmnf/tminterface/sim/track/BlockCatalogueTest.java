package tmnf.tminterface.sim.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockCatalogueTest {

    private static final String START = "profile p\nstrip -1 0 16\nstrip 1 0 16\nblock B 1 1 1 V\n";

    @Test
    void holdsWhatWasFittedAndNothingElse() throws IOException {
        List<String> ours;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                BlockCatalogue.class.getResourceAsStream("stadium-blocks.txt"), StandardCharsets.UTF_8))) {
            ours = in.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }

        // The start pad was guessed to be as wide as the road; ghosts drop off its side 2 m from its middle.
        List<String> fitted = GoldenBlocks.asCatalogue().stream().map(line -> switch (line) {
            case "strip -10.4 0 16" -> "strip -2.05 0 16";
            case "strip 10.4 0 16" -> "strip 2.05 0 16";
            default -> line;
        }).toList();
        assertThat(ours).isEqualTo(fitted);
    }

    @Test
    void countsOfEvidenceAreThoseOfTheNote() {
        Map<Evidence, Integer> counts = new EnumMap<>(Evidence.class);
        BlockCatalogue.stadium().blocks().forEach(block -> counts.merge(block.evidence(), 1, Integer::sum));

        assertThat(counts).isEqualTo(Map.of(Evidence.CHECKED, 68, Evidence.GUESSED, 90, Evidence.NONE, 155,
                Evidence.DECORATION, 77));
    }

    @Test
    void everyBlockWithEvidenceHasASurfaceOrIsGround() {
        assertThat(BlockCatalogue.stadium().blocks())
                .filteredOn(block -> block.evidence() == Evidence.CHECKED
                        || block.evidence() == Evidence.GUESSED)
                .filteredOn(block -> block.parts().isEmpty())
                .extracting(BlockShape::name)
                .containsExactlyInAnyOrder("StadiumDirt", "StadiumGrassCheckpoint");
    }

    @Test
    void nothingIsKnownOfOtherNames() {
        assertThat(BlockCatalogue.stadium().evidence("IslandRoad")).isEqualTo(Evidence.NONE);
        assertThat(BlockCatalogue.stadium().find("IslandRoad")).isEmpty();
    }

    @Test
    void facetsAreExactlyThoseOfTheFits() {
        assertThat(facets("StadiumPlatformLoopStart")).isEqualTo(32);
        assertThat(facets("StadiumPlatformLoopEnd")).isEqualTo(32);
        assertThat(facets("StadiumLoopLeft")).isEqualTo(48);
        assertThat(facets("StadiumRoadMainGTCurve2")).isEqualTo(48);
        assertThat(facets("StadiumRoadDirtHillSlope2")).isEqualTo(25);
    }

    private static int facets(String name) {
        return BlockCatalogue.stadium().find(name).orElseThrow().parts(0).get(0).path().facets();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "strip 1 2 3 ~ a strip belongs to a profile",
        "part all q line z0=0 z1=32 n=1 ~ no profile q",
        "part all p circle r=1 ~ 'circle' is no path",
        "part some p line z0=0 z1=32 n=1 ~ 'some' is none",
        "part all p line z0=0 z1=32 ~ n= is missing",
        "part all p line z0=0 z1=32 n=0 ~ no number of facets",
        "part all p line z0=0 z1=0 n=1 ~ goes nowhere",
        "part all p line z0=0 z1=32 n=1 q=2 ~ nothing is known of [q]",
        "part all p line z0=0 z1=3x2 n=1 ~ '3x2' is no number",
        "part all p wall w=1 h=8 | height up ~ 'up' is no height",
        "part all p line z0=0 z1=9 | height table 2:1 1:1 ~ does not rise",
        "part all p wall w=1 h=8 | material 31 ~ 31 is no surface id",
        "part all p wall w=1 h=8 | colour 3 ~ 'colour' is no section",
        "gate checkpoint x=0:32 y=-2:16 z=16:16 V ~ goes nowhere",
        "gate checkpoint x=0:32 z=1:2 y=-2:16 V ~ where y=FROM:TO belongs",
        "gate lap x=0:32 y=-2:16 z=1:2 V ~ 'lap' is none",
        "spawn 1 2 ~ ends too early",
        "spawn 1 2 3 sure ~ 'sure' is no evidence",
        "cells 0,0 ~ is not 3 numbers",
        "height 3 ~ 'height' is no keyword",
        "block B 1 1 1 V ~ block B is there twice",
        "block C 1 0 1 V ~ a size below 1",
        "profile r ~ fewer than two strips"})
    void mistakesAreSaidWithTheirLine(String line, String message) {
        assertThatThrownBy(() -> BlockCatalogue.read("own", new StringReader(START + line + "\n")))
                .isInstanceOf(CatalogueFormatException.class)
                .hasMessageStartingWith("own, line 5: ").hasMessageContaining(message)
                .extracting(e -> ((CatalogueFormatException) e).line()).isEqualTo(5);
    }

    @Test
    void readsACatalogueOfSomeoneElse() throws IOException {
        BlockCatalogue own = BlockCatalogue.read("own", new StringReader(
                START + "# a comment\n\n  part all p line z0=0 z1=32 n=2 | height line h0=0 h1=8\n"));

        Part part = own.find("B").orElseThrow().parts(0).get(0);
        double[] at = new double[3];
        part.point(1, 1, at);
        assertThat(at).containsExactly(17, 4, 16);
    }

    @Test
    void rejectsALineBeyondAnyLength() {
        assertThatThrownBy(() -> BlockCatalogue.read("own", new StringReader("# " + "x".repeat(5000))))
                .isInstanceOf(CatalogueFormatException.class).hasMessageContaining("own, line 1");
    }
}
