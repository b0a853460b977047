/** Commands about the program itself: version, help, completion. Non-null is the default everywhere. */
package tmnf.cli.info;
