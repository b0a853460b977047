/**
 * Client of the TMNF-X exchange site, and the resumable download of its replays and tracks. {@link
 * tmnf.exchange.ExchangeClient} asks the site, politely; {@code tmnf.exchange.download} brings replays and
 * challenges to disk; {@code tmnf.exchange.embedded} is a site of our own over a folder. Non-null is the
 * default everywhere.
 */
package tmnf.exchange;
