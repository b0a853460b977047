/** How commands find the game files that the user names. Non-null is the default everywhere. */
package tmnf.cli.files;
