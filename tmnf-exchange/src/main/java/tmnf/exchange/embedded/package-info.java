/**
 * An exchange of our own: the site's API and its quirks over a folder of replays and challenges, with faults on
 * demand. Non-null is the default everywhere.
 */
package tmnf.exchange.embedded;
