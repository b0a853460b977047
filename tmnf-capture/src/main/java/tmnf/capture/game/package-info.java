/**
 * The files of a game: where they are, what a capture puts there and takes away again, and the personal bests
 * that would drive along. Non-null is the default everywhere.
 */
package tmnf.capture.game;
