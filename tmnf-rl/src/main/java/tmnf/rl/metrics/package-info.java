/**
 * What is known about a training run while it goes on: {@link tmnf.rl.metrics.TrainMetrics} writes figures
 * for TensorBoard and as CSV, {@link tmnf.rl.metrics.Alarms} says when something is wrong, {@link
 * tmnf.rl.metrics.TrainReport} draws the page; and {@link tmnf.rl.metrics.RunComparison} puts runs beside
 * each other. Non-null is the default everywhere. Source: training note, section 11.
 */
package tmnf.rl.metrics;
