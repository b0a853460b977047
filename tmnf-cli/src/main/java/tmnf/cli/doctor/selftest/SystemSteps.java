package tmnf.cli.doctor.selftest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tmnf.cli.doctor.selftest.OwnCommands.Started;
import tmnf.tminterface.launch.RunningGames;

/** What this program asks of the system besides files: native calls, sockets, time, processes, signals. */
final class SystemSteps {

    private static final Duration COMMAND = Duration.ofSeconds(60);

    static final List<SelfTestStep> ALL = List.of(
            SelfTestStep.of("native-calls", "calls of native libraries",
                    place -> NativeCheck.ofThisMachine().run()),
            SelfTestStep.of("loopback", "a connection within this machine", SystemSteps::loopback),
            SelfTestStep.of("clock", "clock and short waits", place -> clock()),
            SelfTestStep.of("process-list", "the processes of this machine", place -> processes()),
            new SelfTestStep("file-lock", "a lock that keeps another process out", COMMAND,
                    SystemSteps::fileLock),
            new SelfTestStep("process-kill", "a process started and killed", COMMAND, SystemSteps::kill),
            new SelfTestStep("process-signal", "a process asked to end", COMMAND, SystemSteps::signal));

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final int ROUND_TRIPS = 500;
    private static final int SOCKET_MILLIS = 5_000;
    private static final int WAITS = 50;
    private static final long WAIT_NANOS = 1_000_000;
    private static final int TERMINATED = 143;
    private static final long LOOK_MILLIS = 50;
    /** Where a download locks its file, and how it ends when another one has the lock. */
    private static final long LOCKED_AT = Long.MAX_VALUE - 1;
    private static final String LOCK_FILE = ".tmnf_download.lock";
    private static final int BUSY = 5;

    private SystemSteps() {
    }

    private static String loopback(SelfTestPlace place) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
            server.setSoTimeout(SOCKET_MILLIS);
            Thread echo = new Thread(() -> echo(server), "tmnf-selftest-echo");
            echo.setDaemon(true);
            echo.start();
            long[] nanos = new long[ROUND_TRIPS];
            try (Socket socket = new Socket()) {
                socket.connect(server.getLocalSocketAddress(), SOCKET_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(SOCKET_MILLIS);
                byte[] word = new byte[4];
                for (int i = 0; i < ROUND_TRIPS; i++) {
                    long started = System.nanoTime();
                    socket.getOutputStream().write(ByteBuffer.wrap(word).putInt(0, i).array());
                    if (socket.getInputStream().readNBytes(word, 0, word.length) != word.length) {
                        throw new IOException("the connection was closed after " + i + " words");
                    }
                    nanos[i] = System.nanoTime() - started;
                }
            }
            echo.join(SOCKET_MILLIS);
            return String.format(Locale.ROOT, "%d words there and back, %.0f us each", ROUND_TRIPS,
                    median(nanos) / 1e3);
        }
    }

    private static void echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SOCKET_MILLIS);
            byte[] word = new byte[4];
            while (socket.getInputStream().readNBytes(word, 0, word.length) == word.length) {
                socket.getOutputStream().write(word);
            }
        } catch (IOException e) {
            return; // the other end says what is wrong
        }
    }

    private static String clock() throws StepFailed {
        long smallest = Long.MAX_VALUE;
        long before = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            long now = System.nanoTime();
            if (now < before) {
                throw StepFailed.broken("the clock went back by " + (before - now) + " ns",
                        "update the system; under a virtual machine, choose another clock source");
            }
            smallest = now > before ? Math.min(smallest, now - before) : smallest;
            before = now;
        }
        long[] waits = new long[WAITS];
        for (int i = 0; i < WAITS; i++) {
            long started = System.nanoTime();
            LockSupport.parkNanos(WAIT_NANOS);
            waits[i] = System.nanoTime() - started;
        }
        return String.format(Locale.ROOT, "steps of %d ns; a wait of 1 ms takes %.2f ms", smallest,
                median(waits) / 1e6);
    }

    private static String processes() throws StepFailed {
        List<Long> seen = ProcessHandle.allProcesses().map(ProcessHandle::pid).toList();
        long all = seen.size();
        if (!seen.contains(ProcessHandle.current().pid())) {
            throw StepFailed.bearable("not even this process is among the " + all + " that are seen",
                    "let this user see processes: games that run are not found otherwise", null);
        }
        int games = RunningGames.find().size();
        return all + " processes are seen, " + (games == 0 ? "no game" : games + " of them games");
    }

    private static double median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String fileLock(SelfTestPlace place) throws Exception {
        Path folder = place.folder("file-lock");
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(LOCKED_AT, 1, false)) {
            if (lock == null) {
                throw StepFailed.broken("a new file is locked already", "work on a disk of this machine");
            }
            place.commands().run(COMMAND, BUSY, List.of("download", "--track-id", "1", "--base-url",
                    "http://127.0.0.1:1", "--replays-dir", folder.toString(), "--retries", "0"));
        }
        return "another process is kept out";
    }

    private static String kill(SelfTestPlace place) throws Exception {
        Started started = startExchange(place);
        long since = System.nanoTime();
        place.commands().end(started.process());
        if (started.process().isAlive()) {
            throw StepFailed.broken("a killed process lives on", "attach the report to an issue");
        }
        return "ended after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since) + " ms";
    }

    private static String signal(SelfTestPlace place) throws Exception {
        Started started = startExchange(place);
        started.process().destroy();
        if (!started.process().waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
            throw place.commands().failed("does not end when it is asked to", List.of("sim", "exchange"),
                    started);
        }
        int code = started.process().exitValue();
        if (!started.process().supportsNormalTermination()) {
            return "ended with " + code + ": this system knows no polite way";
        }
        if (code != TERMINATED) {
            throw place.commands().failed("ended with " + code + " instead of " + TERMINATED,
                    List.of("sim", "exchange"), started);
        }
        return "tidied up, ended with " + code;
    }

    /** An exchange in a process of its own that answers; whoever started it ends it. */
    private static Started startExchange(SelfTestPlace place) throws Exception {
        List<String> words = List.of("sim", "exchange", "--data", PipelineSteps.races(place).toString());
        Started started = place.commands().start(words);
        long end = System.nanoTime() + COMMAND.toNanos();
        while (started.process().isAlive() && System.nanoTime() - end < 0) {
            Matcher address = ADDRESS.matcher(started.output());
            if (address.find()) {
                new Socket(InetAddress.getByName("127.0.0.1"), Integer.parseInt(address.group(1))).close();
                return started;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        throw place.commands().failed("does not say where it listens", words, started);
    }
}
