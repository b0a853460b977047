package tmnf.pretrain.train;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.types.DataType;
import tmnf.pretrain.objective.StepLoss;

/**
 * What a batch gave, as numbers.
 *
 * @param means {@code loss} and what it is made of, by name
 * @param tally numbers that are added up over an epoch; empty without
 */
record BatchFigures(Map<String, Double> means, double[] tally) {

    private static final String LOSS = "loss";

    static BatchFigures of(StepLoss loss) {
        Map<String, Double> means = new LinkedHashMap<>();
        means.put(LOSS, (double) loss.total().getFloat());
        loss.parts().forEach((name, value) -> means.put(name, (double) value.getFloat()));
        return new BatchFigures(means, loss.tally()
                .map(tally -> tally.toType(DataType.FLOAT64, false).toDoubleArray()).orElse(new double[0]));
    }

    double loss() {
        return means.get(LOSS);
    }
}
