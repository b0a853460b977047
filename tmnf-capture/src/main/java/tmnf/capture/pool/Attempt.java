package tmnf.capture.pool;

import java.util.function.BooleanSupplier;

/**
 * What an attempt at a replay is told.
 *
 * @param number of this attempt at the replay, from 1 on
 * @param freshConnection whether the connection from before is not to be used again
 * @param stopped whether to end soon
 * @param beat to be called whenever something happens: a message, a frame, a phase
 */
public record Attempt(int number, boolean freshConnection, BooleanSupplier stopped, Runnable beat) {
}
