package tmnf.rl.inject;

/**
 * Something that does not fit.
 *
 * @param key tensor, or key of {@code pretrain_meta.json}
 * @param is what there is
 * @param shouldBe what there should be
 */
public record Difference(String key, String is, String shouldBe) {
}
