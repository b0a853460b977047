package tmnf.pretrain.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code pretrain_meta.json} says of behavioural cloning beside the rest. Source: pretraining note,
 * section 8.
 *
 * @param mode {@code bc_mode}
 * @param target {@code bc_target}
 * @param offsetsMs of the heads, in order
 * @param policy what its outputs and numbers stand for
 * @param encoderInit what the encoder began with; empty: as it was drawn
 * @param extras upstream's keys that only some runs have, in its order
 * @param leftOut samples that took no part because their labels are not known
 */
public record CloningFacts(String mode, String target, List<Integer> offsetsMs, PolicyFacts policy,
        Optional<String> encoderInit, Map<String, Object> extras, int leftOut) {

    /** Copies what can be changed from outside. */
    public CloningFacts {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(target, "target");
        offsetsMs = List.copyOf(offsetsMs);
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(encoderInit, "encoderInit");
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    /** To choose from, as people read them, in order. */
    public List<String> actions() {
        return policy.actions();
    }
}
