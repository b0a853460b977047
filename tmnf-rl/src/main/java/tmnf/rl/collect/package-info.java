/**
 * Games as environments: {@link tmnf.rl.collect.RaceEnvironment} drives one race, a {@link
 * tmnf.rl.collect.Collector} one after the other, and whatever becomes of a game, it goes on with another one
 * of its {@link tmnf.rl.collect.GameSource}. Non-null is the default everywhere.
 */
package tmnf.rl.collect;
