package tmnf.pretrain.train;

import java.util.Arrays;
import java.util.List;

import tmnf.pretrain.data.ReplayFrames;
import tmnf.pretrain.data.WindowIndex;
import tmnf.pretrain.label.FrameActions;
import tmnf.pretrain.label.WindowActions;

/**
 * Windows whose frames lead from one to the next: the action between them is known, and no frame in between
 * was cleaned away, so that none is further behind the one before than usual in its replay.
 */
final class TransitionWindows {

    /** Of the usual distance of two frames; they are due at fractions of a tick. */
    private static final double MOST = 1.5;

    private TransitionWindows() {
    }

    static WindowIndex of(FrameActions actions, List<ReplayFrames> replays, WindowIndex windows) {
        boolean[] gap = new boolean[actions.count()]; // behind this frame
        for (ReplayFrames replay : replays) {
            markGaps(actions, replay, gap);
        }
        WindowIndex known = WindowActions.known(actions, windows, WindowActions.Kind.UNTIL_NEXT,
                windows.length() - 1);
        return known.only(window -> {
            int first = known.first(window);
            for (int frame = first; frame < first + known.length() - 1; frame++) {
                if (gap[frame]) {
                    return false;
                }
            }
            return true;
        });
    }

    private static void markGaps(FrameActions actions, ReplayFrames replay, boolean[] gap) {
        int[] distances = new int[replay.count() - 1];
        int known = 0;
        for (int frame = replay.first(); frame < replay.first() + replay.count() - 1; frame++) {
            if (actions.isListed(frame) && actions.isListed(frame + 1)) {
                distances[known++] = actions.timeMs(frame + 1) - actions.timeMs(frame);
            }
        }
        if (known == 0) {
            return;
        }
        Arrays.sort(distances, 0, known);
        double most = MOST * distances[known / 2];
        for (int frame = replay.first(); frame < replay.first() + replay.count() - 1; frame++) {
            gap[frame] = actions.isListed(frame) && actions.isListed(frame + 1)
                    && actions.timeMs(frame + 1) - actions.timeMs(frame) > most;
        }
    }
}
