/**
 * What is done to a dataset that exists: looking whether it is right, taking out what is not, filling in what
 * lacks. Knows no game. Non-null is the default everywhere.
 */
package tmnf.capture.dataset.care;
