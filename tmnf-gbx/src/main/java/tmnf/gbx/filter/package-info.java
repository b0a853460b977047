/**
 * The rules of filter and fix-names: which tracks and replays can be captured, and how replays are renamed.
 * Non-null is the default everywhere.
 */
package tmnf.gbx.filter;
