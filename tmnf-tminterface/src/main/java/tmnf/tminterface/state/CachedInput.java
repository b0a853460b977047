package tmnf.tminterface.state;

/** An input together with the time at which the game took it. */
public final class CachedInput extends StateView {

    private static final StructLayout.Builder FIELDS = StructLayout.of("CachedInput", 12, CachedInput::new);
    private static final int TIME = FIELDS.int32("time", 0, "ms");
    private static final int EVENT = FIELDS.struct("event", 4, "", Event.LAYOUT);

    /** The fields and their places. */
    public static final StructLayout LAYOUT = FIELDS.build();

    // Views of what is inside, made when first asked for; null until then.
    private Event event;

    CachedInput(byte[] array, int base) {
        super(array, base);
    }

    @Override
    public StructLayout layout() {
        return LAYOUT;
    }

    public int time() {
        return int32(TIME);
    }

    public void setTime(int value) {
        putInt32(TIME, value);
    }

    public Event event() {
        Event view = event;
        if (view == null) {
            view = new Event(array, base + EVENT);
            event = view;
        }
        return view;
    }
}
