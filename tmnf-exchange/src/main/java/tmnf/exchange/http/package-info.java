/**
 * How requests are sent: one attempt at a time, never more or faster than the site bears. {@link
 * tmnf.exchange.http.HostBudget} decides when, {@link tmnf.exchange.http.HttpTransport} sends, {@link
 * tmnf.exchange.http.RetryPolicy} says whether and when again. Non-null is the default everywhere.
 */
package tmnf.exchange.http;
