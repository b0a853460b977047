/**
 * An exchange of our own: the site's API and its quirks over a folder of replays and challenges, with faults
 * on demand. {@link tmnf.exchange.embedded.ExchangeData} is what it serves, {@link
 * tmnf.exchange.embedded.EmbeddedExchange} serves it, {@link tmnf.exchange.embedded.FaultPlan} says what goes
 * wrong. Non-null is the default everywhere.
 */
package tmnf.exchange.embedded;
