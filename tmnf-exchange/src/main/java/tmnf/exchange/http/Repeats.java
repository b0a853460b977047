package tmnf.exchange.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Counts what is sent, and keeps OkHttp from sending again and again by itself, past the budget. One
 * repetition it may have: a connection that was kept open may be dead by now, which is nobody's fault.
 */
final class Repeats implements Interceptor {

    /** How often one request was sent; goes with it as a tag. Confined to one thread. */
    static final class Sends {
        private int count;
    }

    /** Tells OkHttp that there is no point in trying again; what happened is the cause. */
    private static final class Final extends ProtocolException {
        private static final long serialVersionUID = 1;

        Final(IOException cause) {
            super(cause.getMessage());
            initCause(cause);
        }
    }

    private static final int MOST_SENDS = 2;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final LongAdder sent = new LongAdder();

    @Override
    public Response intercept(Chain chain) throws IOException {
        Sends sends = chain.request().tag(Sends.class);
        sent.increment();
        sends.count++;
        try {
            return leaveToUs(chain.proceed(chain.request()));
        } catch (IOException e) {
            throw sends.count < MOST_SENDS ? e : new Final(e);
        }
    }

    /** Requests sent so far. */
    long sent() {
        return sent.sum();
    }

    /** What happened, without the wrapping of this class. */
    static IOException unwrap(IOException e) {
        return e instanceof Final && e.getCause() instanceof IOException cause ? cause : e;
    }

    /**
     * OkHttp asks again at once after a 408, and after a 503 with {@code Retry-After: 0}. Any other number it
     * leaves to its user, and -0 is one for it.
     */
    private static Response leaveToUs(Response response) {
        int status = response.code();
        boolean atOnce = status == SERVICE_UNAVAILABLE && isZero(response.header("Retry-After"));
        if (status != REQUEST_TIMEOUT && !atOnce) {
            return response;
        }
        return response.newBuilder().header("Retry-After", "-0").build();
    }

    private static boolean isZero(String number) {
        return number != null && !number.isEmpty() && number.chars().allMatch(c -> c == '0');
    }
}
