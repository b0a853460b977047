package tmnf.rl.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tmnf.rl.config.TrainSettings;

class TransitionBufferTest {

    /** Where a file has the number of its places: behind magic, version, order of bytes and four sizes. */
    private static final int SLOTS_AT = 6 * Integer.BYTES + 1;

    @TempDir
    private Path temp;
    private final Races races = new Races();
    private final SplittableRandom random = new SplittableRandom(5);
    private final TransitionBatch batch = new TransitionBatch(64, Races.SIDE * Races.SIDE, Races.FLOATS);

    private static TransitionBuffer buffer(double testRatio, double power, int capacity) {
        return new TransitionBuffer(Races.settings(testRatio, power, 0), capacity, new SplittableRandom(1));
    }

    /** Numbers of the entries at which sampled transitions start; checks that each is whole. */
    private Set<Integer> sampled(TransitionBuffer buffer, int batches) {
        Set<Integer> starts = new HashSet<>();
        for (int i = 0; i < batches; i++) {
            buffer.sample(batch, random);
            for (int j = 0; j < batch.size(); j++) {
                starts.add(whole(batch, j));
            }
        }
        return starts;
    }

    /** Number of the entry where a transition of a batch starts; fails where it is not in one piece. */
    static int whole(TransitionBatch batch, int at) {
        int floats = at * Races.FLOATS;
        int start = (int) batch.numbers().get(floats + Races.FLOATS - 1);
        int next = (int) batch.nextNumbers().get(floats + Races.FLOATS - 1);
        int time = (int) batch.numbers().get(floats);
        int then = (int) batch.nextNumbers().get(floats);
        int counted = Math.min(then, Races.MINI_RACE.actions()) - time;
        boolean terminal = next == start || then >= Races.MINI_RACE.actions();
        boolean right = then > time && then - time <= Races.STEPS
                && (next == start || next == start + then - time)
                && batch.actions()[at] == start % 12
                && batch.rewards().get(at) == (float) Races.STEPS * start + counted
                && batch.gammas().get(at) == (terminal ? 0 : 1);
        int pixels = Races.SIDE * Races.SIDE;
        for (int i = at * pixels; i < (at + 1) * pixels; i++) {
            right &= batch.pictures().get(i) == (byte) start && batch.nextPictures().get(i) == (byte) next;
        }
        if (!right) {
            throw new AssertionError("torn: entry " + start + " to " + next + ", time " + time + " to " + then
                    + ", action " + batch.actions()[at] + ", reward " + batch.rewards().get(at) + ", gamma "
                    + batch.gammas().get(at));
        }
        return start;
    }

    @Test
    void itHoldsTheNewestAndNoHalfTransitions() {
        try (TransitionBuffer buffer = buffer(0, 0, 50)) {
            for (int i = 0; i < 40; i++) {
                // A cut-off race of one entry would leave nothing.
                buffer.append(races.next(1 + i % 9, i % 2 == 0 || i % 9 == 0));
                if (buffer.size() > 0) {
                    int newest = races.entries();
                    assertThat(sampled(buffer, 2)).allMatch(start -> start >= newest - 50);
                }
            }
            assertThat(buffer.size()).isBetween(30, 50);
            assertThat(sampled(buffer, 40)).hasSize(buffer.size());
        }
    }

    @Test
    void aRaceLongerThanTheRingLeavesItsEnd() {
        try (TransitionBuffer buffer = buffer(0, 0, 10)) {
            buffer.append(races.next(100, true));

            assertThat(sampled(buffer, 10)).containsExactlyInAnyOrder(90, 91, 92, 93, 94, 95, 96, 97, 98, 99);
        }
    }

