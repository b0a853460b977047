package tmnf.pretrain.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import tmnf.pretrain.torch.StateDict;

/**
 * What tells what an encoder was made for: the {@code pretrain_meta.json} beside its file; for a checkpoint
 * the one in the folder above, which is its run's; without any of them the settings in the checkpoint itself.
 *
 * @param file the {@code pretrain_meta.json}; empty: the settings
 * @param source what people are told it is
 * @param facts what it says
 * @param isOfExport whether the run's exported encoder is what it lies beside, or was given for
 */
public record EncoderText(Optional<Path> file, String source, EncoderFacts facts, boolean isOfExport) {

    /** Name of the file. */
    public static final String NAME = RunFolder.META;

    /**
     * Looks for it.
     *
     * @return empty where nothing tells anything
     * @throws MetaException if the file cannot be understood
     */
    public static Optional<EncoderText> of(EncoderFile encoder) throws IOException {
        Path beside = encoder.file().resolveSibling(NAME);
        if (Files.isRegularFile(beside)) {
            return Optional.of(read(beside, true));
        }
        Optional<Path> above = above(encoder.file());
        if (above.isPresent()) {
            return Optional.of(read(above.get(), false));
        }
        return EncoderFacts.ofSettings(encoder.settings()).map(facts -> new EncoderText(Optional.empty(),
                "the settings in " + encoder.file(), facts, false));
    }

    /**
     * One that somebody names.
     *
     * @throws MetaException if it cannot be understood
     */
    public static EncoderText given(Path text, EncoderFile encoder) throws IOException {
        boolean isAbove = above(encoder.file()).filter(each -> each.equals(text.toAbsolutePath().normalize()))
                .isPresent();
        return read(text, !isAbove);
    }

    private static EncoderText read(Path text, boolean isOfExport) throws IOException {
        return new EncoderText(Optional.of(text), text.toString(), EncoderFacts.read(text), isOfExport);
    }

    /** In the run's folder, where the file is one of its checkpoints. */
    private static Optional<Path> above(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null || folder.getParent() == null) {
            return Optional.empty();
        }
        boolean isCheckpoint = folder.endsWith(CheckpointFolder.NAME)
                || CheckpointFolder.isOurs(file.getFileName().toString()); // with --checkpoint-dir
        return Optional.of(folder.resolveSibling(NAME)).filter(each -> isCheckpoint
                && Files.isRegularFile(each));
    }

    /**
     * Why it is not the text of this encoder; empty where nothing shows that. The same weights in another
     * format, or saved once more, are the same encoder. A checkpoint is of another epoch than the exported
     * encoder and only has to be of the same settings.
     */
    public List<PolicyFacts.Gap> contradictions(EncoderFile encoder) throws IOException {
        List<PolicyFacts.Gap> gaps = new ArrayList<>();
        String hash = encoder.convolutions().archHash();
        facts.archHash().filter(told -> !told.equals(hash))
                .ifPresent(told -> gaps.add(new PolicyFacts.Gap("arch_hash", hash, told)));
        if (encoder.isBare() && isOfExport && facts.sha256().isPresent()
                && !isExported(encoder, facts.sha256().get())) {
            gaps.add(new PolicyFacts.Gap("encoder_sha256", PretrainMeta.sha256(encoder.file()),
                    facts.sha256().get()));
        }
        EncoderFacts.ofSettings(encoder.settings()).filter(own -> file.isPresent())
                .ifPresent(own -> gaps.addAll(otherSettings(own)));
        return gaps;
    }

    /** By the bytes of the file, by those that a run makes of the tensors, or by the run's own file. */
    private boolean isExported(EncoderFile encoder, String told) throws IOException {
        if (told.equalsIgnoreCase(PretrainMeta.sha256(encoder.file()))) {
            return true;
        }
        StateDict own = encoder.exported();
        if (told.equalsIgnoreCase(own.fileSha256())) {
            return true;
        }
        Path exported = file.orElseThrow().resolveSibling(RunFolder.ENCODER); // of a version with other bytes
        return Files.isRegularFile(exported) && told.equalsIgnoreCase(PretrainMeta.sha256(exported))
                && own.hasSameBits(EncoderFile.read(exported).exported());
    }

    private List<PolicyFacts.Gap> otherSettings(EncoderFacts own) {
        List<PolicyFacts.Gap> gaps = new ArrayList<>();
        compare(gaps, "image_normalization", own.normalization(), facts.normalization());
        compare(gaps, "image_size", own.size(), facts.size());
        compare(gaps, "n_stack", text(own.stack()), text(facts.stack()));
        return gaps;
    }

    private static Optional<String> text(OptionalInt number) {
        return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
    }

    private static void compare(List<PolicyFacts.Gap> gaps, String key, Optional<String> is,
            Optional<String> told) {
        if (is.isPresent() && told.isPresent() && !is.equals(told)) {
            gaps.add(new PolicyFacts.Gap(key, is.get(), told.get()));
        }
    }
}
