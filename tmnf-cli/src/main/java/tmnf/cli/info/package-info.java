/**
 * Commands about the program itself: version, help and manual pages, completion. Non-null is the default
 * everywhere.
 */
package tmnf.cli.info;