    @Test
    void nothingIsLostWhenItGrows() {
        try (TransitionBuffer buffer = buffer(0, 0, 50)) {
            for (int i = 0; i < 8; i++) {
                buffer.append(races.next(10, true));
            }
            Set<Integer> before = sampled(buffer, 60);
            buffer.capacity(120);
            buffer.append(races.next(20, true));
            Set<Integer> after = sampled(buffer, 100);

            assertThat(before).hasSize(50);
            assertThat(after).hasSize(70).containsAll(before);
            for (int i = 0; i < 30; i++) {
                buffer.append(races.next(7, i % 2 == 0));
                sampled(buffer, 2);
            }
            assertThat(buffer.size()).isBetween(100, 120);
        }
    }

    /** The ring of 10 is turned within a race of 6, grows, and comes to its first places again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatLeadsOverAPlaceGoesWithItWhenAGrownRingTurnsAgain(boolean finished) {
        try (TransitionBuffer buffer = buffer(0, 0, 10)) {
            buffer.append(races.next(7, true));
            buffer.append(races.next(6, finished)); // entries 7 to 12, at the places 7, 8, 9, 0, 1 and 2
            buffer.capacity(14);
            buffer.append(races.next(4, true)); // at the new places
            assertThat(sampled(buffer, 20)).contains(7, 8, 9);
            for (int i = 0; i < 10; i++) {
                buffer.append(races.next(1, true)); // at the places 0 to 9
                sampled(buffer, 20); // says which leads to what is not its own
            }
            assertThat(sampled(buffer, 20)).hasSize(14).allMatch(start -> start >= 13);
        }
    }

    /** Which reach the finish lead to no place but their own. */
    @Test
    void whatReachesTheFinishStaysUntilItsOwnPlaceGoes() {
        try (TransitionBuffer buffer = buffer(0, 0, 10)) {
            buffer.append(races.next(8, true));
            buffer.append(races.next(4, true)); // entries 8 to 11, at the places 8, 9, 0 and 1
            buffer.capacity(14);
            buffer.append(races.next(4, true));
            buffer.append(races.next(1, true)); // at the place 0, which entry 10 had

            assertThat(sampled(buffer, 40)).contains(9, 11).doesNotContain(8, 10);
        }
    }

    @Test
    void whatIsLeftIsWholeWhenItShrinks() {
        try (TransitionBuffer buffer = buffer(0, 0, 50)) {
            for (int i = 0; i < 8; i++) {
                buffer.append(races.next(10, true));
            }
            buffer.capacity(23);

            assertThat(buffer.size()).isBetween(20, 23);
            sampled(buffer, 10);
            buffer.append(races.next(40, true));
            assertThat(sampled(buffer, 10)).hasSize(23);
        }
    }

