package tmnf.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import tmnf.pretrain.run.ReportPage;
import tmnf.pretrain.torch.StateDict;
import tmnf.pretrain.torch.TorchTensor;

/** The two files of weights that a driver starts from. */
final class NetworkExhibit implements Exhibit {

    private final Path online;
    private final Path target;

    NetworkExhibit(Path online, Path target) {
        this.online = online;
        this.target = target;
    }

    @Override
    public String result() throws IOException {
        StateDict weights = StateDict.read(online);
        long numbers = weights.tensors().values().stream().mapToLong(TorchTensor::elements).sum();
        return String.format(Locale.ROOT, "%,d numbers in %d tensors, %s", numbers, weights.tensors().size(),
                weights.hasSameBits(StateDict.read(target)) ? "the same in both files"
                        : "not the same in both files");
    }

    @Override
    public void show(ReportPage page) throws IOException {
        Map<String, long[]> parts = new TreeMap<>();
        StateDict.read(online).tensors().forEach((name, tensor) -> {
            long[] part = parts.computeIfAbsent(name.split("\\.")[0], each -> new long[2]);
            part[0]++;
            part[1] += tensor.elements();
        });
        List<List<String>> rows = new ArrayList<>();
        parts.forEach((name, part) -> rows.add(List.of(name, Long.toString(part[0]),
                String.format(Locale.ROOT, "%,d", part[1]))));
        page.table(List.of("part of the network", "tensors", "numbers"), rows, -1, 1);
    }
}
