/**
 * Gives captures that have none their actions: from the replays they were made of. Non-null is the default
 * everywhere.
 */
package tmnf.capture.backfill;
