/** Commands that change challenge files. Non-null is the default everywhere. */
package tmnf.cli.challenge;
