package tmnf.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import tmnf.exchange.embedded.EmbeddedConfig;
import tmnf.exchange.embedded.EmbeddedExchange;
import tmnf.exchange.embedded.ExchangeData;

/**
 * The exchange that the demo downloads from, on a port that is free; what {@code tmnf sim exchange} serves
 * until somebody stops it, this serves as long as the demo runs. The owner closes it.
 */
final class DemoExchange implements Closeable {

    /** Folder in that of the demo. */
    static final String FOLDER = "exchange";

    private final EmbeddedExchange exchange;
    private final Path asGiven;

    private DemoExchange(EmbeddedExchange exchange, Path asGiven) {
        this.exchange = exchange;
        this.asGiven = asGiven;
    }

    static DemoExchange start(DemoFolder folder) throws IOException {
        return new DemoExchange(EmbeddedExchange.start(EmbeddedConfig.of(ExchangeData.read(
                folder.path().resolve(FOLDER)))), folder.asGiven().resolve(FOLDER));
    }

    String url() {
        return exchange.url().toString();
    }

    /** The command line, after the name of the program, of an exchange that serves the same in its place. */
    List<String> words() {
        return List.of("sim", "exchange", "--data", asGiven.toString(), "--port",
                Integer.toString(exchange.url().getPort()));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
