package tmnf.tminterface.sim.render;

/**
 * The cameras of the game by their number in the console command {@code cam}. All are fixed to the car and
 * turn with it: the game's own follow with a delay that is not documented, and a picture that depends on
 * nothing but the moment is worth more to a learner.
 */
public enum Camera {

    /** Number 1: behind the car, farther away. */
    BEHIND_FAR(-9.5f, 3.9f, 0.21f),
    /** Number 2, which the pipeline uses: behind the car, nearer. */
    BEHIND_NEAR(-6.6f, 3.0f, 0.19f),
    /** Number 3: on the bonnet. */
    BONNET(0.9f, 1.05f, 0.06f);

    private final float forward;
    private final float up;
    private final float pitchSine;

    Camera(float forward, float up, float pitchSine) {
        this.forward = forward;
        this.up = up;
        this.pitchSine = pitchSine;
    }

    /**
     * The camera of a number.
     *
     * @throws IllegalArgumentException if it is none of 1 to 3
     */
    public static Camera of(int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("no camera has the number " + number + "; there are 1 to 3");
        }
        return values()[number - 1];
    }

    /** Metres ahead of the car's origin. */
    float forward() {
        return forward;
    }

    /** Metres above the car's origin. */
    float up() {
        return up;
    }

    /** Sine of the angle by which the camera looks down. */
    float pitchSine() {
        return pitchSine;
    }
}
