package tmnf.capture.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersCountAndLeadingZerosOnlyWhereNothingElseDiffers() {
        List<String> wanted = List.of("pos0", "pos01", "pos1", "pos1a", "pos002", "pos9", "pos010",
                "pos11", "q");
        List<String> sorted = new ArrayList<>(wanted);
        Collections.reverse(sorted);
        sorted.sort(NaturalOrder.INSTANCE);

        assertThat(sorted).isEqualTo(wanted);
        assertThat(NaturalOrder.INSTANCE.compare("pos01", "pos9")).isNegative();
        assertThat(NaturalOrder.INSTANCE.compare("pos9", "pos01")).isPositive();
    }
}
