package tmnf.pretrain.data;

import java.io.IOException;
import java.util.List;

import tmnf.capture.dataset.FrameStore;

/** Decodes frames of a dataset, numbered as in its cache, without rounding to grey levels. */
final class ExactFrames implements FloatFrames {

    private final FrameTree tree;
    private final BilinearResize resize;
    private final PictureReader reader = new PictureReader();
    private final int[] firsts;
    private int replay;
    /** Of the replay; null before the first. */
    private FrameStore store;

    ExactFrames(FrameTree tree, int height, int width) throws IOException {
        this.tree = tree;
        resize = new BilinearResize(height, width);
        List<FrameTree.Replay> replays = tree.replays();
        firsts = new int[replays.size() + 1];
        for (int i = 0; i < replays.size(); i++) {
            firsts[i + 1] = firsts[i] + replays.get(i).frames().size();
        }
    }

    @Override
    public void read(int frame, float[] to) throws IOException {
        if (store == null || frame < firsts[replay] || frame >= firsts[replay + 1]) {
            open(frame);
        }
        String name = tree.replays().get(replay).frames().get(frame - firsts[replay]);
        resize.toFloats(reader.read(store.read(name)), to, 0);
    }

    private void open(int frame) throws IOException {
        if (frame < firsts[replay]) {
            replay = 0;
        }
        while (frame >= firsts[replay + 1]) {
            replay++;
        }
        if (store != null) {
            store.close();
            store = null;
        }
        store = FrameStore.open(tree.replays().get(replay).folder());
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (store != null) {
            store.close();
        }
    }
}
