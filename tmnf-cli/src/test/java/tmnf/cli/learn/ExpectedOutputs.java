package tmnf.cli.learn;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import tmnf.gbx.npy.NpyHeader;
import tmnf.pretrain.cloning.ActionColumns;
import tmnf.pretrain.cloning.BehaviouralCloning;
import tmnf.pretrain.cloning.CloningException;
import tmnf.pretrain.cloning.CloningFiles;
import tmnf.pretrain.cloning.CloningIqn;
import tmnf.pretrain.cloning.CloningStart;
import tmnf.pretrain.cloning.Dropout;
import tmnf.pretrain.data.FrameCache;
import tmnf.pretrain.engine.TorchEngine;
import tmnf.pretrain.net.Encoder;
import tmnf.pretrain.net.IqnNetwork;
import tmnf.pretrain.net.StackedEncoder;
import tmnf.pretrain.net.StateDicts;
import tmnf.pretrain.net.Weights;
import tmnf.pretrain.net.WeightsMismatchException;
import tmnf.pretrain.objective.Normalization;
import tmnf.pretrain.torch.StateDict;
import tmnf.tminterface.observation.Normalisation;

/** What this program's networks make of made-up inputs with the weights of files, as NumPy files. */
final class ExpectedOutputs {

    private static final int BATCH = 3;
    private static final int QUANTILES = 4;
    private static final int FRAMES = 20;

    private final Path folder;
    private final TorchEngine engine;
    private final SplittableRandom random = new SplittableRandom(5);

    /** With the engine that the commands have started. */
    ExpectedOutputs(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        engine = TorchEngine.running().orElseThrow();
    }

    /** Of an encoder. */
    void encoder(Path file, int channels, int height, int width)
            throws IOException, WeightsMismatchException {
        Encoder encoder = new Encoder(channels, height, width);
        try (NDManager scope = engine.manager(); Weights weights = new Weights(scope, encoder.specs(""),
                false)) {
            StateDicts.load(weights, "", StateDict.read(file));
            NDArray pictures = made(scope, "encoder_input", BATCH, channels, height, width);
            write("encoder_output", encoder.forward(weights, "", pictures));
        }
    }

    /** Of the driver's network that {@code tmnf init-iqn} makes unless it is told otherwise. */
    void driver(Path file, int height, int width) throws IOException, WeightsMismatchException {
        Encoder encoder = new Encoder(1, height, width);
        IqnNetwork network = new IqnNetwork(Optional.of(encoder), 184, 256, 1024, 128, 12);
        try (NDManager scope = engine.manager(); Weights weights = new Weights(scope, network.specs(),
                false)) {
            StateDicts.load(weights, "", StateDict.read(file));
            NDArray pictures = made(scope, "iqn_pictures", BATCH, 1, height, width);
            NDArray trunk = network.trunk(weights, pictures,
                    made(scope, "iqn_floats", BATCH, network.floats()));
            write("iqn_values", network.quantiles(weights, trunk,
                    made(scope, "iqn_tau", BATCH * QUANTILES, 1)));
        }
    }

    /** Of a cloned driver with the encoder of a run, whose files are written beside that. */
    void cloned(Path run, int height, int width) throws IOException, CloningException {
        Normalisation scaling = Normalisation.of(new float[] {1, -2, 0, 0.5f, 3},
                new float[] {2, 1, 4, 0.25f, 1});
        ActionColumns offsets = new ActionColumns(List.of(-10, 0, 50));
        BehaviouralCloning objective = new BehaviouralCloning(new CloningIqn(new StackedEncoder(2,
                StackedEncoder.Mode.CHANNEL, height, width), scaling, new CloningIqn.Sizes(8, 32, 16), 3, 4,
                Dropout.NONE, false), Normalization.IQN, offsets, List.of(1.0, 1.0, 1.0));
        try (NDManager scope = engine.manager();
                Weights weights = new Weights(scope, objective.specs(), false)) {
            weights.draw(4);
            CloningStart.initialEncoder(objective, run).into(weights);
            CloningFiles.write(run, objective, weights, new CloningFiles.Wanted(true, true, true));
            NDArray values = objective.network().logits(weights, made(scope, "bc_pictures", BATCH, 2, height,
                    width), Optional.of(made(scope, "bc_floats", BATCH, 5)), Optional.empty());
            write("bc_values", values.get(":, " + offsets.driver()));
        }
    }

    /** The frames of a cache. */
    void frames(Path cache) throws IOException {
        try (FrameCache frames = FrameCache.open(cache, false)) {
            int count = Math.min(frames.count(), FRAMES);
            ByteBuffer bytes = ByteBuffer.allocate(count * frames.height() * frames.width());
            for (int i = 0; i < count; i++) {
                frames.copy(i, bytes);
            }
            write("frames", "|u1", List.of((long) count, (long) frames.height(), (long) frames.width()),
                    bytes);
        }
    }

    /** Numbers of 0 to 1, which Python gets too. */
    private NDArray made(NDManager scope, String name, long... shape) throws IOException {
        float[] values = new float[(int) LongStream.of(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        NDArray array = scope.create(values, new Shape(shape));
        write(name, array);
        return array;
    }

    private void write(String name, NDArray array) throws IOException {
        float[] values = array.toFloatArray();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        write(name, "<f4", Arrays.stream(array.getShape().getShape()).boxed().toList(), bytes);
    }

    private void write(String name, String type, List<Long> shape, ByteBuffer numbers) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".npy"))) {
            out.write(NpyHeader.of(type, shape).bytes());
            out.write(numbers.array());
        }
    }
}
