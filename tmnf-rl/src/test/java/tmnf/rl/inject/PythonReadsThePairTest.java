package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import tmnf.gbx.PythonProgram;
import tmnf.rl.net.WeightPair;

/** A real PyTorch as the judge of the pair, where the machine has one. */
class PythonReadsThePairTest extends InjectionTestBase {

    private static final List<String> TORCH = List.of("torch");
    private static final String LOAD = """
            import sys, torch
            online, target = (torch.load(path, weights_only=True) for path in sys.argv[1:])
            same = all(torch.equal(online[name], target[name]) for name in online)
            print(type(online).__name__, list(online) == list(target), same)
            for name, value in online.items():
                print(name, str(value.dtype)[6:], list(value.shape))
            """;

    @Test
    void torchLoadsBothFilesWithTwentyTwoTensorsInOrder() throws Exception {
        PythonProgram.required(TORCH);
        InjectionPlan plan = EncoderInjection.plan(fresh(encoder("encoder.pt", 1, "")));
        plan.write();

        PythonProgram python = PythonProgram.run(TORCH, folder, "-c", LOAD,
                save().resolve(WeightPair.ONLINE).toString(), save().resolve(WeightPair.TARGET).toString());

        StringBuilder expected = new StringBuilder("OrderedDict True True\n");
        NETWORK.specs().forEach(spec ->
                expected.append(spec.name()).append(" float32 ").append(spec.shape()).append('\n'));
        assertThat(NETWORK.specs()).hasSize(22);
        assertThat(python.out()).as(python.err()).isEqualTo(expected.toString());
    }
}
