/**
 * One race in the game: loads the challenge and the script, starts the race anew, and takes frames and states
 * tick by tick over one link. Confined to the thread of that link. Non-null is the default everywhere.
 */
package tmnf.capture.run;
