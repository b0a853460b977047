package tmnf.rl.learn;

import tmnf.pretrain.net.Weights;
import tmnf.pretrain.optim.Mixing;

/** Moves the target network a share of the way to the online one. Source: training note, section 9.2. */
public final class TargetNetwork {

    private TargetNetwork() {
    }

    /**
     * {@code target = (1 - tau) * target + tau * online}.
     *
     * @param tau 0 to 1 ({@code soft_update_tau})
     */
    public static void follow(Weights target, Weights online, double tau) {
        Mixing.mix(target, online, tau);
    }
}
