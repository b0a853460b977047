package tmnf.pretrain.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A description of a run, with what would break a page or a file that does not take care. */
final class TestMeta {

    static final Instant MADE = Instant.parse("2026-11-21T19:12:38.007097Z");

    private TestMeta() {
    }

    static PretrainMeta of(List<EpochRow> rows, int exported) {
        return of(rows, exported, 64, 64);
    }

    static PretrainMeta of(List<EpochRow> rows, int exported, int height, int width) {
        Map<String, Object> nested = new LinkedHashMap<>();
        nested.put("save_top_k", -1);
        nested.put("profiler", null);
        Map<String, Object> effective = new LinkedHashMap<>();
        effective.put("data_dir", "/data/<img> & \"more\"");
        effective.put("lr", 1e-5);
        effective.put("lightning", nested);
        return new PretrainMeta(
                new PretrainMeta.Encoder("ae", height, width, "01", 1, "channel", 1, 512, "15736da0a73bded6",
                        "ab12"),
                new PretrainMeta.Data("/data/img", 90, 10, 42, "feed", 2, List.of("1/a/<b>.png: cut")),
                new PretrainMeta.Ending(exported, "val_loss", "early stopped"), rows, "0.1.0", effective,
                MADE);
    }
}
