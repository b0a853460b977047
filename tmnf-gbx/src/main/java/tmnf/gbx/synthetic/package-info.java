/**
 * Made-up challenges and replays for demonstrations, tests and benchmarks. Non-null is the default
 * everywhere.
 */
package tmnf.gbx.synthetic;
