package tmnf.pretrain.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import tmnf.pretrain.engine.EngineOptions.DeviceChoice;
import tmnf.pretrain.engine.EngineUnavailableException.Reason;

/**
 * PyTorch in this process: started once, without network and without telling anybody. Gradients are off on
 * the thread that starts it and on threads of {@link #threads}; on any other thread they would be on.
 * Thread-safe.
 */
public final class TorchEngine {

    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final String NOT_FOR_GPUS = "its native library is the processor's";

    private static TorchEngine started; // null: not yet; guarded by the class

    private final EngineOptions options;
    private final Engine engine;
    private final Device device;
    private final String deviceReason;

    private TorchEngine(EngineOptions options, Engine engine, Device device, String deviceReason) {
        this.options = options;
        this.engine = engine;
        this.device = device;
        this.deviceReason = deviceReason;
    }

    /**
     * Starts the engine, or gives the one that runs.
     *
     * @throws EngineUnavailableException if its libraries are missing or do not load, or if it runs with
     *     options that compute otherwise
     */
    public static synchronized TorchEngine start(EngineOptions options) throws EngineUnavailableException {
        Objects.requireNonNull(options, "options");
        if (started == null) {
            started = load(options);
        } else {
            started.requireServes(options);
        }
        JniUtils.setGradMode(false);
        return started;
    }

    /** The engine, if it was started in this process. */
    public static synchronized Optional<TorchEngine> running() {
        return Optional.ofNullable(started);
    }

    private static TorchEngine load(EngineOptions options) throws EngineUnavailableException {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(options.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        options.cache().filter(folder -> System.getProperty(CACHE) == null)
                .ifPresent(folder -> System.setProperty(CACHE, folder.toString()));
        Engine engine;
        boolean cuda;
        int gpus;
        try {
            engine = Engine.getEngine("PyTorch");
            cuda = isForGpus(library());
            // Only asked of a library that can use them: the question goes to CUDA, not to PyTorch.
            gpus = options.device() == DeviceChoice.CPU || !cuda ? 0 : engine.getGpuCount();
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            throw new EngineUnavailableException(Reason.LIBRARY, "PyTorch does not start: " + e.getMessage()
                    + ". Build again, with its native library for this system.", e);
        }
        if (gpus > 0) {
            return new TorchEngine(options, engine, Device.gpu(), "");
        }
        String reason = options.device() == DeviceChoice.CPU ? "the processor was asked for"
                : cuda ? whyNoGpu(findsCuda()) : NOT_FOR_GPUS;
        if (options.device() == DeviceChoice.GPU) {
            throw noGpu(reason);
        }
        return new TorchEngine(options, engine, Device.cpu(), reason);
    }

    /** Whether GPUs could be counted: DJL asks a library of CUDA, and says 0 where it finds no library. */
    private static boolean findsCuda() {
        try {
            CudaUtils.getCudaVersion();
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (EngineException e) {
            return true; // it answers, if only with an error
        }
    }

    /**
     * Why a library for GPUs uses none.
     *
     * @param findsCuda whether there is the library of CUDA that counts them
     */
    static String whyNoGpu(boolean findsCuda) {
        return findsCuda
                ? "its native library is one for GPUs, but it sees no GPU: there is none, or its driver does"
                        + " not work"
                : "its native library is one for GPUs, but CUDA's own, which counts them, was not found:"
                        + " libcudart.so.12, which pip puts into nvidia/cuda_runtime/lib beside the folder"
                        + " torch, or cudart64_12.dll in torch\\lib";
    }

    private static EngineUnavailableException noGpu(String reason) {
        return new EngineUnavailableException(Reason.NO_GPU, "a GPU was asked for, but PyTorch does not use"
                + " one: " + reason + ". Take the processor.", null);
    }

    private void requireServes(EngineOptions wanted) throws EngineUnavailableException {
        String whyNone = device.isGpu() ? "" : options.device() != DeviceChoice.CPU ? deviceReason
                // Where a GPU was never looked for, it is the same if there could have been none.
                : isForGpus(library()) ? "" : NOT_FOR_GPUS;
        Optional<EngineUnavailableException> refusal = refusal(options, device.isGpu(), whyNone, wanted);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /**
     * Why an engine that runs does not do for what is wanted; empty where it does.
     *
     * @param running what it was started with
     * @param onGpu whether its tensors live on a GPU
     * @param whyNone why no process could use a GPU; empty where one does, or where nobody has looked
     */
    static Optional<EngineUnavailableException> refusal(EngineOptions running, boolean onGpu, String whyNone,
            EngineOptions wanted) {
        if (wanted.device() == DeviceChoice.GPU && !whyNone.isEmpty()) {
            return Optional.of(noGpu(whyNone)); // a process of its own would say so as well
        }
        boolean hasDevice = switch (wanted.device()) {
            case GPU -> onGpu;
            case CPU -> !onGpu;
            case AUTO -> onGpu || !whyNone.isEmpty();
        };
        return hasDevice && wanted.threads() == running.threads() ? Optional.empty()
                : Optional.of(new EngineUnavailableException(Reason.OTHER_SETTINGS, "PyTorch runs in this "
                + "process with " + running.words() + " already, which cannot be changed to "
                + wanted.words() + ". Ask for the same, or do this in a process of its own.", null));
    }

    private static Path library() {
        return Path.of(LibUtils.getLibtorchPath());
    }

    private static boolean isForGpus(Path library) {
        return Files.exists(library.resolve(System.mapLibraryName("torch_cuda")));
    }

    /** Name of the engine. */
    public String name() {
        return engine.getEngineName();
    }

    /** Threads that one operation may use, as the engine itself says. */
    public int threadCount() {
        return JniUtils.getNumThreads();
    }

    /** Folder of the native libraries. */
    public Path libraryFolder() {
        return library();
    }

    /** Version of PyTorch. */
    public String version() {
        return engine.getVersion();
    }

    /** Version of the library through which it is called. */
    public String djlVersion() {
        return Engine.getDjlVersion();
    }

    /** Where tensors live. */
    public Device device() {
        return device;
    }

    /** Number of the GPU where tensors live; empty for the processor. */
    public OptionalInt gpu() {
        return device.isGpu() ? OptionalInt.of(device.getDeviceId()) : OptionalInt.empty();
    }

    /** Why tensors do not live on a GPU; empty when they do. */
    public String deviceReason() {
        return deviceReason;
    }

    /** A manager of tensors, to be closed by the caller. */
    public NDManager manager() {
        return engine.newBaseManager(device);
    }

    /** Makes daemon threads called {@code <name>-1}, {@code <name>-2} and so on, with gradients off. */
    public ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(() -> {
                JniUtils.setGradMode(false);
                task.run();
            }, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
