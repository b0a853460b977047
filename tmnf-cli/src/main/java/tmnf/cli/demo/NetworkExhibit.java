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

/** The two files of weights that a driver can start from, and why that of the demo does not. */
final class NetworkExhibit implements Exhibit {

    private final Path online;
    private final Path target;
    private final String command;

    /**
     * Of two files.
     *
     * @param command the line that trains a driver from them
     */
    NetworkExhibit(Path online, Path target, String command) {
        this.online = online;
        this.target = target;
        this.command = command;
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
        page.text("This is where a driver begins that shall know from the start what it sees. It has the "
                + "sizes of the configuration that tmnf train finds by itself, so this line takes it:");
        page.command(command);
        page.text("The driver of this demo begins with drawn weights instead. Its network is a smaller one, "
                + "of driver/" + DemoDriver.CONFIG + ", that learns within minutes; and where drivers were "
                + "compared on its straight track, those that began with a pretrained encoder learned later "
                + "than those that did not.");
    }
}
