/** The verdict on a run: a pure function of what it saw and what the ghost did. Non-null is the default. */
package tmnf.capture.verify;
