package tmnf.cli.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import javax.management.JMException;
import javax.management.ObjectName;

/** Checks that need no game: Java, memory, disk, operating system. */
final class MachineChecks {

    private static final double GIB = 1L << 30;
    private static final long LITTLE_MEMORY = 4L << 30;
    private static final long LITTLE_HEAP = 256L << 20;
    private static final long LITTLE_DISK = 10L << 30;
    private static final long NO_DISK = 1L << 30;

    private MachineChecks() {
    }

    static List<Finding> run(Path workingFolder, boolean windows) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("java", System.getProperty("java.version") + ", "
                + System.getProperty("java.vendor"), System.getProperty("java.home")));
        findings.add(memory());
        findings.add(disk(workingFolder));
        findings.add(system(windows));
        return findings;
    }

    private static Finding memory() {
        long heap = Runtime.getRuntime().maxMemory();
        OptionalLong total = totalMemory();
        String message = total.isPresent() ? gib(total.getAsLong()) + ", of which Java may use " + gib(heap)
                : "Java may use " + gib(heap);
        if (heap < LITTLE_HEAP) {
            return Finding.warning("memory", message, "", "give Java more, with -Xmx2g in TMNF_JAVA_OPTS");
        }
        if (total.isPresent() && total.getAsLong() < LITTLE_MEMORY) {
            return Finding.warning("memory", message, "",
                    "the game and a training beside it want 4 GiB or more; run one of them at a time");
        }
        return Finding.ok("memory", message, "");
    }

    /** Through its name: the type that has this number belongs to one maker of Java. */
    private static OptionalLong totalMemory() {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer().getAttribute(
                    new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "TotalMemorySize");
            return value instanceof Long bytes ? OptionalLong.of(bytes) : OptionalLong.empty();
        } catch (JMException e) {
            return OptionalLong.empty(); // this Java does not tell
        }
    }

    private static Finding disk(Path folder) {
        long free;
        try {
            free = Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Finding.warning("disk", "cannot tell how much is free: " + e.getMessage(), folder,
                    "work in a folder that you may read");
        }
        String message = gib(free) + " free";
        if (free < NO_DISK) {
            return Finding.problem("disk", message, folder, "make room, or work elsewhere with -C");
        }
        return free < LITTLE_DISK
                ? Finding.warning("disk", message, folder,
                        "frames of many replays take more than 10 GiB; make room, or work elsewhere with -C")
                : Finding.ok("disk", message, folder);
    }

    private static Finding system(boolean windows) {
        String name = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
        if (windows || name.startsWith("Linux")) {
            return Finding.ok("system", name + (windows ? "" : ": the game needs Wine here"), "");
        }
        return Finding.warning("system", name + ": nobody tried the game here", "",
                "run the game on Windows, or under Wine on Linux; all else works here too");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    }
}
