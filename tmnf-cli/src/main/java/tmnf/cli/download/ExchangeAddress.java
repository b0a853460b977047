package tmnf.cli.download;

import static tmnf.cli.command.CliException.require;

import java.net.URI;
import java.net.URISyntaxException;

import tmnf.cli.command.CliException;
import tmnf.cli.info.BuildInfo;
import tmnf.exchange.ExchangeConfig;

/** Whom the commands that meet an exchange ask, and as whom: {@code --base-url} and {@code --user-agent}. */
public final class ExchangeAddress {

    private ExchangeAddress() {
    }

    /** The address of the site. Refuses what is none with exit 2. */
    public static URI url(String baseUrl) {
        try {
            URI url = new URI(baseUrl.strip().replaceAll("/+$", ""));
            ExchangeConfig.of(url, "check");
            // Never shown: it would be printed, logged and put into reports, and is not sent anyway.
            require(url.getUserInfo() == null, "--base-url holds a name or password, which is not sent",
                    "leave out what stands before the @");
            return url;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw CliException.usage("--base-url " + baseUrl + " is no address",
                    "give one such as https://tmnf.exchange or http://127.0.0.1:8080");
        }
    }

    /**
     * What the program calls itself. Refuses what cannot be sent with exit 2.
     *
     * @param userAgent as the user gave it; null: not given
     */
    public static String userAgent(String userAgent) {
        String name = userAgent == null || userAgent.isBlank()
                ? "tmnf/" + BuildInfo.load().version() + " (download of replays for driver training)"
                : userAgent.strip();
        require(name.chars().allMatch(c -> c >= 0x20 && c < 0x7F),
                "--user-agent has a sign that cannot be sent", "use plain ASCII letters, digits and signs");
        return name;
    }
}
