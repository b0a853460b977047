package tmnf.pretrain.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import tmnf.gbx.Samples;

class TrackSplitTest {

    private static List<String> tracks(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("t%04d", i)).toList();
    }

    private static List<String> texts(JsonNode array) {
        return new ObjectMapper().convertValue(array, new TypeReference<>() { });
    }

    @Test
    void splitsAsThePythonPipelineDoes() throws Exception {
        JsonNode cases =
                new ObjectMapper().readTree(Samples.golden("pretrain").resolve("split.json").toFile());
        assertThat(cases).isNotEmpty();
        for (JsonNode each : cases) {
            TrackSplit split = TrackSplit.of(tracks(each.get("n").asInt()),
                    each.get("val_fraction").asDouble(),
                    each.get("seed").asLong());
            assertThat(split.validation()).as(each.toString()).isEqualTo(texts(each.get("val")));
            List<String> train = texts(each.get("train"));
            assertThat(split.train()).hasSize(each.get("train_count").asInt());
            assertThat(split.train().subList(0, train.size())).isEqualTo(train);
        }
    }

    @Test
    void theOrderOfADatasetDoesNotMatterButThatOfNamedTracksDoes() {
        List<String> mixed = List.of("t0003", "t0000", "t0004", "t0001", "t0002");

        assertThat(TrackSplit.of(mixed, 0.4, 42)).isEqualTo(TrackSplit.of(tracks(5), 0.4, 42));
        assertThat(TrackSplit.of(mixed, 0.4, 42).validation()).containsExactly("t0003", "t0001");
        assertThat(TrackSplit.ofOrdered(mixed, 0.4, 42).validation()).containsExactly("t0001", "t0000");
    }

    @Test
    void sortsByCodePointsNotByUtf16() {
        // U+1F3CE is above U+FF21, though its first UTF-16 unit is below.
        List<String> names = List.of("\uD83C\uDFCE", "\uFF21");

        assertThat(names.stream().sorted(TrackSplit.BY_CODE_POINTS)).containsExactly("\uFF21",
                "\uD83C\uDFCE");
        TrackSplit split = TrackSplit.of(names, 0.5, 42);
        assertThat(split).isEqualTo(TrackSplit.ofOrdered(List.of("\uFF21", "\uD83C\uDFCE"), 0.5, 42))
                .isNotEqualTo(TrackSplit.ofOrdered(names, 0.5, 42));
    }

    @Test
    void theBordersOfTheFraction() {
        assertThat(TrackSplit.of(tracks(1), 1, 42).train()).containsExactly("t0000");
        assertThat(TrackSplit.of(tracks(3), 1, 42).train()).isEmpty();
        assertThat(TrackSplit.of(tracks(3), 0, 42).validation()).isEmpty();
        assertThat(TrackSplit.of(List.of(), 0.5, 42).train()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> TrackSplit.of(tracks(3), 1.5, 42));
        assertThatIllegalArgumentException().isThrownBy(() -> TrackSplit.of(tracks(3), Double.NaN, 42));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackSplit(List.of("a"), List.of("a")));
    }
}
