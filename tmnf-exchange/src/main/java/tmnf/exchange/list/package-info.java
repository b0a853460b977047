/** Track lists from the site's search, resumable page by page. Non-null is the default everywhere. */
package tmnf.exchange.list;
