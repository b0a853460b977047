package tmnf.rl.save;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchStorage;
import tmnf.pretrain.torch.TorchTensor;

/** Weights of convolutions as the original stores them: channels lie together, the shape stays. */
final class ChannelsLast {

    private static final int CONVOLUTION = 4;

    private ChannelsLast() {
    }

    /** The same numbers; only tensors of four axes are laid out anew. */
    static StateDict of(StateDict dict) {
        Map<String, TorchTensor> tensors = new LinkedHashMap<>();
        dict.tensors().forEach((name, tensor) -> tensors.put(name, of(tensor)));
        return StateDict.of(tensors);
    }

    /** The same numbers. */
    static TorchTensor of(TorchTensor tensor) {
        if (tensor.shape().size() != CONVOLUTION) {
            return tensor;
        }
        int out = side(tensor, 0);
        int channels = side(tensor, 1);
        int height = side(tensor, 2);
        int width = side(tensor, 3);
        int size = tensor.type().bytes();
        byte[] rows = tensor.bytes();
        byte[] laid = new byte[rows.length];
        int from = 0;
        for (int o = 0; o < out; o++) {
            for (int c = 0; c < channels; c++) {
                for (int at = 0; at < height * width; at++) {
                    int to = ((o * height * width + at) * channels + c) * size;
                    System.arraycopy(rows, from, laid, to, size);
                    from += size;
                }
            }
        }
        List<Long> strides = List.of((long) channels * height * width, 1L, (long) width * channels,
                (long) channels);
        return new TorchTensor(tensor.type(), tensor.shape(), strides, 0, TorchStorage.of(laid));
    }

    private static int side(TorchTensor tensor, int axis) {
        return Math.toIntExact(tensor.shape().get(axis));
    }
}
