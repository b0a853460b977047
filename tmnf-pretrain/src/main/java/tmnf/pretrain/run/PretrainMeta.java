package tmnf.pretrain.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import tmnf.capture.dataset.PythonJson;
import tmnf.gbx.file.AtomicFile;

/**
 * {@code pretrain_meta.json}: how an encoder was made. First upstream's keys in their order, then ours.
 * Source: pretraining note, section 8.
 *
 * @param encoder what was made
 * @param data what it was made from
 * @param ending how the run ended
 * @param rows of all epochs
 * @param toolVersion of this program
 * @param effective configuration by key, as in {@code config.json}
 * @param made when it was written
 * @param cloning what behavioural cloning adds; empty for pretraining with pictures alone
 */
public record PretrainMeta(Encoder encoder, Data data, Ending ending, List<EpochRow> rows,
        String toolVersion, Map<String, Object> effective, Instant made, Optional<CloningFacts> cloning) {

    private static final DateTimeFormatter PYTHON =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final String TRAIN_LOSS = "train_loss";
    private static final String VALIDATION_LOSS = "val_loss";
    private static final String TRAIN_ACCURACY = "train_acc";
    private static final String VALIDATION_ACCURACY = "val_acc";

    /**
     * What was made.
     *
     * @param task {@code ae}, {@code vae}, {@code simclr} or {@code bc}
     * @param height of the frames, pixels
     * @param width of the frames, pixels
     * @param normalization label of what the encoder gets of a pixel
     * @param stack frames of a sample
     * @param stackMode {@code channel} or {@code concat}
     * @param channels that the encoder's first layer takes
     * @param features that the encoder makes
     * @param archHash of names and shapes, see {@link tmnf.pretrain.torch.StateDict#archHash}
     * @param sha256 of the file {@code encoder.pt}, hexadecimal
     */
    public record Encoder(String task, int height, int width, String normalization, int stack,
            String stackMode, int channels, int features, String archHash, String sha256) {
    }

    /**
     * What it was made from.
     *
     * @param root folder of the dataset
     * @param trainSamples windows that were learned from
     * @param validationSamples windows that were only looked at
     * @param seed of all randomness
     * @param signature of the frames
     * @param unreadable number of frames that could not be read
     * @param unreadableNames some of them, with the reason
     */
    public record Data(String root, int trainSamples, int validationSamples, long seed, String signature,
            int unreadable, List<String> unreadableNames) {
    }

    /**
     * How the run ended.
     *
     * @param exportedEpoch whose weights the encoder has, from 1; 0 for those that were drawn
     * @param monitor metric that decides which epoch is the best
     * @param reason why it ended, such as {@code completed} or {@code interrupted}
     */
    public record Ending(int exportedEpoch, String monitor, String reason) {
    }

    /** Of pretraining with pictures alone. */
    public PretrainMeta(Encoder encoder, Data data, Ending ending, List<EpochRow> rows, String toolVersion,
            Map<String, Object> effective, Instant made) {
        this(encoder, data, ending, rows, toolVersion, effective, made, Optional.empty());
    }

    /** Copies what can be changed from outside. */
    public PretrainMeta {
        rows = List.copyOf(rows);
        Objects.requireNonNull(cloning, "cloning");
        if (ending.exportedEpoch() < 0 || ending.exportedEpoch() > rows.size()) {
            throw new IllegalArgumentException("epoch " + ending.exportedEpoch() + " of " + rows.size());
        }
    }

    /** Whether there were samples for validation. */
    boolean hasValidation() {
        return data.validationSamples() > 0;
    }

    /** Writes or replaces the file. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, PythonJson.bytes(toMap()));
    }

    /** Keys and values in the order of the file. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("task", encoder.task());
        map.put("framework", "djl");
        if (cloning.isPresent()) {
            putCloning(map, cloning.get());
        } else {
            putPictures(map);
        }
        map.put("version", "1");
        map.put("arch_hash", encoder.archHash());
        map.put("timestamp", made.atOffset(ZoneOffset.UTC).format(PYTHON) + "+00:00");
        putOurs(map);
        return map;
    }

    private void putPictures(Map<String, Object> map) {
        map.put("image_size", side());
        map.put("image_normalization", encoder.normalization());
        map.put("n_stack", encoder.stack());
        map.put("stack_mode", encoder.stackMode());
        map.put("in_channels", encoder.channels());
        map.put("enc_dim", encoder.features());
        map.put("normalization", "none");
        map.put("epochs_trained", rows.size());
        putLosses(map);
        map.put("dataset_root", data.root());
        putSamples(map);
    }

    private void putCloning(Map<String, Object> map, CloningFacts facts) {
        map.put("bc_mode", facts.mode());
        map.put("bc_target", facts.target());
        map.put("bc_time_offsets_ms", facts.offsetsMs());
        map.put("image_size", side());
        map.put("image_normalization", encoder.normalization());
        map.put("n_stack", encoder.stack());
        map.put("in_channels", encoder.channels());
        map.put("enc_dim", encoder.features());
        map.put("n_actions", facts.actions().size());
        map.put("encoder_init_path", facts.encoderInit().orElse(null));
        map.put("epochs_trained", rows.size());
        putLosses(map);
        map.put("train_acc_final", figure(rows.size(), TRAIN_ACCURACY));
        map.put("val_acc_final", figure(rows.size(), VALIDATION_ACCURACY));
        putSamples(map);
        map.putAll(facts.extras());
    }

    /** Upstream knows squares only. */
    private Integer side() {
        return encoder.height() == encoder.width() ? encoder.height() : null;
    }

    private void putLosses(Map<String, Object> map) {
        map.put("train_loss_final", figure(rows.size(), TRAIN_LOSS));
        map.put("val_loss_final", figure(rows.size(), VALIDATION_LOSS));
    }

    private void putSamples(Map<String, Object> map) {
        map.put("n_train_samples", data.trainSamples());
        map.put("n_val_samples", data.validationSamples());
        map.put("seed", data.seed());
    }

    private void putOurs(Map<String, Object> map) {
        map.put("tool", "tmnf");
        map.put("tool_version", toolVersion);
        map.put("image_height", encoder.height());
        map.put("image_width", encoder.width());
        map.put("ended", ending.reason());
        map.put("exported_epoch", ending.exportedEpoch());
        map.put("checkpoint_monitor", ending.monitor());
        map.put("best_train_loss", figure(ending.exportedEpoch(), TRAIN_LOSS));
        map.put("best_val_loss", figure(ending.exportedEpoch(), VALIDATION_LOSS));
        if (cloning.isPresent()) {
            map.put("best_train_acc", figure(ending.exportedEpoch(), TRAIN_ACCURACY));
            map.put("best_val_acc", figure(ending.exportedEpoch(), VALIDATION_ACCURACY));
            map.put("dataset_root", data.root());
            map.put("stack_mode", encoder.stackMode());
            cloning.get().policy().putMeaning(map);
            map.put("n_samples_without_labels", cloning.get().leftOut());
        }
        map.put("encoder_sha256", encoder.sha256());
        map.put("cache_signature", data.signature());
        map.put("n_unreadable_frames", data.unreadable());
        map.put("unreadable_frames", data.unreadableNames());
        map.put("config", ConfigFile.plain(effective));
        cloning.ifPresent(facts -> facts.policy().putScaling(map)); // last: nobody reads on after it
    }

    /** A figure of an epoch; null where there is none, which is how the file has it. */
    private Object figure(int epoch, String name) {
        return epoch == 0 ? null : ConfigFile.plain(rows.get(epoch - 1).values().get(name));
    }

    /** SHA-256 of a file, hexadecimal. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
