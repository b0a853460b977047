package tmnf.rl.learn;

/**
 * Size of one tensor of the gradient, after it was cut.
 *
 * @param name of the weight
 * @param length L2 norm
 * @param largest absolute value
 */
public record LayerGradient(String name, double length, double largest) {
}
