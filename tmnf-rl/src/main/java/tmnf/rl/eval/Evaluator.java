package tmnf.rl.eval;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import tmnf.pretrain.engine.TorchEngine;
import tmnf.rl.collect.Collector;
import tmnf.rl.collect.CollectorSettings;
import tmnf.rl.policy.InferenceService;

/**
 * Races with weights as they are: each decision is the best action at the fixed quantiles, nothing is drawn
 * and nothing is learned. Whatever ends it, games are given back.
 */
public final class Evaluator {

    private static final long LOOK_MS = 100;

    private final TorchEngine engine;
    private final EvalRequest request;
    private final EvalListener listener;

    /** An evaluation that has not begun. */
    public Evaluator(TorchEngine engine, EvalRequest request, EvalListener listener) {
        this.engine = engine;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Races, on a thread without gradients: the one that started the engine, or one of {@link
     * TorchEngine#threads}.
     *
     * @param stop asked several times a second
     * @throws tmnf.rl.policy.InferenceException if decisions come too late, or are no numbers
     */
    public EvalResult run(BooleanSupplier stop) throws IOException, InterruptedException {
        int wanted = request.maps().size() * request.races();
        int games = Math.min(request.collectors(), wanted);
        RaceDealer dealer = new RaceDealer(request.maps(), request.races(), games, listener);
        boolean stopped = false;
        try (InferenceService inference = new InferenceService(engine, request.network(), request.scaling(),
                request.inference(), request.values(), request.version(), new SplittableRandom(0))) {
            List<Collector> collectors = new ArrayList<>();
            for (int i = 0; i < games; i++) {
                collectors.add(new Collector(i, new Collector.Work(request.source(), dealer, inference,
                        dealer, dealer), request.driving(), CollectorSettings.DEFAULT));
            }
            try {
                dealer.start(collectors);
                while (!dealer.await(LOOK_MS) && !stopped) {
                    stopped = stop.getAsBoolean();
                }
            } finally {
                collectors.forEach(Collector::stop);
                collectors.forEach(Collector::close);
            }
        }
        return dealer.result(request.maps(), wanted, stopped);
    }
}
