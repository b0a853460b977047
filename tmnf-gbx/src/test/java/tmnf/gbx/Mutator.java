package tmnf.gbx;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import tmnf.gbx.container.ContainerReader;
import tmnf.gbx.container.ContainerWriter;
import tmnf.gbx.container.GbxHeader;

/**
 * Damages game files in the ways that disks, networks and attackers do; the same random numbers, the same
 * damage.
 */
final class Mutator {

    private static final int[] NASTY_LENGTHS = {
        -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFFFFF0, 0x10000000, 0x00FFFFFF, 0x10000, 0, 1,
        0xB2D05E00
    };

    private final List<byte[]> seeds;

    Mutator(List<byte[]> seeds) {
        this.seeds = seeds;
    }

    byte[] mutate(SplittableRandom random) {
        byte[] file = pick(random);
        // Packed bodies hide most damage behind the decompressor, so two thirds of the cases damage what is
        // inside.
        if (random.nextInt(3) == 0) {
            return damage(file, random);
        }
        try {
            GbxHeader header = ContainerReader.header("seed", file, file.length);
            byte[] body = ContainerReader.body("seed", file, header, GbxLimits.DEFAULT);
            return ContainerWriter.file(header, header.nodeCount(), damage(body, random));
        } catch (GbxFormatException e) {
            return damage(file, random);
        }
    }

    private byte[] pick(SplittableRandom random) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] damage(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        return switch (random.nextInt(6)) {
            case 0 -> flip(bytes, random);
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 2 -> extend(bytes, random);
            case 3 -> splice(bytes, pick(random), random);
            case 4 -> lengths(bytes, random);
            default -> move(bytes, random);
        };
    }

    private static byte[] flip(byte[] bytes, SplittableRandom random) {
        int flips = 1 + random.nextInt(16);
        for (int i = 0; i < flips && bytes.length > 0; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] extend(byte[] bytes, SplittableRandom random) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + random.nextInt(1000));
        for (int i = bytes.length; i < longer.length; i++) {
            longer[i] = (byte) random.nextInt();
        }
        return longer;
    }

    /** Head of one file, tail of another. */
    private static byte[] splice(byte[] head, byte[] tail, SplittableRandom random) {
        int cut = random.nextInt(head.length + 1);
        int from = random.nextInt(tail.length + 1);
        byte[] joined = Arrays.copyOf(head, cut + tail.length - from);
        System.arraycopy(tail, from, joined, cut, tail.length - from);
        return joined;
    }

    /** Overwrites what may be a length, a count or an index. */
    private static byte[] lengths(byte[] bytes, SplittableRandom random) {
        int attacks = 1 + random.nextInt(3);
        for (int i = 0; i < attacks && bytes.length >= 4; i++) {
            int at = random.nextInt(bytes.length - 3);
            int value = NASTY_LENGTHS[random.nextInt(NASTY_LENGTHS.length)];
            for (int b = 0; b < 4; b++) {
                bytes[at + b] = (byte) (value >>> 8 * b);
            }
        }
        return bytes;
    }

    /** Copies a stretch of the file over another one. */
    private static byte[] move(byte[] bytes, SplittableRandom random) {
        if (bytes.length > 8) {
            int length = 1 + random.nextInt(Math.min(4096, bytes.length - 1));
            int from = random.nextInt(bytes.length - length + 1);
            int to = random.nextInt(bytes.length - length + 1);
            System.arraycopy(bytes, from, bytes, to, length);
        }
        return bytes;
    }
}
