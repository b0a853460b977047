/**
 * Linear probes: how much of what a driver needs can be read from features that are not trained any more, and
 * what they are compared with. Non-null is the default everywhere.
 */
package tmnf.pretrain.probe;
