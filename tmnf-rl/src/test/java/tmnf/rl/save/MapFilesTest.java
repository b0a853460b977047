package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {"A01-Race", "_emp[a]_mydli_", "StarSnowD3 StadiumCar (3)", "Jo's map, no. 2!",
        "random-7", "console"})
    void namesThatEverySystemTakesStayAsTheyAre(String map) {
        assertThat(MapFiles.name(map)).isEqualTo(map);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ../x,                _._x-1fb8ad98
            a?b,                 a_b-4d36524d
            a*b,                 a_b-7a83b459
            .hidden,             _hidden-3b71d5a1
            CON,                 _CON-6b18d5d6
            aux.v2,              _aux.v2-6eb27e8a
            \u00c9mile,          Emile-e0927157
            E\u0301mile,         Emile-e0927157
            \u00c9t\u00e9 1/2?,  Ete 1_2_-b059f9cb
            """)
    void othersKeepWhatCanBeReadAndDiffer(String map, String file) {
        assertThat(MapFiles.name(map)).isEqualTo(file);
    }

    @Test
    void noneIsEmptyOrLong() {
        assertThat(MapFiles.name("\u8d5b\u9053")).matches("__-[0-9a-f]{8}");
        assertThat(MapFiles.name("x".repeat(300))).hasSize(100).isNotEqualTo(MapFiles.name("x".repeat(301)));
    }
}
