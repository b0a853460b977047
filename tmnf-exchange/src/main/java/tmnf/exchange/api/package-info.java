/** What the site can be asked, and its answers as records. Non-null is the default everywhere. */
package tmnf.exchange.api;
