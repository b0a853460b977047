/**
 * Turns what a run captures into a folder of the dataset: frames are encoded by a bounded pool and written in
 * order into a staging folder, which a verdict publishes in one step or puts aside. Non-null is the default
 * everywhere.
 */
package tmnf.capture.write;
