package tmnf.tminterface.observation;

/**
 * A combination of the four keys of a car. Steering is digital: the discrete actions cannot turn a little.
 *
 * @param accelerate throttle
 * @param brake brake, and reverse from standstill
 * @param left steers left; together with {@code right} it does nothing
 * @param right steers right
 */
public record Action(boolean accelerate, boolean brake, boolean left, boolean right) {

    /** Keys of one action, in the order of {@link #key}. */
    public static final int KEYS = 4;

    private static final String[] NAMES = {"accelerate", "brake", "left", "right"};

    /** Key 0 is accelerate, 1 brake, 2 left, 3 right: the order of every vector form. */
    public boolean key(int index) {
        return switch (index) {
            case 0 -> accelerate;
            case 1 -> brake;
            case 2 -> left;
            case 3 -> right;
            default -> throw new IndexOutOfBoundsException("an action has 4 keys, not " + (index + 1));
        };
    }

    /** The name of key {@code index}. */
    public static String keyName(int index) {
        return NAMES[index];
    }

    /** The same action without left and right when both are pressed. */
    public Action withoutOpposites() {
        return left && right ? new Action(accelerate, brake, false, false) : this;
    }

    /** Writes the four keys as 0 and 1. */
    public void write(float[] target, int at) {
        target[at] = accelerate ? 1 : 0;
        target[at + 1] = brake ? 1 : 0;
        target[at + 2] = left ? 1 : 0;
        target[at + 3] = right ? 1 : 0;
    }

    /** The pressed keys with {@code +} between them, or {@code nothing}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int key = 0; key < KEYS; key++) {
            if (key(key)) {
                text.append(text.isEmpty() ? "" : "+").append(keyName(key));
            }
        }
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
