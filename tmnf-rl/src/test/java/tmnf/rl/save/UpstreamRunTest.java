package tmnf.rl.save;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import tmnf.gbx.PythonProgram;
import tmnf.gbx.Samples;
import tmnf.pretrain.torch.StateDict;
import tmnf.rl.save.RunStart.Upstream;

/** Files that the original wrote, and ours in front of a real PyTorch. */
class UpstreamRunTest extends SaveTestBase {

    private static final List<String> TORCH = List.of("torch");
    private static final List<String> PLAIN = List.of("pickle");
    private static final String DUMP = """
            import sys, pickle, collections, decimal
            stats = collections.defaultdict(int)
            stats.update(cumul_number_frames_played=3000000000, cumul_number_memories_generated=70000,
                cumul_number_single_memories_used=500, cumul_training_hours=12.5,
                cumul_number_single_memories_should_have_been_used=640.0, cumul_number_batches_done=300,
                alltime_min_ms={"A01": 24540, "hock": 55100}, rolling_mean_ms={"A01": 25123.75})
            for protocol in (2, 4):
                with open(sys.argv[1] + str(protocol), "wb") as file:
                    pickle.dump(stats, file, protocol=protocol)
            stats["alltime_min_ms"]["A02"] = decimal.Decimal(1)
            with open(sys.argv[1] + "bad", "wb") as file:
                pickle.dump(stats, file)
            """;
    private static final String LOAD = """
            import sys, torch
            ours, golden = sys.argv[1:]
            for name in ("weights1.torch", "weights2.torch"):
                a, b = torch.load(f"{ours}/{name}"), torch.load(f"{golden}/{name}")
                print(list(a) == list(b), all(torch.equal(a[k], b[k]) for k in b),
                      all(a[k].stride() == b[k].stride() for k in b))
            network = [torch.nn.Parameter(v.clone()) for v in a.values()]
            radam = torch.optim.RAdam(network, lr=5e-4, eps=1e-4)
            radam.load_state_dict(torch.load(f"{ours}/optimizer1.torch"))
            wanted = torch.load(f"{golden}/optimizer1.torch")
            got = radam.state_dict()
            print(all(torch.equal(got["state"][i][k], wanted["state"][i][k])
                      for i in wanted["state"] for k in ("step", "exp_avg", "exp_avg_sq")),
                  got["param_groups"] == wanted["param_groups"], len(got["state"]))
            for p in network: p.grad = torch.ones_like(p)
            radam.step()
            print(all(torch.isfinite(p).all().item() for p in network))
            """;

    private UpstreamRun imported() throws IOException {
        Path golden = Samples.golden("rl").resolve("learner_ddqn");
        Path run = Files.createDirectories(saveDir.resolve("run"));
        for (String name : List.of("weights1.torch", "weights2.torch", "optimizer1.torch")) {
            Files.write(run.resolve(name), Files.readAllBytes(golden.resolve(name)));
        }
        Files.writeString(run.resolve("scaler.torch"), "of no use");
        try (SaveFolder folder = open()) {
            return ((Upstream) folder.start(NETWORK, NETWORK)).run();
        }
    }

    @Test
    void itsRunIsTakenOver() throws Exception {
        UpstreamRun run = imported();

        StateDict golden = StateDict.read(Samples.golden("rl").resolve("learner_ddqn/weights1.torch"));
        assertThat(run.online().hasSameBits(golden)).isTrue();
        OptimizerState optimizer = run.optimizer().orElseThrow();
        assertThat(optimizer.slots()).hasSize(22).allMatch(slot -> slot.step() == 8);
        assertThat(List.of(optimizer.lr(), optimizer.beta1(), optimizer.beta2(), optimizer.eps(),
                optimizer.weightDecay())).containsExactly(1e-3, 0.9, 0.999, 1e-4, 0.0);
        assertThat(run.sums()).isEmpty();
        assertThat(String.join("; ", run.messages())).contains("frames and schedules begin at 0",
                "scaler.torch is not needed");
    }

    @Test
    void pyTorchLoadsWhatWeSaveOfItWithTheSameNumbersAndStrides() throws Exception {
        PythonProgram.required(TORCH);
        UpstreamRun run = imported();
        try (SaveFolder folder = open()) {
            folder.save(new Checkpoint(run.online(), run.target(), run.optimizer().orElseThrow(),
                    statistics(5), "", Optional.empty()), Optional.empty());
        }

        PythonProgram python = PythonProgram.run(TORCH, saveDir, "-c", LOAD,
                saveDir.resolve("run").toString(),
                Samples.golden("rl").resolve("learner_ddqn").toString());

        assertThat(python.out()).as(python.err())
                .isEqualTo("True True True\nTrue True True\nTrue True 22\nTrue\n");
    }

    @Test
    void sumsAreReadWithoutRunningTheFileAndAnythingElseIsNot() throws Exception {
        PythonProgram.required(PLAIN);
        Path stats = saveDir.resolve("stats");
        PythonProgram.run(PLAIN, saveDir, "-c", DUMP, stats.toString());

        for (String protocol : List.of("2", "4")) {
            UpstreamRun.Sums sums = UpstreamStatistics.read(saveDir.resolve("stats" + protocol));
            assertThat(sums.counters()).isEqualTo(new Statistics.Counters(3_000_000_000L, 70_000, 500, 640, 0,
                    300, 0, 12.5));
            assertThat(sums.alltimeMinMs()).containsEntry("A01", 24_540).containsEntry("hock", 55_100);
            assertThat(sums.rollingMeanMs()).containsEntry("A01", 25_123.75);
        }
        imported();
        Files.copy(saveDir.resolve("statsbad"), saveDir.resolve("run/accumulated_stats.joblib"));
        try (SaveFolder folder = open()) {
            RunStart start = folder.start(NETWORK, NETWORK);
            assertThat(((Upstream) start).run().sums()).isEmpty();
            assertThat(start.message()).contains("it names decimal.Decimal", "begin at 0");
        }
    }

    @Test
    void theDampersOfItsRunsAreDividedByMore() {
        float[] std = new float[184];
        Arrays.fill(std, 0.06f);

        float[] its = UpstreamRun.withItsDampers(std, 5);

        for (int i = 0; i < its.length; i++) {
            assertThat(its[i]).as("input %d", i).isEqualTo(i >= 29 && i <= 32 ? 0.5f : 0.06f);
        }
    }
}
