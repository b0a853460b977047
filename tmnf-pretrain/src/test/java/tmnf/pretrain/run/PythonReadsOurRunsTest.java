package tmnf.pretrain.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tmnf.gbx.PythonProgram;

/** A real PyTorch as the judge of checkpoints, where the machine has one. */
class PythonReadsOurRunsTest {

    /** Goes on from a checkpoint with PyTorch's own optimiser, and reads the metrics with Python's csv. */
    private static final String PROGRAM = """
            import csv, sys, torch
            safe = {} if torch.__version__.startswith("1.") else {"weights_only": True}
            c = torch.load(sys.argv[1], **safe)
            print(c["epoch"], c["global_step"], c["lr_schedulers"], c["callbacks"],
            c["tmnf"]["settings"]["frames"])
            print(repr(c["tmnf"]["rows"][1]["values"]["val_loss"]), c["tmnf"]["progress"])
            modules = {"encoder": torch.nn.Sequential(torch.nn.Linear(3, 2)),
                       "decoder": torch.nn.Sequential(torch.nn.Linear(4, 1, bias=False))}
            net = torch.nn.ModuleDict(modules)
            print(net.load_state_dict(c["state_dict"]), net.load_state_dict(c["tmnf"]["best_state"]))
            adam = torch.optim.Adam(net.parameters(), lr=0.1)
            adam.load_state_dict(c["optimizer_states"][0])
            for p in net.parameters():
                p.grad = torch.zeros_like(p)
            adam.step()
            group, first = adam.param_groups[0], adam.state[next(net.parameters())]
            print(group["lr"], group["betas"], group["eps"], group["weight_decay"], float(first["step"]),
                  ["%.4f" % x for x in first["exp_avg"].flatten().tolist()])
            for row in csv.DictReader(open(sys.argv[2], newline="")):
                print(row["epoch"], row["stage"], float(row["val_loss"]), float(row["lr"]))
            """;

    @TempDir
    Path folder;

    @Test
    void torchGoesOnFromOurCheckpoints() throws Exception {
        Path checkpoint = folder.resolve("last.ckpt");
        Path metrics = folder.resolve("metrics.csv");
        CheckpointFile.write(checkpoint, TestCheckpoints.after(0.5, 0.1 + 0.2));
        new MetricsFiles(metrics, Optional.empty()).write(TestCheckpoints.rows(0.5, 0.1 + 0.2));

        PythonProgram python = PythonProgram.run(List.of("torch"), folder, "-c", PROGRAM,
                checkpoint.toString(), metrics.toString());

        assertThat(python.exit()).as(python.output()).isZero();
        assertThat(python.out()).isEqualTo("""
                2 20 [] {} äöü
                0.30000000000000004 {'best': 0.30000000000000004, 'best_epoch': 2, \
                'reference': 0.30000000000000004, 'waited': 0}
                <All keys matched successfully> <All keys matched successfully>
                0.0005 (0.9, 0.999) 1e-08 0.0 21.0 \
                ['0.0000', '0.0900', '0.1800', '0.2700', '0.3600', '0.4500']
                1 train 0.5 1e-05
                2 train 0.30000000000000004 1e-05
                """);
    }
}
