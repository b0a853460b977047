package tmnf.exchange.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * Turns the body of an answer into something. What goes wrong on the network while it reads is thrown by the
 * stream as an {@link tmnf.exchange.ExchangeException}; any other {@link IOException} that the reader throws
 * is its own business and passes through.
 */
@FunctionalInterface
public interface BodyReader<T> {

    /**
     * Reads a body.
     *
     * @param body at most as many bytes as the configuration allows; closed by the caller
     * @param length bytes to come, -1 when the site did not say
     */
    T read(InputStream body, long length) throws IOException;
}
