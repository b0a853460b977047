/**
 * {@code tmnf inspect}: what a game file says, for people and for scripts. Non-null is the default
 * everywhere.
 */
package tmnf.cli.inspect;
