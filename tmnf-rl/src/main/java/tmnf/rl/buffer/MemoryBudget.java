package tmnf.rl.buffer;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

import tmnf.rl.config.TrainSettings;

/** How much memory a buffer takes, and whether it is there. */
public final class MemoryBudget {

    private static final Path LINUX = Path.of("/proc/meminfo");
    private static final String AVAILABLE = "MemAvailable:";
    private static final double GIB = 1 << 30;

    private MemoryBudget() {
    }

    /** Bytes that a buffer for so many transitions takes when it is full, on and outside the heap. */
    public static long bytes(BufferSettings settings, int capacity) {
        int slots = TransitionRing.slots(settings, capacity);
        long chunk = EntryStore.chunkEntries(settings);
        long entries = (slots + chunk - 1) / chunk * chunk;
        return Math.addExact(Math.multiplyExact(entries, EntryStore.entryBytes(settings)),
                Math.multiplyExact((long) slots,
                        TransitionTable.slotBytes(settings.nSteps(), settings.prioritised())));
    }

    /** Bytes that programs can still take on this machine without pushing others out. */
    public static long available() {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = system.getFreeMemorySize();
        try {
            for (String line : Files.isReadable(LINUX) ? Files.readAllLines(LINUX)
                    : List.<String>of()) {
                if (line.startsWith(AVAILABLE)) {
                    // The system's free memory leaves out what caches would give back.
                    long kib = Long.parseLong(line.substring(AVAILABLE.length()).replaceAll("[^0-9]", ""));
                    return Math.min(system.getTotalMemorySize(), kib << 10);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return free;
        }
        return free;
    }

    /**
     * Refuses a buffer that does not fit.
     *
     * @param settings what it holds
     * @param capacity the most transitions that it will ever hold
     * @param available bytes that can be taken
     * @param share of these that it may take
     * @return bytes that it takes
     * @throws NotEnoughMemoryException if that is more
     */
    public static long require(BufferSettings settings, int capacity, long available, double share)
            throws NotEnoughMemoryException {
        long needed = bytes(settings, capacity);
        if (needed > available * share) {
            throw new NotEnoughMemoryException(String.format(Locale.ROOT, "%,d transitions with frames of "
                    + "%dx%d take %.2f GiB, but only %.2f GiB of memory are available, of which they may "
                    + "take "
                    + "%.0f %%; make memory.memory_size_schedule or the frames smaller, or raise "
                    + "tmnf.memory_share", capacity, settings.width(), settings.height(), needed / GIB,
                    available / GIB, 100 * share), needed, available);
        }
        return needed;
    }

    /**
     * Refuses settings whose transitions do not fit into the memory that is available now, in any attempt of
     * the run.
     *
     * @return bytes that they take at most
     */
    public static long require(TrainSettings settings) throws NotEnoughMemoryException {
        long available = available();
        long most = 0;
        for (TrainSettings attempt : settings.attempts()) {
            most = Math.max(most, require(BufferSettings.of(attempt), attempt.memory().largestCapacity(),
                    available, attempt.own().memoryShare()));
        }
        return most;
    }
}