    /** Races of 10 each: the ring of 50 is full once, has wrapped, or is not full. */
    @ParameterizedTest
    @CsvSource({"8, 23", "6, 23", "5, 23", "3, 23", "8, 48", "9, 10", "5, 49", "10, 23"})
    void theNewestStayWithTheirPrioritiesWhenItShrinks(int count, int wanted) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (TransitionBuffer buffer = buffer(0, 1, 50); TransitionBuffer copy = buffer(0, 1, wanted)) {
            for (int i = 0; i < count; i++) {
                buffer.append(races.next(10, true));
            }
            float[] errors = new float[batch.size()];
            for (int round = 0; round < 300; round++) {
                buffer.sample(batch, random);
                for (int i = 0; i < errors.length; i++) {
                    errors[i] = priority(whole(batch, i));
                }
                buffer.priorities(batch, errors);
            }
            buffer.writeTo(Channels.newChannel(file));
            buffer.capacity(wanted);
            copy.readFrom(Channels.newChannel(new ByteArrayInputStream(file.toByteArray())));

            assertNewest(buffer, wanted);
            assertNewest(copy, wanted);
            file.reset();
            buffer.writeTo(Channels.newChannel(file));
            try (TransitionBuffer again = buffer(0, 1, wanted)) {
                again.readFrom(Channels.newChannel(new ByteArrayInputStream(file.toByteArray())));
                assertNewest(again, wanted);
            }
            buffer.append(races.next(7, true));
            assertThat(sampled(buffer, 100)).hasSize(Math.min(wanted, 10 * count + 7)).allMatch(
                    start -> start >= races.entries() - wanted);
        }
    }

    private static float priority(int start) {
        return 1 + start / 1000f;
    }

    private void assertNewest(TransitionBuffer buffer, int wanted) {
        double[] expected = IntStream.range(Math.max(0, races.entries() - wanted), races.entries())
                .mapToDouble(start -> priority(start) + 2e-3).toArray();
        double[] priorities = buffer.priorities();
        Arrays.sort(priorities);
        assertThat(priorities).containsExactly(expected, within(1e-9));
        assertThat(sampled(buffer, 300)).allMatch(start -> start >= races.entries() - wanted);
    }

    @Test
    void aRingThatShrankAndGrowsUsesItsNewPlacesFirst() {
        try (TransitionBuffer buffer = buffer(0, 0, 50)) {
            for (int i = 0; i < 8; i++) {
                buffer.append(races.next(10, true));
            }
            buffer.capacity(20);
            buffer.capacity(40);
            buffer.append(races.next(20, true));

            assertThat(sampled(buffer, 60)).hasSize(40).allMatch(start -> start >= 60);
        }
    }

    @Test
    void entriesOfAFileThatGoTakeNoMemory() throws Exception {
        BufferSettings large = new BufferSettings(2048, 2048, Races.FLOATS, Races.STEPS, Races.MINI_RACE, 0,
                0, 1, 1, 0, true);
        try (EntryStore store = new EntryStore(large); InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return length;
            }
        }) {
            int entries = 4 * EntryStore.chunkEntries(large);
            store.read(new DataInputStream(zeros), new SmallerRing(entries, entries,
                    EntryStore.chunkEntries(large)));
            assertThat(store.bytes()).isBetween(1L, 16L << 20);
        }
    }

    @Test
    void timesOfTheMiniRaceAreDrawnAsUpstreamDraws() {
        int[] counts = new int[140];
        for (int i = 0; i < 180_000; i++) {
            counts[Races.MINI_RACE.draw(random)]++;
        }

        assertThat(counts[0] / 1000.0).isCloseTo(11, within(0.5));
        assertThat(counts[30] / 1000.0).isCloseTo(2, within(0.2));
        assertThat(counts[31] / 1000.0).isCloseTo(1, within(0.2));
        assertThat(counts[139] / 1000.0).isCloseTo(1, within(0.2));
    }

    @Test
    void testsGetWholeSegments() {
        try (TransitionBuffer buffer = buffer(0.05, 0, 40_000)) {
            for (int i = 0; i < 50; i++) {
                buffer.append(races.next(100, true));
            }
            int tests = buffer.testSize();
            assertThat(tests + buffer.size()).isEqualTo(5_000);
            assertThat(tests / 5_000.0).isCloseTo(0.05, within(0.03));
            Set<Integer> training = sampled(buffer, 1500);
            int starts = 0;
            for (int i = 1; i < 5_000; i++) {
                starts += training.contains(i - 1) && !training.contains(i) ? 1 : 0;
            }
            // Segments of about 10: few of what is for tests has a neighbour that is trained on.
            assertThat((double) tests / starts).isGreaterThan(5);
            buffer.sampleTest(batch, random);
            for (int i = 0; i < batch.size(); i++) {
                assertThat(training).doesNotContain(whole(batch, i));
                assertThat(batch.weights().get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void learningMayStartWhenEnoughIsThereOrNoMoreFits() {
        try (TransitionBuffer buffer = buffer(0, 0, 20)) {
            assertThat(buffer.ready(1)).isFalse();
            buffer.append(races.next(10, false));
            assertThat(buffer.ready(9)).isTrue();
            assertThat(buffer.ready(10)).isFalse();
            buffer.append(races.next(10, false));
            buffer.append(races.next(10, false));
            // Cut-off races leave an entry without a transition: 20 are never reached.
            assertThat(buffer.size()).isLessThan(20);
            assertThat(buffer.ready(20)).isTrue();
        }
    }

    @Test
    void whatErrsMoreIsSampledMoreAndCountsLess() {
        try (TransitionBuffer buffer = buffer(0, 1, 100)) {
            buffer.append(races.next(65, false));
            buffer.sample(batch, random);
            assertThat(batch.weights().get(0)).isEqualTo(0.5f);
            float[] errors = new float[batch.size()];
            for (int round = 0; round < 60; round++) {
                for (int i = 0; i < errors.length; i++) {
                    errors[i] = batch.numbers().get(i * Races.FLOATS + 2) == 7 ? 10 : 1;
                }
                buffer.priorities(batch, errors);
                buffer.sample(batch, random);
            }
            int hits = 0;
            for (int round = 0; round < 200; round++) {
                buffer.sample(batch, random);
                for (int i = 0; i < errors.length; i++) {
                    boolean heavy = whole(batch, i) == 7;
                    hits += heavy ? 1 : 0;
                    double share = (heavy ? 10.002 : 1.002) / (10.002 + 63 * 1.002);
                    assertThat(batch.weights().get(i)).isCloseTo((float) (1 / (64 * share)), within(0.01f));
                }
            }
            assertThat(hits / (200.0 * 64)).isCloseTo(10.002 / (10.002 + 63 * 1.002), within(0.01));
            assertThat(buffer.priorities()).hasSize(64);
            assertThat(buffer.priorities()[7]).isCloseTo(10.002, within(1e-3));
        }
    }

    @Test
    void prioritiesOfWhatWasOverwrittenOrLiesAtTheEndAreNotTaken() {
        try (TransitionBuffer buffer = buffer(0, 1, 20)) {
            buffer.append(races.next(20, true));
            buffer.sample(batch, random);
            buffer.append(races.next(20, true));
            double[] before = buffer.priorities();
            float[] errors = new float[batch.size()];
            Arrays.fill(errors, 50);
            buffer.priorities(batch, errors);
            assertThat(buffer.priorities()).containsExactly(before);

            buffer.sample(batch, random);
            Set<Integer> near = new HashSet<>();
            for (int i = 0; i < batch.size(); i++) {
                if (batch.numbers().get(i * Races.FLOATS) < 100) {
                    near.add((int) batch.slots()[i]);
                }
            }
            buffer.priorities(batch, errors);
            assertThat(Arrays.stream(buffer.priorities()).filter(p -> p > 40).count())
                    .isEqualTo(near.size());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.7})
    void itGoesOnAfterItWasWrittenAndRead(double power) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (TransitionBuffer buffer = buffer(0.1, power, 60);
                TransitionBuffer copy = buffer(0.1, power, 60)) {
            for (int i = 0; i < 12; i++) {
                buffer.append(races.next(9, i % 2 == 0));
            }
            buffer.writeTo(Channels.newChannel(file));
            copy.readFrom(Channels.newChannel(new ByteArrayInputStream(file.toByteArray())));

            assertThat(copy.size()).isEqualTo(buffer.size()).isPositive();
            assertThat(copy.testSize()).isEqualTo(buffer.testSize());
            assertThat(copy.priorities()).containsExactly(buffer.priorities());
            TransitionBatch other = new TransitionBatch(64, Races.SIDE * Races.SIDE, Races.FLOATS);
            buffer.sample(batch, new SplittableRandom(9));
            copy.sample(other, new SplittableRandom(9));
            assertThat(other.pictures()).isEqualTo(batch.pictures());
            assertThat(other.numbers()).isEqualTo(batch.numbers());
            assertThat(other.nextNumbers()).isEqualTo(batch.nextNumbers());
            assertThat(other.rewards()).isEqualTo(batch.rewards());
            assertThat(other.weights()).isEqualTo(batch.weights());
            for (int i = 0; i < 12; i++) {
                copy.append(races.next(9, true));
                sampled(copy, 2);
            }
        }
    }

    @Test
    void aDamagedFileIsRefused() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (TransitionBuffer buffer = buffer(0, 0, 60)) {
            buffer.append(races.next(9, true));
            buffer.writeTo(Channels.newChannel(file));
        }
        byte[] bytes = file.toByteArray();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 30);
        byte[] far = bytes.clone();
        far[bytes.length - 1]++;
        for (byte[] broken : new byte[][] {cut, far, new byte[100], new byte[0]}) {
            try (TransitionBuffer buffer = buffer(0, 0, 60)) {
                assertThatThrownBy(() -> buffer.readFrom(
                        Channels.newChannel(new ByteArrayInputStream(broken))))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageContaining("cannot be used: it")
                        .hasMessageContaining("remove it to start with an empty buffer");
            }
        }
        BufferSettings smaller = new BufferSettings(2, 4, Races.FLOATS, 3, Races.MINI_RACE, 0, 0, 1, 1, 0,
                true);
        try (TransitionBuffer buffer = new TransitionBuffer(smaller, 60, random)) {
            assertThatThrownBy(() -> buffer.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes))))
                    .isInstanceOf(OtherBufferException.class).hasMessageContaining("frames of 4x4")
                    .hasMessageContaining("has 2x4");
            assertThat(buffer.size()).isZero();
        }
    }

    /** Of a ring that was much larger and has hardly begun. */
    @Test
    void emptyPlacesOfAFileNeedNoRoom() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (TransitionBuffer buffer = buffer(0, 1, 60)) {
            buffer.append(races.next(30, true));
            buffer.writeTo(Channels.newChannel(file));
        }
        ByteBuffer bytes = ByteBuffer.wrap(file.toByteArray());
        int most = TransitionTable.mostSlots(Races.STEPS);
        bytes.putInt(SLOTS_AT, most); // tables of so many would take 8 GiB and more
        for (int capacity : new int[] {20, 30, 40}) {
            try (TransitionBuffer buffer = buffer(0, 1, capacity)) {
                buffer.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes.array())));
                assertThat(sampled(buffer, 40)).hasSize(Math.min(capacity, 30));
                buffer.append(races.next(25, true));
                int newest = races.entries();
                assertThat(sampled(buffer, 60)).hasSize(capacity).contains(newest - 1);
            }
        }
        for (int absurd : new int[] {most + 1, Integer.MAX_VALUE}) {
            bytes.putInt(SLOTS_AT, absurd);
            assertDamaged(bytes.array());
        }
        bytes.putInt(SLOTS_AT, 60).putInt(SLOTS_AT + Integer.BYTES, 31); // behind what was written
        assertDamaged(bytes.array());
    }

    private void assertDamaged(byte[] file) {
        try (TransitionBuffer buffer = buffer(0, 1, 40)) {
            assertThatThrownBy(() -> buffer.readFrom(Channels.newChannel(new ByteArrayInputStream(file))))
                    .isExactlyInstanceOf(IOException.class).hasMessageContaining("it is damaged");
        }
    }

    @Test
    void aFileOfAnotherLengthIsRefusedWithoutReadingItsEntries() throws Exception {
        Path file = temp.resolve("buffer.bin");
        try (TransitionBuffer buffer = buffer(0.3, 0.7, 60);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            for (int i = 0; i < 9; i++) {
                buffer.append(races.next(9, i % 2 == 0));
            }
            buffer.writeTo(channel);
        }
        byte[] bytes = Files.readAllBytes(file);
        requireFits(file);
        for (int length : new int[] {bytes.length - 1, bytes.length + 1, 60, 3, 0}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> requireFits(file)).isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("it is damaged").hasMessageContaining("remove it to start");
        }
    }

    private static void requireFits(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            TransitionBuffer.requireFits(channel, Races.settings(0.3, 0.7, 0));
        }
    }

    @Test
    void oneThreadAppendsWhileAnotherSamples() throws Exception {
        try (TransitionBuffer buffer = buffer(0, 0.6, 200)) {
            buffer.append(races.next(50, true));
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        buffer.append(races.next(1 + i % 20, i % 3 > 0));
                    }
                } catch (RuntimeException | Error e) {
                    failed.set(e);
                }
            }, "writer");
            writer.start();
            int batches = 0;
            while (writer.isAlive() || batches < 20) {
                buffer.sample(batch, random);
                for (int i = 0; i < batch.size(); i += 8) {
                    whole(batch, i);
                }
                buffer.priorities(batch, new float[batch.size()]);
                batches++;
            }
            writer.join();
            assertThat(failed.get()).isNull();
        }
    }

    @Test
    void framesAreMovedAndTheirEdgesRepeated() {
        try (TransitionBuffer buffer = new TransitionBuffer(Races.settings(0, 0, 2), 20, random)) {
            buffer.append(races.next(5, true));
            // Frames of one shade stay as they are, wherever they are moved.
            sampled(buffer, 20);
        }
        BufferSettings settings = Races.settings(0, 0, 0);
        try (EntryStore store = new EntryStore(settings)) {
            byte[] frame = new byte[16];
            for (int i = 0; i < 16; i++) {
                frame[i] = (byte) i;
            }
            store.put(0, frame, 0, new float[3], 0);
            for (int right = -5; right <= 5; right++) {
                for (int down = -5; down <= 5; down++) {
                    store.moved(0, right, down, batch.pictures(), 16);
                    for (int y = 0; y < 4; y++) {
                        for (int x = 0; x < 4; x++) {
                            int fromX = Math.min(3, Math.max(0, x + right));
                            int fromY = Math.min(3, Math.max(0, y + down));
                            assertThat(batch.pictures().get(16 + 4 * y + x)).isEqualTo((byte) (4 * fromY
                                    + fromX));
                        }
                    }
                }
            }
        }
    }

    @Test
    void memoryIsCountedCheckedAndFreed() throws Exception {
        BufferSettings settings = BufferSettings.of(TrainSettings.DEFAULT);
        long needed = MemoryBudget.bytes(settings, 200_000);

        // Frames and numbers of 210,527 places, and less than 100 bytes more for each.
        assertThat(needed).isBetween(210_527L * (4096 + 768), 210_527L * (4096 + 768 + 100) + (16 << 20));
        assertThat(MemoryBudget.require(settings, 200_000, needed, 1)).isEqualTo(needed);
        assertThatThrownBy(() -> MemoryBudget.require(settings, 200_000, needed, 0.5))
                .isInstanceOf(NotEnoughMemoryException.class)
                .hasMessageContaining("200,000 transitions with frames of 64x64 take 0.9")
                .hasMessageContaining("50 %").hasMessageContaining("memory.memory_size_schedule");
        assertThat(MemoryBudget.available()).isPositive();

        TransitionBuffer buffer = buffer(0, 0, 100);
        assertThat(buffer.bytes()).isZero();
        buffer.append(races.next(5, true));
        assertThat(buffer.bytes()).isPositive();
        buffer.close();
        buffer.close();
        assertThat(buffer.bytes()).isZero();
        assertThatThrownBy(() -> buffer.sample(batch, random)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (TransitionBuffer buffer = buffer(0, 0, 100)) {
            assertThatThrownBy(() -> buffer.sample(batch, random)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no transitions for training yet");
            assertThatThrownBy(() -> buffer.sample(new TransitionBatch(1, 1, 3), random))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> buffer.capacity(4)).isInstanceOf(IllegalArgumentException.class);
            assertThat(buffer.append(races.next(1, false))).isZero();
        }
    }
}
