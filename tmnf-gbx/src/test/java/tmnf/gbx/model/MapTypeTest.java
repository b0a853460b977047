package tmnf.gbx.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapTypeTest {

    @ParameterizedTest
    @EnumSource(MapType.class)
    void everyTypeIsFoundByItsNumberAndItsLabel(MapType type) {
        assertThat(MapType.ofStored(type.ordinal())).contains(type);
        assertThat(MapType.ofLabel(type.label())).contains(type);
        assertThat(MapType.ofLabel(type.label().toLowerCase(Locale.ROOT))).contains(type);
        assertThat(type).hasToString(type.label());
    }

    @Test
    void numbersAreThoseOfTheFormat() {
        assertThat(MapType.ofStored(0)).contains(MapType.RACE);
        assertThat(MapType.ofStored(5)).contains(MapType.STUNTS);
        assertThat(MapType.ofStored(-1)).isEmpty();
        assertThat(MapType.ofStored(7)).isEmpty();
    }

    @Test
    void unknownLabelsAreEmpty() {
        assertThat(MapType.ofLabel("")).isEmpty();
        assertThat(MapType.ofLabel("Rac")).isEmpty();
    }
}
