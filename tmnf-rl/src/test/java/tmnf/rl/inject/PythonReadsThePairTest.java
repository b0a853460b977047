package tmnf.rl.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import tmnf.rl.net.WeightPair;

/** A real PyTorch as the judge of the pair, where the machine has one. */
class PythonReadsThePairTest extends InjectionTestBase {

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
        assumeTrue(run("import torch") != null, "SKIPPED: no python3 that imports torch");
        InjectionPlan plan = EncoderInjection.plan(fresh(encoder("encoder.pt", 1, "")));
        plan.write();

        String out = run(LOAD, save().resolve(WeightPair.ONLINE).toString(),
                save().resolve(WeightPair.TARGET).toString());

        StringBuilder expected = new StringBuilder("OrderedDict True True\n");
        NETWORK.specs().forEach(spec ->
                expected.append(spec.name()).append(" float32 ").append(spec.shape()).append('\n'));
        assertThat(NETWORK.specs()).hasSize(22);
        assertThat(out).isEqualTo(expected.toString());
    }

    /** What it printed; {@code null} if there is no Python or it failed. */
    private static String run(String program, String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = "python3";
        command[1] = "-c";
        command[2] = program;
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] out = process.getInputStream().readAllBytes();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? new String(out, StandardCharsets.UTF_8).replace("\r\n", "\n") : null;
        } catch (IOException e) {
            return null;
        }
    }
}
