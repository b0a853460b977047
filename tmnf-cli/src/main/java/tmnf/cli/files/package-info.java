/**
 * How commands find the game files that the user names, and how they write files of their own. Non-null is
 * the default everywhere.
 */
package tmnf.cli.files;
