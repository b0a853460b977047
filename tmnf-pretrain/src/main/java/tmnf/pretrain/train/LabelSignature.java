package tmnf.pretrain.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import tmnf.pretrain.data.SampleLabels;

/** SHA-256 of what samples are labelled with, so that a run does not go on with other labels. */
final class LabelSignature {

    private LabelSignature() {
    }

    /** Of all actions. */
    static String of(SampleLabels train, int trainCount, SampleLabels validation, int validationCount) {
        MessageDigest digest = digest();
        addActions(digest, train, trainCount);
        addActions(digest, validation, validationCount);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of all numbers beside the pictures. */
    static String ofFloats(TrainingData data) {
        MessageDigest digest = digest();
        addFloats(digest, data.trainLabels(), data.train().count());
        addFloats(digest, data.validationLabels(), data.validation().count());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void addActions(MessageDigest digest, SampleLabels labels, int count) {
        LongBuffer each = LongBuffer.allocate(labels.actions());
        for (int i = 0; i < count; i++) {
            labels.copyActions(i, each.clear());
            for (long action : each.array()) {
                digest.update((byte) action);
            }
        }
    }

    private static void addFloats(MessageDigest digest, SampleLabels labels, int count) {
        FloatBuffer each = FloatBuffer.allocate(labels.floats());
        for (int i = 0; i < count; i++) {
            labels.copyFloats(i, each.clear());
            add(digest, each.rewind());
        }
    }

    private static void add(MessageDigest digest, FloatBuffer numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.remaining() * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        digest.update(bytes);
    }
}
